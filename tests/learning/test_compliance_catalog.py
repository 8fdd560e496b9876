"""The shipped compliance catalog: whole, labeled, taken by the LMS, and right where it is easily wrong."""

import re
from collections.abc import Mapping
from typing import Any, get_args

import pytest
from learning.school import School, school

from rosterproof.document import read
from rosterproof.scenario.catalog import read_catalog
from rosterproof.scenario.library import named
from rosterproof_sim.domain.words.catalog import CourseKind

FILE = named("catalogs")["compliance"]
CATALOG: Mapping[str, Any] = read_catalog(FILE)


def test_all_thirty_six_rows_are_there_each_under_its_number() -> None:
    numbers = {match.group(1) for each in CATALOG["rules"] if (match := re.match(r"c(\d\d)-", each["rule_id"]))}
    assert numbers == {f"{number:02d}" for number in range(1, 37)}


def test_it_is_labeled_as_no_legal_advice() -> None:
    assert "simulated, not legal advice" in FILE.read_text(encoding="utf-8").lower()
    assert "simulated, not legal advice" in read(FILE, what="catalog").data["title"]


def test_every_course_names_its_regulation() -> None:
    assert all(each.get("regulation") for each in CATALOG["courses"])


def test_it_has_every_kind_of_content_and_what_is_acknowledged_is_worded() -> None:
    kinds = {each.get("kind", "online") for each in CATALOG["courses"]}
    assert kinds == set(get_args(CourseKind))
    assert all(each.get("statement") for each in CATALOG["courses"] if each.get("kind") == "attestation")


@pytest.mark.parametrize(
    ("profile", "courses"),
    [
        ({"job_title": "nurse", "department": "Clinic", "location": "OSL"}, "BBP RESP EAP HIPAA SEC BLS"),
        ({"job_title": "line-cook", "department": "Kitchens", "location": "LAX"}, "FIRE EAP SEC HAR-CA1 WVP FOOD-231"),
        ({"job_title": "teller", "department": "Branches", "location": "CHI"},
         "EAP SEC PCI-215 PCI-216 HAR-CHI1 BYST AML"),
        ({"job_title": "team-leader", "department": "Warehouse", "location": "OSL"}, "PSM FIRE HAZCOM EAP SEC"),
        ({"job_title": "miner", "department": "Quarry", "location": "HOU"}, "EAP MSHA-NEW MSHA-8R SEC"),
    ],
    ids=["nurse", "cook in California", "teller in Chicago", "team leader", "miner"],
)  # fmt: skip
def test_people_are_enrolled_in_what_their_work_asks_for(profile: Mapping[str, Any], courses: str) -> None:
    with opened() as lms:
        lms.join("ada", hire_date="2026-03-02", **profile)
        found = set(lms.open("ada"))
        wanted = courses.split()
        assert len(found) == len(wanted), sorted(found)
        assert all(any(code.startswith(each) for code in found) for each in wanted), sorted(found)


def test_who_learned_for_chicago_has_learned_for_illinois() -> None:
    with opened() as lms:
        lms.join("ada", location="CHI", hire_date="2026-03-02")
        assert "HAR-IL" not in lms.open("ada")
        assert lms.open("ada")["HAR-CHI1"] == "2026-06-30"


def test_a_returning_miner_is_briefed_and_not_trained_anew() -> None:
    with opened() as lms:
        user = lms.join("ada", job_title="miner", hire_date="2026-03-02")
        lms.lms.deactivate(user)
        lms.until("2026-12-01")
        lms.lms.reactivate(user)
        assert "MSHA-RETURN" in lms.open("ada")
        assert "MSHA-NEW" not in lms.open("ada")


def opened() -> Any:
    parts = {name: CATALOG[name] for name in ("paths", "groups") if name in CATALOG}
    return school(CATALOG["courses"], CATALOG["rules"], **parts)


def test_the_school_of_these_tests_is_a_real_lms() -> None:
    with opened() as lms:
        assert isinstance(lms, School)
        assert len(lms.lms.rules()) == len(CATALOG["rules"])
