"""A working life on a day, by the plainest means: for whoever wants a second opinion on the HRIS.

It knows days only, no instants and no zones. It shares nothing with the rules of the simulators but the words.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from rosterproof_sim.domain.words.changes import LoggedChange

PLACE = ("title", "department", "location", "manager_id")
ONE = timedelta(days=1)


def on_day(log: Sequence[LoggedChange], day: date) -> dict[str, Any]:
    """Walk through one person's life to a day, and return what the record ought to show of it."""
    facts = _facts(log)
    hire = facts[0]
    life: dict[str, Any] = {
        "given_name": hire["given_name"],
        "family_name": hire["family_name"],
        "email": hire["email"],
        "jobs": {1: {name: hire[name] for name in PLACE}},
        "primary": 1,
        "stays": [[hire["on"], None, hire["worker_type"], hire["legal_entity"]]],
        "leave": None,
        "state": "never" if hire["kind"] == "never" else "in",
        "hired": [hire["on"]],
    }
    if life["state"] == "never":
        life["last_place"], life["jobs"] = life["jobs"][1], {}
    begun = life["state"] == "never" or hire["on"] <= day
    for fact in facts[1:] if begun else ():
        if fact["on"] <= day:
            _happen(life, fact)
    return _shown(life, begun=begun)


def _facts(log: Sequence[LoggedChange]) -> list[dict[str, Any]]:
    void = _void(log)
    facts: list[dict[str, Any]] = []
    for entry in (each for each in log if each.sequence not in void):
        change, kind, on = entry.change, entry.change.kind, entry.change.effective_on
        starts = [fact for fact in facts if fact["kind"] in {"hired", "rehired", "never"}]
        if kind == "start_moved":
            old = starts[-1]["on"]
            for fact in facts:
                if fact is starts[-1] or old <= fact["on"] < on:
                    fact["on"] = on
        elif kind == "hire_rescinded" and starts[-1]["kind"] == "rehired":
            facts.remove(starts[-1])
        elif kind == "hire_rescinded":
            starts[-1]["kind"] = "never"
        elif kind == "termination_rescinded":
            ends = [fact for fact in facts if fact["kind"] == "terminated" and fact["last"] == on]
            if ends:
                facts.remove(ends[-1])
        elif kind != "voided":
            said = {name: getattr(change, name) for name in change.__dataclass_fields__}
            at_dusk = kind == "job_ended" or (kind == "terminated" and not change.immediate)
            facts.append(
                {
                    **said,
                    "kind": kind,
                    "on": on + ONE if at_dusk else on,
                    "last": on,
                    "rank": (not at_dusk, entry.sequence),
                }
            )
    return [facts[0], *sorted(facts[1:], key=lambda fact: (fact["on"], fact["rank"]))]


def _void(log: Sequence[LoggedChange]) -> set[int]:
    void: set[int] = set()
    for entry in log[::-1]:
        if entry.change.kind == "voided" and entry.sequence not in void:
            void.add(entry.change.voids)
    return void


def _happen(life: dict[str, Any], fact: dict[str, Any]) -> None:
    kind = fact["kind"]
    if kind == "rehired" and life["state"] != "in":
        stay = [fact["on"], None, fact["worker_type"], fact["legal_entity"]]
        life["stays"] = [stay] if life["state"] == "never" else [*life["stays"], stay]
        life["hired"] = [fact["on"]] if life["state"] == "never" else [*life["hired"], fact["on"]]
        life["state"], life["primary"] = "in", fact["job_id"]
        life["jobs"] = {fact["job_id"]: {name: fact[name] for name in PLACE}}
    elif life["state"] == "in":
        _happen_at_work(life, kind, fact)
        _happen_otherwise(life, kind, fact)


def _happen_at_work(life: dict[str, Any], kind: str, fact: dict[str, Any]) -> None:
    which = fact.get("job_id") or life["primary"]
    job = life["jobs"].get(which)
    if kind in {"promoted", "demoted"} and job:
        job["title"] = fact["title"]
    elif kind == "transferred" and job:
        job.update({name: fact[name] for name in PLACE[1:] if getattr(fact[name], "value", None) != "unchanged"})
        if getattr(fact["legal_entity"], "value", None) != "unchanged":
            life["stays"][-1][3] = fact["legal_entity"]
    elif kind == "job_added" and which not in life["jobs"]:
        life["jobs"][which] = {name: fact[name] for name in PLACE}
    elif kind == "job_ended" and job and len(life["jobs"]) > 1:
        del life["jobs"][which]
        if which == life["primary"]:
            life["primary"] = next(iter(life["jobs"]))
    elif kind == "primary_job_switched" and job:
        life["primary"] = which


def _happen_otherwise(life: dict[str, Any], kind: str, fact: dict[str, Any]) -> None:
    if kind == "converted":
        life["stays"][-1][2] = fact["worker_type"]
    elif kind == "renamed":
        life.update(given_name=fact["given_name"], family_name=fact["family_name"])
    elif kind == "email_changed":
        life["email"] = fact["email"]
    elif kind == "leave_started" and life["leave"] is None:
        back = fact["expected_return"]
        life["leave"] = (fact["on"], back) if back is None or back > fact["last"] else None
    elif kind == "returned":
        life["leave"] = None
    elif kind == "terminated":
        life["last_place"] = life["jobs"][life["primary"]]
        life["stays"][-1][1] = fact["last"]
        life.update(state="out", jobs={}, leave=None)


def _shown(life: dict[str, Any], *, begun: bool) -> dict[str, Any]:
    status = {"never": "discarded", "out": "terminated", "in": "on_leave" if life["leave"] else "active"}[life["state"]]
    place = life["jobs"].get(life["primary"]) or life["last_place"]
    return {
        "status": status if begun else "pre_hire",
        **place,
        "given_name": life["given_name"],
        "family_name": life["family_name"],
        "email": life["email"],
        "worker_type": life["stays"][-1][2],
        "legal_entity": life["stays"][-1][3],
        "original_hire_date": life["hired"][0],
        "hire_date": life["hired"][-1],
        "last_day": life["stays"][-1][1],
        "leave": life["leave"],
        "jobs": {each: tuple(job.values()) for each, job in life["jobs"].items()},
        "stays": [] if life["state"] == "never" else [tuple(stay) for stay in life["stays"]],
    }
