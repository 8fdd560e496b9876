"""Group E: identity, references, rules."""

from typing import Any

from contract.bad_input.row import Refused, Row, Taken, change, control, each, hire, hris, lms, new_world, record, user
from contract.playground import CATALOG

_IDS = ("", "x" * 10_240, "null", "undefined", "0", "-1", "E1", "e0000001", "550E8400-E29B-41D4-A716-446655440000")


def _rule(**fields: Any) -> dict[str, Any]:
    rule = {"rule_id": "r", "course": "PSM-200", "audience": {}, "due": {"days": 1, "after": "hire"}, **fields}
    return {"courses": CATALOG["courses"], "rules": [{name: each for name, each in rule.items() if each is not None}]}


def _course(**fields: Any) -> dict[str, Any]:
    return {"courses": [{"code": "A", "title": "A", **fields}], "rules": []}


def _terminate(employee_id: str, **fields: Any) -> dict[str, Any]:
    return {"kind": "terminated", "employee_id": employee_id, "effective_on": "2026-03-02", **fields}


ROWS = (
    Row(
        id="B068",
        what="same external id twice: an employee_id is one person; the LMS keeps both users, as its contract says",
        refused=(
            Refused(name="hired twice", ask=hire(employee_id="E0000001"), status=409, code="not-allowed"),
            Refused(name="username twice", ask=user(username="ada"), status=409, code="username-taken"),
        ),
        taken=(Taken(name="external_id twice", ask=user(external_id="E0000042", username="second")),),
    ),
    Row(
        id="B069",
        what="manager = self; cycles of 2 and 50; a chain of very many",
        refused=(
            Refused(
                name="self",
                ask=change(
                    kind="transferred", employee_id="E0000001", manager_id="E0000001", effective_on="2026-03-02"
                ),
                status=409,
                code="not-allowed",
            ),
        ),
        shown_by=("test_managers_in_a_circle_or_a_long_chain_stop_nothing",),
    ),
    Row(
        id="B070",
        what="unknown manager, org, location: dangling is carried, as the contract says; an unknown course is refused",
        taken=(
            Taken(name="hired under nobody", ask=hire(manager_id="E9999999", department="NONE", location="NOWHERE")),
            Taken(name="a user under nobody", ask=user(external_id="dangling", manager_external_id="nobody")),
        ),
        refused=(
            Refused(
                name="enrolled in no course",
                ask=lambda world: world.lms.post("/v1/enrollments", json={"user_id": "U0000001", "course": "NONE"}),
            ),
            Refused(
                name="nobody promoted",
                ask=change(kind="promoted", employee_id="E9999999", title="nurse", effective_on="2026-03-02"),
                status=404,
                code="not-found",
            ),
            Refused(name="a rule for no course", ask=new_world(catalog=_rule(course="NONE"))),
        ),
    ),
    Row(
        id="B071",
        what="delete an org unit with people, a course with completions: nothing of the kind can be deleted",
        refused=(
            Refused(
                name="department",
                ask=lambda world: world.hris.delete("/v1/departments"),
                status=405,
                code="method-not-allowed",
            ),
            Refused(
                name="course",
                ask=lambda world: world.lms.delete("/v1/courses/PSM-200"),
                status=405,
                code="method-not-allowed",
            ),
        ),
    ),
    Row(
        id="B072",
        what="a leaver's id is not hired anew; a leaver's email is free",
        shown_by=("test_the_id_of_a_leaver_is_taken_and_the_email_is_free",),
    ),
    Row(
        id="B073",
        what="terminate twice",
        shown_by=("test_a_leaver_does_not_leave_again",),
    ),
    Row(
        id="B074",
        what="completion before assignment, before hire, in the future, for a leaver",
        refused=(
            Refused(
                name="passed without an enrollment",
                ask=control(
                    "POST", "/learner-actions", {"external_id": "E0000042", "course": "FIRE-101", "action": "pass"}
                ),
                status=409,
                code="no-enrollment",
            ),
            Refused(
                name="passed by nobody",
                ask=control(
                    "POST", "/learner-actions", {"external_id": "nobody", "course": "FIRE-101", "action": "pass"}
                ),
                status=409,
                code="no-account",
            ),
        ),
        taken=(
            Taken(name="before the hire", ask=record(completed_at="1990-01-01T00:00:00Z")),
            Taken(name="in the future", ask=record(completed_at="2990-01-01T00:00:00Z")),
        ),
    ),
    Row(
        id="B075",
        what='score -1, 101, "A"; validity 0, -12, 10^9',
        refused=(
            *each(lambda score: record(score=score), [-1, 101, "A", 100.0001, True]),
            *each(
                lambda score: control(
                    "POST",
                    "/learner-actions",
                    {"external_id": "E0000042", "course": "PSM-200", "action": "pass", "score": score},
                ),
                [-1, 101, "A"],
            ),
            *each(lambda days: new_world(catalog=_course(validity_days=days)), [0, -12, 10**9, 1.5, "365"]),
        ),
        taken=(Taken(name="no score", ask=record(score=None)),),
    ),
    Row(
        id="B076",
        what="rule with no audience; audience of everyone; no course requires another, so no cycle can be said",
        refused=(
            Refused(name="no audience", ask=new_world(catalog=_rule(audience=None))),
            Refused(
                name="null", ask=new_world(catalog={**_rule(), "rules": [{**_rule()["rules"][0], "audience": None}]})
            ),
        ),
        shown_by=("test_a_rule_for_everyone_is_for_everyone",),
    ),
    Row(
        id="B077",
        what="two rules assigning the same course: one enrollment, by the rule that wants it earliest",
        shown_by=("test_two_rules_for_one_course_make_one_enrollment",),
    ),
    Row(
        id="B078",
        what="ids: empty, 10 KB, null, undefined, 0, -1, UUID in either case, with slash",
        refused=(
            *(
                found
                for whose, ask, path in (("hris", hris, "/v1/employees/"), ("lms", lms, "/v1/users/"))
                for found in (
                    *each(lambda which, ask=ask, path=path: ask(path + which), _IDS[1:]),  # type: ignore[misc]
                    Refused(name=f"{whose} nothing", ask=ask(path), status=404, code="not-found"),
                    Refused(name=f"{whose} slash", ask=ask(path + "a/b"), status=404, code="not-found"),
                    Refused(name=f"{whose} a coded slash", ask=ask(path + "a%2Fb"), status=404, code="not-found"),
                )
            ),
            Refused(name="nobody's", ask=hris("/v1/employees/E9999999"), status=404, code="not-found"),
            Refused(name="no world", ask=lambda w: w.control.get("/v1/worlds/nobody"), status=404, code="not-found"),
            *each(lambda which: lambda w: w.control.get(f"/v1/worlds/{which}"), ["%20", "A", "x" * 300, "-1"]),
        ),
    ),
)
