"""The HTML report in a real browser, from disk: it fetches nothing, complains of nothing, and fits a phone."""

from pathlib import Path

import pytest
from judge.story_evidence import Asked, Story

from rosterproof.checks import judge
from rosterproof.report import RunReport, html
from rosterproof.verdict import run_verdict

pytestmark = pytest.mark.browser


@pytest.fixture
def page_on_disk(tmp_path: Path) -> Path:
    story = Story()
    story.hire(department="CLN", given_name="<img src=x onerror=alert(1)>")
    with story.cycle():
        ada = story.open_account(location="HOU")
        story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
    story.checkpoint()
    evidence, asked = story.evidence(), Asked()
    verdict = run_verdict([judge(evidence, asked)], asked)
    file = tmp_path / "report.html"
    file.write_text(html.render(RunReport(verdict=verdict, evidence=(evidence,), version="0.1.0")), encoding="utf-8")
    return file


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_it_opens_by_itself(page_on_disk: Path, chromium: str, scheme: str, width: int) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(page_on_disk.as_uri())
        assert page.get_by_role("img", name="broken", exact=True).first.is_visible()
        assert page.get_by_text("Observed").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        browser.close()
    assert asked == [page_on_disk.as_uri()]
    assert complaints == []
    assert paper == ("rgb(245, 246, 248)" if scheme == "light" else "rgb(14, 17, 22)")
