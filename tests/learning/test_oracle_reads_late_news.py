"""What becomes known late or changes for what is held: the oracle and the LMS on stories made for it, step by step."""

import pytest
from learning.side_by_side import play

COURSES = [
    {"code": "A", "title": "A", "kind": "external", "validity": {"days": 30, "basis": "expiry"}, "window_days": 10}
    | {"pass_score": 50, "max_attempts": 3, "retakes": True, "score_policy": "highest"},
    {"code": "B", "title": "B", "renews": "A", "kind": "external"},
    {"code": "D", "title": "D", "kind": "external", "requires": ["A"]},
]
RULES = [{"rule_id": "r", "course": "A", "audience": {}, "due": {"days": 5, "after": "assignment"}}]
CATALOG = {"courses": COURSES, "rules": RULES, "paths": [], "groups": []}


@pytest.mark.parametrize("zone", [None, "Pacific/Kiritimati"])
def test_passes_elsewhere_count_from_their_own_day(zone: str | None) -> None:
    told = [
        *(("elsewhere", "P1", "A", days, score) for days, score in ((25, 0), (25, 40), (25, 60), (30, 60))),
        ("elsewhere", "P1", "D", 3, None),
        ("wait", 20),
        ("elsewhere", "P1", "A", 16, None),
        ("elsewhere", "P1", "D", 3, None),
        ("wait", 5),
        ("elsewhere", "P1", "B", 0, 90),
        ("wait", 40),
        *(("elsewhere", "P1", course, days, 90) for course, days in (("B", 39), ("A", 2))),
        ("close", "P1"),
        ("elsewhere", "P1", "A", 0, 90),
    ]
    play(CATALOG, {}, [("join", "P1", {"time_zone": zone}), *told])


@pytest.mark.parametrize("on_leaver", ["archive", "keep", "withdraw_unstarted", "withdraw_all"])
def test_versions_retakes_and_leavers_are_read_alike(on_leaver: str) -> None:
    told = [
        *(
            ("act", "P1", "A", action, score)
            for action, score in (("fail", 10), ("pass", 60), ("pass", 90), ("pass", 95))
        ),
        ("wait", 3),
        ("act", "P2", "A", "start", None),
        ("publish", "A", {"validity": {"days": 20}}, None),
        ("publish", "A", {}, 7),
        ("wait", 2),
        *(("act", "P2", "A", "pass", score) for score in (40, 70)),
        ("wait", 3),
        ("act", "P1", "B", "pass", None),
        ("publish", "A", {}, 0),
        ("wait", 1),
        ("close", "P2"),
        ("wait", 40),
        ("reopen", "P2"),
        ("close", "P1"),
        ("publish", "A", {}, 3),
        ("reopen", "P1"),
        ("wait", 20),
    ]
    play(CATALOG, {"on_leaver": on_leaver}, [("join", "P1", {}), ("join", "P2", {}), *told])
