"""The page at /reports in a real browser: a manager confirms what a new hire completed, without assembling anything."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from browser.pilot import CATALOG, play
from browser.test_docs_page import Watch
from contract.playground import Playground, playground

from rosterproof_sim.launch import start

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TABS = ("Compliance", "Gates", "Forecast", "Licenses", "Departments", "Retention", "Teams")


@pytest.fixture(scope="module")
def world() -> Iterator[Playground]:
    # On the shared port, so that the page has to know the prefix it is served under.
    with start() as server, playground(server, catalog=CATALOG, ports="shared") as made:
        play(made)
        yield made


def signed_in(world: Playground, page: "Page", username: str = "E1001") -> None:
    page.goto(f"{world.made['systems']['lms']['base_url']}/reports")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(world.made["learner_password"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Compliance", exact=True).wait_for()


def test_a_manager_confirms_a_new_hire_on_one_dashboard(world: Playground, browser: "Browser") -> None:
    watch = Watch()
    page = watch.over(browser.new_page())
    signed_in(world, page)

    page.get_by_label("Hired").select_option("In the last 90 days")
    people = page.get_by_role("region", name="People")
    people.get_by_text("Björn").wait_for(state="detached")
    shown = [each.inner_text() for each in people.locator("tbody tr").all()]
    assert [each.split("\n")[0] for each in shown] == ["Ada Berg", "Chidi Eze", "Finn O'Neil"]
    assert "✓ ORI-100" in shown[0]
    assert "✓ BBP-130" in shown[0]
    assert shown[0].strip().endswith("compliant")
    assert "! HIPAA-210 2026-04-01" in shown[1]
    assert shown[1].strip().endswith("not compliant")

    people.get_by_role("link", name="Ada Berg").click()
    page.get_by_role("heading", name="Ada Berg").wait_for()
    said = page.locator("main").inner_text()
    assert "Ada Berg (E1002) held the role nurse in Clinic at Oslo" in said
    assert "completed on 2026-04-05, passed with 94, valid through 2026-05-05" in said
    host = urlsplit(page.url).netloc
    assert [url for url in watch.asked if urlsplit(url).scheme == "http" and urlsplit(url).netloc != host] == []
    assert watch.complaints == []
    page.close()


def test_three_days_without_are_shown_on_both_times(world: Playground, browser: "Browser") -> None:
    watch = Watch()
    page = watch.over(browser.new_page())
    signed_in(world, page)
    page.get_by_role("link", name="Björn Öst").click()
    rows = page.locator(".strip .days")
    rows.first.wait_for()
    for row in (rows.nth(0), rows.nth(1)):
        broken = [each.get_attribute("title") for each in row.locator("i.bad").all()]
        assert broken == [f"2026-04-0{day}: not compliant, BBP-130 lapsed" for day in (2, 3, 4)]
    rows.nth(1).locator("i.bad").first.click()
    page.get_by_text("On 2026-04-02, as recorded by 2026-04-09T08:00:00Z, Björn Öst").wait_for()
    assert page.locator(".verdict .word").inner_text() == "NOT COMPLIANT"
    assert watch.complaints == []
    page.close()


def test_a_manager_sees_the_own_line_and_a_key_everybody(world: Playground, browser: "Browser") -> None:
    page = browser.new_page()
    signed_in(world, page, "E1006")
    assert sorted(page.locator("#shown a").all_inner_texts()) == ["Ewa", "Finn O'Neil", "Gita Rao", "Hugo Prats"]
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("API key").fill("wrong")
    page.get_by_role("button", name="Open with the key").click()
    page.get_by_text("These credentials do not hold here").wait_for()
    page.get_by_label("API key").fill(world.made["systems"]["lms"]["api_key"])
    page.get_by_role("button", name="Open with the key").click()
    page.get_by_role("link", name="Inga Vidal").wait_for()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.reload()
    assert page.get_by_label("API key").input_value() == ""
    page.close()


def test_a_table_is_kept_as_a_file(world: Playground, browser: "Browser", tmp_path: Path) -> None:
    page = browser.new_page()
    signed_in(world, page)
    with page.expect_download() as kept:
        page.get_by_role("button", name="CSV").last.click()
    kept.value.save_as(tmp_path / "people.csv")
    assert kept.value.suggested_filename == "people.csv"
    lines = (tmp_path / "people.csv").read_text(encoding="utf-8").splitlines()
    with page.expect_download() as kept:
        page.get_by_role("button", name="JSON").last.click()
    kept.value.save_as(tmp_path / "people.json")
    assert len(json.loads((tmp_path / "people.json").read_text(encoding="utf-8"))["data"]) == 9
    assert (len(lines), lines[0].split(",")[:2]) == (10, ["user_id", "external_id"])
    page.close()


def test_a_hostile_name_is_shown_and_not_obeyed(world: Playground, browser: "Browser") -> None:
    watch = Watch()
    page = watch.over(browser.new_page())
    signed_in(world, page)
    page.get_by_role("link", name="Dao <b>Lê</b>").click()
    page.get_by_role("heading", name="Dao <b>Lê</b>").wait_for()
    assert page.locator("main b").count() == 0
    assert watch.complaints == []
    page.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_every_report_reads_well_wide_and_narrow(
    world: Playground, browser: "Browser", scheme: str, width: int
) -> None:
    watch = Watch()
    page = watch.over(browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800}))  # type: ignore[arg-type]
    signed_in(world, page)
    for tab in TABS:
        page.get_by_role("navigation").get_by_role("link", name=tab).click()
        page.get_by_role("heading", name=tab, exact=True).wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, tab
        assert page.locator("#trouble:visible").count() == 0
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(245, 246, 248)" if scheme == "light" else "rgb(14, 17, 22)")
    assert watch.complaints == []
    page.close()
