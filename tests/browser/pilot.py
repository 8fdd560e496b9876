"""A pilot over five weeks: a manager with a small line, hires among them, and somebody who lapsed for three days."""

from typing import Any

from contract.playground import Playground

CATALOG: dict[str, Any] = {
    "courses": [
        {"code": "ORI-100", "title": "Site orientation"},
        {
            "code": "BBP-130",
            "title": "Bloodborne pathogens",
            "regulation": "29 CFR 1910.1030(g)(2)",
            "validity": {"days": 30},
            "window_days": 10,
            "pass_score": 80,
        },
        {
            "code": "PSM-200",
            "title": "Process Safety Management",
            "regulation": "29 CFR 1910.119(g)",
            "validity": {"months": 36},
            "window_days": 60,
        },
        {
            "code": "HIPAA-210",
            "title": "Privacy of health data",
            "regulation": "45 CFR 164.530(b)",
            "validity": {"months": 12},
        },
        {"code": "LEAD-210", "title": "Leading people"},
    ],
    "rules": [
        {"rule_id": "orientation", "course": "ORI-100", "audience": {}, "due": {"days": 7, "after": "assignment"}},
        {
            "rule_id": "bloodborne",
            "course": "BBP-130",
            "audience": {"job_titles": ["nurse"]},
            "due": {"days": 10, "after": "assignment"},
            "gate": {"supervised_days": 10},
        },
        {
            "rule_id": "process-safety",
            "course": "PSM-200",
            "audience": {"job_titles": ["operator"]},
            "due": {"days": 0, "after": "position"},
            "gate": {},
        },
        {
            "rule_id": "privacy",
            "course": "HIPAA-210",
            "audience": {"departments": ["Clinic"]},
            "due": {"days": 30, "after": "assignment"},
        },
    ],
}

#: external id -> name, family name, title, department, location, manager, hire date.
PEOPLE = {
    "E1001": ("Mara", "Solberg", "head", "Clinic", "Oslo", None, "2019-08-01"),
    "E1002": ("Ada", "Berg", "nurse", "Clinic", "Oslo", "E1001", "2026-03-02"),
    "E1003": ("Björn", "Öst", "nurse", "Clinic", "Oslo", "E1001", "2023-01-09"),
    "E1004": ("Chidi", "Eze", "clerk", "Clinic", "Houston", "E1001", "2026-03-02"),
    "E1005": ("Dao", "<b>Lê</b>", "nurse", "Clinic", "Oslo", "E1001", "2024-05-13"),
    "E1006": ("Ewa", None, "operator", "Refinery", "Houston", "E1001", "2022-11-07"),
    "E1007": ("Finn", "O'Neil", "operator", "Refinery", "Houston", "E1006", "2026-04-06"),
    "E1008": ("Gita", "Rao", "operator", "Refinery", "Houston", "E1006", "2021-02-15"),
    "E1009": ("Hugo", "Prats", "operator", "Refinery", "Houston", "E1006", "2020-06-22"),
    "E1010": ("Inga", "Vidal", "clerk", "Office", "Houston", None, "2020-09-01"),
}


def play(world: Playground) -> None:
    """Let the weeks pass. Björn's certification ran out on 1 April, and he renewed on the 5th."""
    for who in ("E1001", "E1003", "E1005", "E1006", "E1008", "E1009", "E1010"):
        _join(world, who)
    for course in ("ORI-100", "HIPAA-210"):
        _pass(world, "E1001", course)
    for who in ("E1003", "E1005"):
        for course in ("ORI-100", "BBP-130", "HIPAA-210"):
            _pass(world, who, course)
    for who in ("E1006", "E1008", "E1009"):
        _pass(world, who, "ORI-100")
        _pass(world, who, "PSM-200")
    for who in ("E1002", "E1004"):
        _join(world, who)
    world.advance("2026-03-05T10:00:00Z")
    _pass(world, "E1002", "ORI-100", 96)
    _pass(world, "E1004", "ORI-100", 91)
    world.advance("2026-03-28T10:00:00Z")
    _pass(world, "E1005", "BBP-130", 88)
    world.advance("2026-04-05T14:00:00Z")
    _pass(world, "E1003", "BBP-130", 90)
    _pass(world, "E1002", "BBP-130", 94)
    world.advance("2026-04-06T07:00:00Z")
    _join(world, "E1007")
    _pass(world, "E1002", "HIPAA-210", 99)
    world.advance("2026-04-09T08:00:00Z")


def _join(world: Playground, who: str) -> None:
    given, family, title, department, location, manager, hired = PEOPLE[who]
    body = {
        "external_id": who,
        "username": who,
        "given_name": given,
        "family_name": family,
        "job_title": title,
        "department": department,
        "location": location,
        "manager_external_id": manager,
        "hire_date": hired,
    }
    answer = world.lms.post("/v1/users", json=body)
    assert answer.status_code == 201, answer.text


def _pass(world: Playground, who: str, course: str, score: int | None = None) -> None:
    world.post("/learner-actions", {"external_id": who, "course": course, "action": "pass", "score": score})
