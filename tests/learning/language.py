"""Catalogs, policies and stories drawn at random from the whole catalog language, small enough to collide often."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

START = date(2026, 1, 29)
#: So few that they meet often.
FEW = ("P1", "P2", "P3")
TITLES = ("nurse", "clerk")
PLACES = ("OSL", "CHI")
ZONES = ("Pacific/Kiritimati", "America/Los_Angeles", "Europe/Oslo", "Etc/GMT+12")
FIELDS = ("hours", "flag", "list")

_month_days = st.sampled_from(["02-29", "02-28", "03-15", "12-31", "01-31"])
_days = st.integers(-20, 120).map(lambda n: (START + timedelta(days=n)).isoformat())


def maybe(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def validities(draw: st.DrawFn) -> dict[str, Any] | None:
    form = draw(st.sampled_from(["none", "days", "days", "months", "yearly"]))
    if form == "none":
        return None
    if form == "yearly":
        return {"yearly_by": draw(_month_days)}
    size: dict[str, Any] = (
        {"days": draw(st.integers(1, 60))} if form == "days" else {"months": draw(st.integers(1, 13))}
    )
    basis = draw(st.sampled_from([None, "completion", "expiry", "fixed"]))
    if basis:
        size["basis"] = basis
    if basis == "fixed":
        size["from"] = draw(_days)
        size.update(draw(maybe(minimum_days=st.integers(0, 20))))
    elif draw(st.booleans()):
        size["through"] = draw(st.sampled_from(["day", "month_end"]))
    return size


def _longest_window(validity: dict[str, Any] | None) -> int:
    """A window is shorter than what it opens, or each renewal would open the next."""
    if validity is None or "yearly_by" in validity:
        return 20
    shortest = validity.get("days") or 28 * int(validity["months"])
    if validity.get("basis") == "fixed":
        shortest = min(shortest, validity.get("minimum_days") or 1)
    return min(shortest - 1, 20)


def _taking() -> st.SearchStrategy[dict[str, Any]]:
    return maybe(
        pass_score=st.sampled_from([0, 50]),
        max_attempts=st.sampled_from([1, 2, 3, None]),
        kind=st.sampled_from(["external", "online"]),
        score_policy=st.sampled_from(["latest", "highest", "first"]),
        retakes=st.booleans(),
    )


@st.composite
def publications(draw: st.DrawFn, offered: Sequence[dict[str, Any]]) -> tuple[Any, ...]:
    """A course in a new version; what it has to do with other courses stays."""
    course = draw(st.sampled_from(offered))
    fields = draw(_taking())
    if "renews" not in course:
        fields["validity"] = draw(validities())
        window = st.integers(0, _longest_window(fields["validity"]))
        fields.update(draw(st.fixed_dictionaries({"window_days": window, "grace_days": st.integers(0, 15)})))
    return "publish", course["code"], fields, draw(st.sampled_from([None, None, 0, 7, 30]))


@st.composite
def courses(draw: st.DrawFn) -> list[dict[str, Any]]:
    codes = ["A", "B", "C", "D"][: draw(st.integers(1, 4))]
    made: list[dict[str, Any]] = []
    for place, code in enumerate(codes):
        above = codes[:place]
        row: dict[str, Any] = {"code": code, "title": code}
        row.update(draw(_taking()))
        full = [each["code"] for each in made if "renews" not in each]
        if full and draw(st.integers(0, 3)) == 0:
            row["renews"] = draw(st.sampled_from(full))
            made.append(row)
            continue
        row["validity"] = draw(validities())
        row.update(
            draw(maybe(window_days=st.integers(0, _longest_window(row["validity"])), grace_days=st.integers(0, 15)))
        )
        if full and draw(st.integers(0, 2)) == 0:
            row["accepts"] = draw(st.lists(st.sampled_from(full), min_size=1, max_size=2, unique=True))
        if above and draw(st.integers(0, 3)) == 0:
            row["requires"] = [draw(st.sampled_from(full))]
        made.append(row)
    return made


def _span() -> st.SearchStrategy[dict[str, int]]:
    return st.one_of(
        st.fixed_dictionaries({"at_least": st.integers(0, 60)}),
        st.fixed_dictionaries({"below": st.integers(1, 60)}),
        st.fixed_dictionaries({"at_least": st.integers(0, 30), "below": st.integers(31, 60)}),
    )


def audiences(depth: int = 2, *, groups: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "job_titles": st.sampled_from([["nurse"], ["clerk"], ["nurse", "clerk"]]),
        "locations": st.sampled_from([["OSL"], ["CHI"]]),
        "countries": st.just(["NO"]),
        "worker_types": st.just(["employee"]),
        "departments": st.just(["CLN"]),
        "custom": st.sampled_from([{"flag": [True]}, {"flag": ["true", 1]}, {"hours": [10]}]),
        "tenure_days": _span(),
        "absence_days": _span(),
    }
    if not depth:
        del fields["absence_days"]
    elif groups:
        fields["groups"] = st.sampled_from([["G"], ["H"], ["G", "H"]])
    if depth:
        fields["manager_of"] = audiences(0, groups=groups)
        fields["any"] = st.lists(audiences(depth - 1, groups=groups), min_size=1, max_size=2)
    few = st.sets(st.sampled_from(sorted(fields)), max_size=2)
    one = few.flatmap(lambda names: st.fixed_dictionaries({name: fields[name] for name in sorted(names)}))
    return st.one_of(st.just({}), one)


def dues(*, event: bool, depth: int = 1) -> st.SearchStrategy[dict[str, Any]]:
    after = st.sampled_from(["hire", "assignment", "position", *(["event"] if event else [])])
    forms: list[st.SearchStrategy[dict[str, Any]]] = [
        st.fixed_dictionaries({"days": st.integers(0, 40), "after": after}),
        st.fixed_dictionaries({"months": st.integers(0, 3), "after": after}),
        st.fixed_dictionaries({"on": _days}),
        st.fixed_dictionaries({"yearly_by": _month_days}),
        st.fixed_dictionaries({"hours": st.sampled_from([10, 20]), "field": st.just("hours")}),
    ]
    if depth:
        earliest = st.lists(dues(event=event, depth=0), min_size=1, max_size=3)
        forms.append(st.fixed_dictionaries({"earliest": earliest}))
    return st.one_of(forms)


@st.composite
def rules(draw: st.DrawFn, rule_id: str, codes: list[str], paths: list[str]) -> dict[str, Any]:
    row: dict[str, Any] = {"rule_id": rule_id}
    kind = draw(st.sampled_from(["standing", "standing", "standing", "event", "holders", "per"]))
    if paths and kind != "holders" and draw(st.integers(0, 3)) == 0:
        row["path"] = paths[0]
    else:
        row["course"] = draw(st.sampled_from(codes))
    if kind == "event":
        row["on_event"] = draw(st.sampled_from(["boom", "bang"]))
    if kind == "holders":
        row["minimum_holders"] = draw(st.integers(1, 2))
    if kind == "per":
        row["per"] = "list"
    row["audience"] = draw(audiences())
    if draw(st.integers(0, 3)) == 0:
        row["exclude"] = draw(audiences(1))
    row["due"] = draw(dues(event=kind == "event"))
    row.update(draw(maybe(priority=st.integers(-1, 1))))
    if draw(st.integers(0, 9)) == 0:
        row["active"] = False
    return row


@st.composite
def catalogs(draw: st.DrawFn) -> dict[str, Any]:
    offered = draw(courses())
    full = [each["code"] for each in offered if "renews" not in each]
    paths = []
    if draw(st.booleans()):
        inside = draw(st.lists(st.sampled_from(full), min_size=1, max_size=3, unique=True).map(sorted))
        paths = [{"path": "W", "title": "W", "courses": inside, "ordered": draw(st.booleans())}]
    groups: list[dict[str, Any]] = [{"group": "G", "title": "G"}, {"group": "H", "title": "H"}]
    if draw(st.booleans()):
        groups[1]["audience"] = draw(audiences(1, groups=False))
    names = [path["path"] for path in paths]
    made = [draw(rules(f"r{n}", full, names)) for n in range(draw(st.integers(1, 4)))]
    return {"courses": offered, "paths": paths, "groups": groups, "rules": made}


policies = maybe(
    on_rule_exit=st.sampled_from(["keep", "withdraw_unstarted", "withdraw_all"]),
    recert_anchor=st.sampled_from(["completion", "expiry"]),
    assign_by=st.sampled_from(["lms", "lms", "lms", "connector"]),
    on_overlap=st.sampled_from(["earliest", "priority"]),
    leave_mode=st.sampled_from(["keep", "pause"]),
    on_leaver=st.sampled_from(["archive", "keep", "withdraw_unstarted", "withdraw_all"]),
    licenses=st.sampled_from([2, 25, None, None, None]),
)


def profiles(managers: Sequence[str] = FEW) -> st.SearchStrategy[dict[str, Any]]:
    return maybe(
        job_title=st.sampled_from([*TITLES, None]),
        department=st.sampled_from(["CLN", None]),
        location=st.sampled_from([*PLACES, None]),
        country=st.sampled_from(["NO", None]),
        worker_type=st.sampled_from(["employee", "contractor"]),
        manager_external_id=st.sampled_from([*managers, None]),
        hire_date=st.one_of(_days, st.none()),
        position_start_date=st.one_of(st.none(), _days),
        time_zone=st.sampled_from([None, *ZONES]),
        employment_status=st.sampled_from(["active", "on_leave", None]),
        custom=maybe(
            hours=st.sampled_from([0, 10, 15, 20.5, "30", None]),
            flag=st.sampled_from([True, False, "true", 1, None]),
            list=st.sampled_from(["x", "x; y", "y;x;", "", 3, None]),
        ),
    )


def steps(catalog: dict[str, Any], people: Sequence[str] = FEW) -> st.SearchStrategy[tuple[Any, ...]]:
    codes = [each["code"] for each in catalog["courses"]]
    taught = [each["code"] for each in catalog["courses"] if "renews" not in each]
    paths = [each["path"] for each in catalog["paths"]]
    who, course = st.sampled_from(people), st.sampled_from(codes)
    rule_ids = [*(each["rule_id"] for each in catalog["rules"]), "new"]
    changed = st.sampled_from(rule_ids).flatmap(lambda rule_id: rules(rule_id, taught, paths))
    score = st.sampled_from([None, 40, 90])
    return st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 40)),
        st.tuples(st.just("wait"), st.integers(0, 2)),
        st.tuples(st.just("hours"), st.integers(1, 23)),
        st.tuples(st.just("act"), who, course, st.just("pass"), score),
        st.tuples(st.just("act"), who, course, st.sampled_from(["start", "fail", "pass"]), score),
        st.tuples(st.just("join"), who, profiles()),
        st.tuples(st.just("change"), who, profiles()),
        st.tuples(st.just("change"), who, profiles()),
        st.tuples(st.sampled_from(["close", "reopen"]), who),
        st.tuples(st.just("enroll"), who, course, st.one_of(st.none(), _days)),
        st.tuples(st.just("withdraw"), who, st.integers(0, 5)),
        st.tuples(st.just("waive"), who, st.integers(0, 5)),
        st.tuples(st.just("tell"), st.sampled_from(["boom", "bang"]), st.none() | st.just(["P1", "P2"])),
        st.tuples(st.sampled_from(["into", "out"]), st.sampled_from(["G", "H"]), who),
        st.tuples(st.just("rule"), changed),
        st.tuples(st.just("rule"), changed),
        publications(catalog["courses"]),
        st.tuples(st.just("elsewhere"), who, course, st.integers(0, 40), score),
        st.tuples(st.just("revoke"), who, course),
    )


Story = tuple[dict[str, Any], dict[str, Any], list[tuple[Any, ...]]]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A catalog, a policy, and what happens."""
    catalog = draw(catalogs())
    begin = [("join", who, draw(profiles())) for who in FEW[: draw(st.integers(1, 3))]]
    told = draw(st.lists(steps(catalog), min_size=1, max_size=14))
    return catalog, draw(policies), [*begin, *told]


@st.composite
def crowded_stories(draw: st.DrawFn) -> Story:
    """The same of 20 to 60 people, of a few kinds, who often do the same on the same day."""
    catalog = draw(catalogs())
    people = [f"P{number}" for number in range(1, draw(st.integers(20, 60)) + 1)]
    kinds = draw(st.lists(profiles(), min_size=1, max_size=5))
    begin = [("join", who, kinds[number % len(kinds)]) for number, who in enumerate(people)]
    one = steps(catalog, people)
    course = st.sampled_from([each["code"] for each in catalog["courses"]])
    many = st.tuples(
        st.just("many"),
        st.integers(1, 3).flatmap(lambda apart: st.integers(0, 2).map(lambda first: people[first::apart])),
        st.one_of(
            st.tuples(st.just("act"), course, st.sampled_from(["pass", "pass", "start"]), st.just(90)),
            st.tuples(st.just("change"), profiles()),
            st.tuples(st.sampled_from(["close", "reopen"])),
            st.tuples(st.just("into"), st.sampled_from(["G", "H"])),
        ),
    )
    told = draw(st.lists(st.one_of(many, one), min_size=1, max_size=12))
    return catalog, draw(policies), [*begin, *told]
