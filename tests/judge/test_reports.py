"""The reports: nothing of the verdict is lost, and nothing that people are called can do harm."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from judge.certified_run import KEY, certified
from judge.certified_run import bad as alone
from judge.story_evidence import ADA, Asked, Story
from markdown_it import MarkdownIt

from rosterproof.checks import judge
from rosterproof.evidence.record import Evidence, Incident
from rosterproof.recheck import recheck
from rosterproof.report import RunReport, as_json, badge, console, html, junit, summary
from rosterproof.verdict import run_verdict

HOSTILE = "<script>alert(1)</script>\x1b[31m\u202eevil"


def report(*evidence: Evidence, asked: Asked | None = None, **more: Any) -> RunReport:
    by = asked or Asked()
    verdict = run_verdict([judge(one, by) for one in evidence], by)
    return RunReport(verdict=verdict, evidence=evidence, version="0.1.0", **more)


def good() -> Story:
    story = Story()
    story.hire(department="CLN")
    with story.cycle():
        ada = story.open_account()
        story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
        story.comply("due", "ORI-100")
    story.checkpoint()
    with story.cycle(idle=True):
        pass
    return story


def bad(name: str = "Ada") -> Story:
    """An account with the wrong location, and a compliance status that was never written."""
    story = Story()
    story.hire(department="CLN", given_name=name)
    with story.cycle():
        ada = story.open_account(location="HOU")
        story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
    story.checkpoint()
    return story


def unplayed() -> Story:
    story = good()

    story.incidents.append(Incident(kind="simulator-failed", at=None, detail="the simulators were killed"))
    return story


SCHEMA = json.loads(as_json.SCHEMA.read_text(encoding="utf-8"))
PART = Asked(scenarios=("tiny/story", "tiny/other"))


@pytest.mark.parametrize("story", [good, bad, unplayed])
def test_json_keeps_its_schema(story: Any) -> None:
    run = report(
        story().evidence(), asked=PART, issued_at=datetime(2026, 11, 24, tzinfo=UTC), seconds={"tiny/story": 1.5}
    )
    content = json.loads(as_json.render(run))
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(content)
    assert content["profile"]["not_played"] == ["tiny/other"]


def test_json_tells_findings_with_their_exchanges() -> None:
    content = json.loads(as_json.render(report(bad().evidence())))
    assert content["verdict"] == "broken"
    result = next(one for one in content["stories"][0]["results"] if one["check"] == "profile.true")
    assert result["findings"][0]["exchanges"] == [1]
    assert result["findings"][0]["employee_id"] == ADA


def test_junit_has_a_case_per_check_that_ends_as_it_came_out() -> None:
    suite = ET.fromstring(junit.render(report(bad().evidence())).encode()).find("testsuite")  # noqa: S314 - ours
    assert suite is not None
    ends = {case.get("name"): [child.tag for child in case] for case in suite.findall("testcase")}
    assert ends["profile.true"] == ["failure"]
    assert ends["account.present"] == []
    assert ends["throttle.waited"] == ["skipped"]
    assert ends["write-back.compliance-status"] == ["system-out"]
    assert (suite.get("tests"), suite.get("failures")) == ("16", "1")


def test_junit_shows_what_could_not_be_judged_as_an_error() -> None:
    suite = ET.fromstring(junit.render(report(unplayed().evidence())).encode()).find("testsuite")  # noqa: S314
    assert suite is not None
    error = next(case.find("error") for case in suite.findall("testcase") if case.get("name") == "account.present")
    assert error is not None
    assert error.get("message") == "the simulators were killed"


@pytest.mark.parametrize("render", [as_json.render, junit.render, console.render, html.render, summary.render])
def test_every_report_takes_a_hostile_name(render: Any) -> None:
    text = render(report(bad(HOSTILE).evidence()))
    assert "\x1b[31m" not in text
    if render is not as_json.render:
        assert "\u202e" not in text
    if render in {html.render, junit.render}:
        assert "<script" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_console_says_what_where_and_what_to_look_at() -> None:
    text = console.render(report(bad().evidence()), color=False)
    assert "profile.true  MUST  Every field of the mapping says in the LMS what HR says." in text
    assert "expected    location 'CHI' in the LMS, as the HRIS has it in location" in text
    assert "observed    'HOU' in account U0000001" in text
    assert "exchanges   1" in text
    assert "BROKEN  Tiny connector 1 on profile tiny" in text


def test_console_has_no_colors_when_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    run = report(bad().evidence())
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in console.render(run)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in console.render(run)


def test_a_part_of_a_profile_is_no_certificate_of_it() -> None:
    run = report(good().evidence(), asked=Asked(scenarios=("tiny/story", "tiny/other")))
    assert "on 1 of 2 stories of profile tiny; not a certificate of the profile" in console.render(run, color=False)
    page = html.render(run)
    assert "no certificate of it. Left out: tiny/other." in page
    assert "Certificate of an" not in page


def test_the_page_forbids_everything_but_its_own_style() -> None:
    page = html.render(report(bad().evidence()))
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].replace("&#39;", "'").startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert not re.search(r"<script|<link|<img|<iframe|\sstyle=|\son\w+=|src=|href=|url\(|@import", page)


def test_the_page_shows_expected_observed_exchanges_and_the_four_lanes() -> None:
    page = html.render(report(bad().evidence()))
    for text in (
        "location &#39;CHI&#39; in the LMS, as the HRIS has it in location",
        "&#39;HOU&#39; in account U0000001",
        "Timeline of E0000001 (Ada Berg)",
        "HRIS: what HR recorded",
        "Wire: exchanges and webhooks",
        "LMS: what came of it",
        "Oracle: what ought to be",
        'enrolled in <span class="whole">ORI-100</span>, due <span class="whole">2026-03-09</span> (everyone)',
        "POST /v1/users",
        "Story digest",
        "Wire digest",
    ):
        assert text in page


def test_the_timeline_says_where_nothing_came_of_it() -> None:
    story = Story()
    story.hire(department="CLN")
    with story.cycle():
        pass
    story.checkpoint()
    assert '<span class=" trouble">nothing</span>' in html.render(report(story.evidence()))


def test_findings_beyond_a_few_are_listed_and_counted() -> None:
    story = Story()
    for number in range(1, 9):
        story.hire(f"E{number:07d}", department="CLN")
    with story.cycle():
        pass
    story.checkpoint()
    run = report(story.evidence())
    assert "and 5 more like this" in console.render(run, color=False)
    assert "5 more like this: <code>account.present</code>" in html.render(run)
    assert html.render(run).count("E0000008") >= 1


def test_digests_do_not_depend_on_ports_and_wall_time_but_on_what_was_said() -> None:
    def digests(**changed: Any) -> tuple[str, str]:
        story = good()
        asked = {"url": f"http://127.0.0.1:{changed.get('port', 1)}/webhooks", "events": changed.get("events", ["a"])}
        story.exchange(
            "createWebhookSubscription", "/v1/webhook-subscriptions", asked, {}, wall_ms=changed.get("ms", 1)
        )
        verdict = report(story.evidence()).verdict
        return verdict.story_digest, verdict.wire_digest

    story, wire = digests()
    assert digests(port=2, ms=99) == (story, wire)
    assert digests(events=["b"])[0] == story
    assert digests(events=["b"])[1] != wire


def test_the_story_digest_is_that_of_what_ought_to_be() -> None:
    right, wrong = report(good().evidence()), report(bad().evidence())
    assert right.verdict.story_digest == wrong.verdict.story_digest
    assert right.verdict.wire_digest != wrong.verdict.wire_digest


def test_the_summary_says_in_markdown_what_it_is_what_it_cost_and_where_to_look() -> None:
    story = Story()
    story.hire(department="CLN")
    with story.cycle():
        pass
    story.later(days=3)
    story.checkpoint()
    told = summary.render(report(story.evidence(), asked=PART, seconds={"tiny/story": 1.5}))
    for line in (
        "## ❌ Tiny connector 1: broken",
        "- **1 person employed without an account, for 72 h**",
        "| tiny/story | ❌ broken | A tiny story | 1.5 |",
        "❌ **`account.present`** (must) in tiny/story: Everyone employed has an open account in the LMS.",
        "- **E0000001 (Ada Berg)**: expected an open account in the LMS, being employed since 2026-03-02; "
        "observed no account",
        "  - without an account for 72 h; first seen at checkpoint 1, 2026-03-05 09:00 UTC",
        "| `error.reported` | must | ⬜ not exercised | 0 |",
    ):
        assert line in told.splitlines()
    assert "This is no certificate of the profile." in told


def test_nothing_that_people_are_called_means_anything_in_markdown() -> None:
    name = "*a* _b_ `c` [d](http://e) | f <g> ~~h~~ #1\n# i"
    told = summary.render(report(bad(name).evidence()))
    page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(told)
    assert "*a* _b_ `c` [d](http://e) | f &lt;g&gt; ~~h~~ #1 # i" in page
    assert not re.search(r"<(em|del|a|g)\b", page)


def test_a_check_that_the_connector_omits_is_omitted_in_every_report_and_not_passed() -> None:
    story = good()
    story.omits = {"account.unique": "our | LMS merges"}
    run = report(story.evidence())
    assert json.loads(as_json.render(run))["connector"]["omits"] == {"account.unique": "our | LMS merges"}
    assert "omitted     account.unique: our | LMS merges" in console.render(run, color=False)
    assert "- Omitted: `account.unique`, our \\| LMS merges" in summary.render(run)
    assert "| `account.unique` | must | ⏭️ omitted | 0 |" in summary.render(run)
    assert "Omitted: <code>account.unique</code>" in html.render(run)
    suite = ET.fromstring(junit.render(run).encode()).find("testsuite")  # noqa: S314 - ours
    assert suite is not None
    (case,) = [case for case in suite.findall("testcase") if case.get("name") == "account.unique"]
    assert [child.get("message") for child in case] == ["omitted: our | LMS merges"]


def test_the_page_shows_the_certificate_and_the_badge_says_until_when(tmp_path: Path) -> None:
    certificate = certified(tmp_path, good())
    run = replace(recheck(tmp_path), certificate=certificate)
    page = html.render(run)
    for text in (
        "Valid until 2026-12-24",
        "b" * 64,
        certificate.head.head,
        f"rosterproof verify FOLDER --public-key {KEY.public}",
        "<code>error.reported</code> (should) was not exercised",
    ):
        assert text in page.replace("&#43;", "+").replace("&#x2B;", "+")
    picture = ET.fromstring(badge.render(run))  # noqa: S314 - ours
    assert picture.get("aria-label") == "Tiny connector 1: certified on tiny, valid until 2026-12-24"
    assert "certified · tiny" in [each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")]


def test_the_page_says_of_a_broken_run_that_there_is_no_certificate_and_what_it_cost(tmp_path: Path) -> None:
    certificate = certified(tmp_path, alone())
    run = replace(recheck(tmp_path), certificate=certificate)
    page = html.render(run)
    assert "No certificate: broken" in page
    assert "2 people employed without an account, for up to 11 days each, 22 days together" in page
    assert "exposure    2 people employed without an account" in console.render(run, color=False)


def test_a_badge_takes_a_hostile_name() -> None:
    run = report(bad().evidence())
    facts = replace(run.evidence[0].connector, name=HOSTILE)
    picture = badge.render(replace(run, evidence=(replace(run.evidence[0], connector=facts),)))
    ET.fromstring(picture)  # noqa: S314 - ours
    assert "<script" not in picture
