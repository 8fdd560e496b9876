"""The pilot, which is the demonstration: the whole guide in one company, and a report that shows who it is about."""

import pytest

from rosterproof import certify
from rosterproof.reference.mutants import discover
from rosterproof.report import RunReport
from rosterproof.report.actors import actors
from rosterproof.scenario.profile import read_profile
from rosterproof.verdict import Outcome, Standing

PILOT = read_profile("pilot")
(STORY,) = PILOT.scenarios


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> RunReport:
    run = certify.plan(certify.REFERENCE, profile="pilot")
    return certify.certify(run, tmp_path_factory.mktemp("pilot") / "run")


def test_the_reference_connector_passes_every_check_of_it(report: RunReport) -> None:
    assert report.verdict.standing is Standing.CERTIFIED
    assert {check.check for check in report.verdict.checks if check.outcome is Outcome.PASSED} == set(PILOT.severities)


def test_it_has_fifty_to_a_hundred_people_across_roles_departments_and_locations(report: RunReport) -> None:
    """Phase five of the guide."""
    staff = [
        one for one in report.evidence[0].checkpoints[-1].state["hris"]["employees"] if one["status"] != "terminated"
    ]
    assert 50 <= len(staff) <= 100
    for part, at_least in (("title", 10), ("department", 6), ("location", 4)):
        assert len({one[part] for one in staff}) >= at_least, part


def test_every_fault_of_it_fires(report: RunReport) -> None:
    assert {fault.kind: fault.fired > 0 for fault in report.evidence[0].faults} == dict.fromkeys(
        ("deliver_twice", "throttle", "drop_answer"), True
    )


def test_the_report_shows_its_people_as_both_systems_hold_them(report: RunReport) -> None:
    (evidence,) = report.evidence
    shown = {one.name.split()[0]: one for one in actors(evidence)}
    assert len(shown) == len(evidence.people)
    assert shown["Dee"].certified[2] == ("PTW-300", "2026-06-20")  # renewed on 2026-04-21, for sixty days
    assert shown["Eli"].account == "open"
    assert shown["Max"].account == "none"
    assert all({course for course, _ in one.certified} == set(one.recorded) for one in shown.values())


def test_many_mutants_must_be_caught_in_it() -> None:
    assert len([mutant.id for mutant in discover() if STORY in mutant.kills]) >= 8
