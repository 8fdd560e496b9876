"""What administrators did in the LMS itself: rules changed, events told, people excused or put into groups.

It comes from no connector. The journal holds it as learning facts, and the ideal LMS is told the same as the real one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rosterproof.evidence.record import Evidence
from rosterproof.oracle.replay import Replay

_ABOUT_ONE = ("excused", "revoked", "group_joined", "group_left", "profile_edited")
_ABOUT_ALL = ("rule_changed", "course_published", "event_told")


@dataclass(frozen=True, kw_only=True, slots=True)
class Administered:
    """One such act. `about` is the enrollment or the user that it is about, as the LMS shows it."""

    at: datetime
    sequence: int
    fact: Mapping[str, Any]
    about: Mapping[str, Any]

    def carry_out(self, lms: Replay, *, by: str) -> None:
        """Do the same in thought; `by` names the field by which accounts are known there."""
        match self.fact["event"]:
            case "rule_changed":
                lms.change_rule(self.fact)
            case "course_published":
                lms.publish(self.fact, self.fact.get("retake_within_days"))
            case "event_told":
                lms.tell(self.fact["name"], self.fact.get("external_ids"))
            case what:
                if self.about.get(by) in lms.accounts:
                    self._one(lms, what, self.about[by])

    def _one(self, lms: Replay, what: str, account_id: str) -> None:
        match what:
            case "excused":
                lms.waive(account_id, self.about["course"], self.about.get("instance", ""))
            case "revoked":
                lms.revoke(account_id, self.about["course"])
            case "group_joined":
                lms.join_group(account_id, self.fact["group"])
            case "group_left":
                lms.leave_group(account_id, self.fact["group"])
            case "profile_edited":
                lms.update(account_id, self.fact["fields"])


def administered(evidence: Evidence) -> Iterator[Administered]:
    """Everything administrators did, in order."""
    users: dict[str, Mapping[str, Any]] = {}
    enrollments: dict[str, Mapping[str, Any]] = {}
    for row in evidence.journal:
        if row.kind != "learning":
            continue
        fact = row.data
        event = fact["event"]
        if event in _ABOUT_ONE:
            if event == "revoked":
                about = fact
            else:
                about = enrollments[fact["enrollment_id"]] if event == "excused" else users[fact["user_id"]]
            yield Administered(at=row.at, sequence=row.sequence, fact=fact, about=about)
        elif event in _ABOUT_ALL:
            yield Administered(at=row.at, sequence=row.sequence, fact=fact, about={})
        elif "enrollment_id" in fact and "course" in fact:
            enrollments[fact["enrollment_id"]] = fact
        elif "username" in fact:
            users[fact["user_id"]] = fact
