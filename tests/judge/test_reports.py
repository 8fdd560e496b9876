"""The reports: nothing of the verdict is lost, and nothing that people are called can do harm."""

import json
import re
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from judge.story_evidence import ADA, Asked, Story

from rosterproof.checks import judge
from rosterproof.evidence.record import Evidence, Incident
from rosterproof.report import RunReport, as_json, console, html, junit
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


@pytest.mark.parametrize("render", [as_json.render, junit.render, console.render, html.render])
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
