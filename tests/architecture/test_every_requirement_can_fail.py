"""Traceability: every requirement of the guide has a story, a check and a mutant that fails it, or a reason why not."""

import pytest

from rosterproof.checks import discover
from rosterproof.document import read
from rosterproof.reference.mutants import discover as mutants
from rosterproof.report.trace import Forward, back, forward
from rosterproof.scenario.guide import guide
from rosterproof.scenario.library import stories

STORIES = {name: tuple(read(story.file).data.get("requirements", ())) for name, story in stories().items()}
ROWS = forward(STORIES)


def test_the_guide_has_its_four_methods_eight_benefits_and_ten_criteria() -> None:
    kinds = [row.id.partition("-")[0] for row in guide()]
    assert (kinds.count("METHOD"), kinds.count("BEN"), kinds.count("CHK")) == (4, 8, 10)
    assert len({row.id for row in guide()}) == 22
    assert all(row.red_flag for row in guide() if row.id.startswith("CHK-"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.requirement.id)
def test_a_requirement_can_fail_or_says_why_it_cannot(row: Forward) -> None:
    excused = row.requirement.attested or row.requirement.open
    if row.can_fail:
        assert not excused, f"{row.requirement.id} has a failing case by now ({row.mutants}); scenarios/guide is stale"
    else:
        assert excused, f"{row.requirement.id}: stories {row.stories}, checks {row.checks}, mutants {row.mutants}"
    assert not (row.requirement.attested and row.requirement.open)


def test_only_what_the_guide_calls_attested_is() -> None:
    assert [row.id for row in guide() if row.attested] == ["CHK-SUPPORT"]


def test_every_story_cites_rows_that_there_are() -> None:
    known = {row.id for row in guide()}
    assert {name: cited for name, cited in STORIES.items() if not cited or not set(cited) <= known} == {}


def test_every_check_and_every_mutant_leads_back_to_a_requirement() -> None:
    traced = back()
    assert [row.check for row in traced] == [check.id for check in discover()]
    assert all(row.requirements for row in traced)
    assert {mutant for row in traced for mutant in row.mutants} == {mutant.id for mutant in mutants()}


def test_both_ways_tell_the_same() -> None:
    there = {(row.requirement.id, check, mutant) for row in ROWS for check in row.checks for mutant in row.mutants}
    here = {(cited, row.check, mutant) for row in back() for cited in row.requirements for mutant in row.mutants}
    assert here <= there
    assert {(row, mutant) for row, _, mutant in here} == {(row, mutant) for row, _, mutant in there}
