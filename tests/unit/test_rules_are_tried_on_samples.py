"""`rosterproof rules test`: what it says of sample employees, and how it refuses what cannot be read."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rosterproof.cli import main
from rosterproof.errors import InvalidFile
from rosterproof.rehearsal import read_samples, rehearse
from rosterproof.scenario.library import named

NURSE = """\
title: Ours
catalog: compliance
on: 2026-03-02
samples:
  - sample: a nurse
    profile: {job_title: nurse, department: Clinic, hire_date: 2026-03-02}
    expect: {BBP-130: 2026-03-02, RESP-135: any, EAP-170: 2026-03-09, HIPAA-210: any, SEC-140: any, BLS-270: 2026-04-01}
"""


def written(folder: Path, text: str) -> str:
    file = folder / "people.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["rules", "test", *arguments])
    return int(left.value.code or 0)


def misses(folder: Path, text: str) -> list[tuple[str, str, str, str]]:
    (result,) = rehearse(read_samples(written(folder, text)))
    return [(miss.course, miss.expected, miss.found, miss.why) for miss in result.misses]


@pytest.mark.parametrize("name", named("samples"))
def test_the_shipped_samples_come_out_as_their_file_says(name: str) -> None:
    results = rehearse(read_samples(name))
    assert [miss for result in results for miss in result.misses] == []
    assert len(results) >= 10


def test_every_course_is_told_with_its_due_date_and_its_reason(tmp_path: Path, capsys: Any) -> None:
    assert run(written(tmp_path, NURSE)) == 0
    told = capsys.readouterr().out
    assert "BBP-130        due 2026-03-02  c04-bloodborne v1: job title nurse" in told
    assert "1 of 1 samples as expected" in told


def test_another_day_than_expected_is_told_with_the_rule_that_decides(tmp_path: Path) -> None:
    assert misses(tmp_path, NURSE.replace("EAP-170: 2026-03-09", "EAP-170: 2026-03-02")) == [
        ("EAP-170", "due 2026-03-02", "due 2026-03-09", "c12-emergency-plan v1: everyone")
    ]


def test_a_course_that_nobody_expects_is_told_and_may_be_allowed(tmp_path: Path) -> None:
    text = NURSE.replace("HIPAA-210: any, ", "")
    found = ("HIPAA-210", "not assigned", "due 2026-04-01", "c21-privacy v1: department Clinic")
    assert misses(tmp_path, text) == [found]
    assert misses(tmp_path, text + "    others: true\n") == []


def test_a_course_that_is_missing_is_told_with_what_its_rules_want_instead(tmp_path: Path) -> None:
    text = NURSE.replace("BLS-270: 2026-04-01", "BLS-270: any, PSM-200: any, HAR-IL: any, WVP-CA: any")
    told = {course: (found, why) for course, _, found, why in misses(tmp_path, text)}
    assert told == {
        "PSM-200": ("not assigned", "c03-process-safety wants something else of one of several conditions"),
        "HAR-IL": ("not assigned", "c28-harassment-illinois wants location CHI, not none"),
        "WVP-CA": (
            "not assigned",
            "c29-violence-prevention wants location LAX or SFO, not none; "
            "c29-violence-new-hazard wants location LAX or SFO, not none",
        ),
    }


def test_events_groups_and_reports_are_part_of_a_sample(tmp_path: Path) -> None:
    file = read_samples("compliance")
    (boss,) = [sample for sample in file.samples if sample.reports]
    alone = replace(boss, reports=())
    (result,) = rehearse(replace(file, samples=(alone,)))
    assert [miss.course for miss in result.misses] == ["HAR-CA2"]


@pytest.mark.parametrize(
    ("before", "after", "line", "what", "hint"),
    [
        ("BBP-130: 2026-03-02", "BBP-13: any", 7, "the catalog has no course 'BBP-13'", "did you mean 'BBP-130'?"),
        (
            "job_title: nurse",
            "job_titel: nurse",
            6,
            "there is no profile field 'job_titel'",
            "did you mean 'job_title'?",
        ),
        ("EAP-170: 2026-03-09", "EAP-170: 2026-02-30", 7, "there is no day '2026-02-30'", "2026-03-02"),
        ("EAP-170: 2026-03-09", "EAP-170: soon", 7, "'EAP-170' must be a day like 2026-03-02, null or any", ""),
        ("department: Clinic", "time_zone: Europe/Olso", 6, "there is no time zone 'Europe/Olso'", "Europe/Oslo"),
    ],
)
def test_mistakes_are_told_with_their_line_and_what_to_do(
    tmp_path: Path, before: str, after: str, line: int, what: str, hint: str
) -> None:
    with pytest.raises(InvalidFile) as refused:
        read_samples(written(tmp_path, NURSE.replace(before, after)))
    (problem,) = refused.value.problems
    assert problem.line == line
    assert what in problem.what
    assert hint in problem.hint


def test_the_exit_code_tells_what_came_out(tmp_path: Path, capsys: Any) -> None:
    assert run(written(tmp_path, NURSE.replace("EAP-170: 2026-03-09", "EAP-170: 2026-03-02"))) == 1
    assert "NOT AS EXPECTED  a nurse" in capsys.readouterr().out
    assert run(written(tmp_path, NURSE.replace("catalog: compliance", "catalog: plantt"))) == 2
    assert "did you mean 'plant'?" in capsys.readouterr().err
    assert run(str(tmp_path / "nobody.yaml")) == 2


def test_json_is_data_and_nothing_else(tmp_path: Path, capsys: Any) -> None:
    assert run(written(tmp_path, NURSE), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["passed"] is True
    assert told["lms_agrees"] is None
    assert told["samples"][0]["assigned"][0] == {
        "course": "BBP-130",
        "due_on": "2026-03-02",
        "why": "c04-bloodborne v1: job title nurse",
    }
