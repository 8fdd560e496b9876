"""The page at /docs in a real browser: it filters, tries an operation, shows a problem, and asks nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from contract.playground import Playground, playground

from rosterproof_sim.launch import start

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

#: What Chromium itself writes when an answer is a 4xx; the page cannot help it.
_NOTED = "Failed to load resource: the server responded with a status of 404"


@dataclass
class Watch:
    """What a page asked for, and what it complained of."""

    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def over(self, page: "Page") -> "Page":
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        return page


@pytest.fixture(scope="module")
def world() -> Iterator[Playground]:
    # On the shared port, so that the page has to know the prefix it is served under.
    with start() as server, playground(server, ports="shared") as made:
        yield made


def docs(world: Playground) -> str:
    return f"{world.made['systems']['hris']['base_url']}/docs"


def test_it_filters_tries_an_operation_and_shows_a_problem(world: Playground, browser: "Browser") -> None:
    watch = Watch()
    page = watch.over(browser.new_page())
    page.goto(docs(world))

    page.keyboard.press("/")
    page.keyboard.type("getEmployee")
    assert page.locator("details.item:visible").count() == 1
    assert page.get_by_role("status").first.text_content() == (
        f"1 of {page.locator('details.item').count()} operations and schemas"
    )
    page.keyboard.press("Escape")
    assert page.locator("details.item:visible").count() > 20

    page.get_by_label("X-Api-Key").fill(world.made["systems"]["hris"]["api_key"])
    page.get_by_role("navigation").get_by_role("link", name="getEmployee").click()
    trial = page.locator("#operation-getEmployee form")
    trial.get_by_label("employee_id").fill("E0000001")
    trial.get_by_role("button", name="Send").click()
    outcome = trial.get_by_role("status")
    outcome.get_by_text("200 OK").wait_for()
    employee = world.hris.get("/v1/employees/E0000001").json()
    assert f'"family_name": "{employee["family_name"]}"' in (outcome.text_content() or "")
    assert "content-type: application/json" in (outcome.text_content() or "")

    trial.get_by_label("employee_id").fill("E0009999")
    trial.get_by_label("employee_id").press("Enter")
    outcome.get_by_text("404 Not Found").wait_for()
    assert "urn:rosterproof:problem:not-found" in (outcome.text_content() or "")

    host = urlsplit(docs(world)).netloc
    assert [url for url in watch.asked if urlsplit(url).netloc != host and not url.startswith("data:")] == []
    assert [each for each in watch.complaints if not each.startswith(_NOTED)] == []
    page.close()


def test_credentials_are_gone_when_the_page_is_loaded_again(world: Playground, browser: "Browser") -> None:
    page = browser.new_page()
    page.goto(docs(world))
    page.get_by_label("X-Api-Key").fill("rp_key")
    page.reload()
    assert page.get_by_label("X-Api-Key").input_value() == ""
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.close()


def test_a_token_is_fetched_and_a_body_sent(world: Playground, browser: "Browser") -> None:
    watch, access = Watch(), world.made["systems"]["hris"]
    page = watch.over(browser.new_page())
    page.goto(f"{docs(world)}#operation-createTrainingRecord")
    page.get_by_label("Client id").fill(access["client_id"])
    page.get_by_label("Client secret").fill(access["client_secret"])
    page.get_by_role("button", name="Get a token").click()
    page.get_by_text("A token was given").wait_for()
    trial = page.locator("#operation-createTrainingRecord form")
    trial.get_by_label("employee_id").fill("E0000001")
    trial.get_by_role("button", name="Send").click()
    trial.get_by_text("201 Created").wait_for()
    assert len(world.hris.get("/v1/employees/E0000001/training-records").json()["data"]) == 1
    assert watch.complaints == []
    page.close()


def test_a_hostile_name_is_shown_and_not_obeyed(world: Playground, browser: "Browser") -> None:
    watch, name = Watch(), "<img src=x onerror=alert(1)>"
    hired = world.hire(given_name=name)
    page = watch.over(browser.new_page())
    page.goto(f"{docs(world)}#operation-getEmployee")
    page.get_by_label("X-Api-Key").fill(world.made["systems"]["hris"]["api_key"])
    trial = page.locator("#operation-getEmployee form")
    trial.get_by_label("employee_id").fill(hired)
    trial.get_by_role("button", name="Send").click()
    trial.get_by_text("200 OK").wait_for()
    assert name in (trial.text_content() or "")
    assert page.locator("img").count() == 0
    assert watch.complaints == []
    page.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_it_reads_well_wide_and_narrow(world: Playground, browser: "Browser", scheme: str, width: int) -> None:
    watch = Watch()
    page = watch.over(browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800}))  # type: ignore[arg-type]
    page.goto(docs(world))
    page.get_by_role("button", name="Open everything").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(245, 246, 248)" if scheme == "light" else "rgb(14, 17, 22)")
    assert watch.complaints == []
    page.close()


def test_without_a_script_it_is_read_all_the_same(world: Playground, browser: "Browser") -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{docs(world)}#operation-getEmployee")
    assert page.locator("#operation-getEmployee").get_by_text("The stable id of the person, never reused").is_visible()
    assert page.locator("form:visible, #filter:visible").count() == 0
    assert page.locator("#operation-listChanges").is_hidden()
    page.locator("details:has(#operation-listChanges) summary").click()
    assert page.locator("#operation-listChanges").is_visible()
    context.close()
