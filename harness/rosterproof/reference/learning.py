"""LMS to HRIS: every pass becomes one training record, and everyone's overall compliance status is kept current."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from rosterproof.reference.complaints import Complaints
from rosterproof.reference.memory import Memory
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import course_for
from rosterproof.reference.settings import Settings
from rosterproof.reference.wire import Wire

Record = Mapping[str, Any]

LIVE = ("assigned", "in_progress", "failed")


class Learning:
    """Writes to the HRIS what the LMS knows."""

    def __init__(
        self, hris: Wire, memory: Memory, settings: Settings, parts: Parts, complaints: Complaints, now: str
    ) -> None:
        self._hris = hris
        self._memory = memory
        self._settings = settings
        self._parts = parts
        self._complaints = complaints
        self._now = now

    def again(self) -> None:
        """Try once more what the HRIS refused before."""
        for completion in self._parts.owed(list(self._memory.refused.values())):
            self._write(completion)

    def catch_up(self, completions: Iterable[Record]) -> None:
        """Write back what follows in the completions feed, and move the watermark after the work."""
        for completion in self._parts.backlog(completions):
            self.write_back(completion)
            self._memory.move_on(completion)
        self._memory.save_learning()

    def take_back(self, revocations: Iterable[Record]) -> None:
        """Pass on what the LMS has taken back: the record of it is corrected by one that says so, and why."""
        for revocation in self._parts.taken_back(revocations):
            if not self._correct(revocation):
                break
            self._memory.refused.pop(revocation["completion_id"], None)
            self._memory.revoked = revocation["sequence"]
            self._memory.save_learning()

    def _correct(self, revocation: Record) -> bool:
        """Correct the record in force, if there is one; whether there is nothing left to do."""
        path, identity = f"{_employee(revocation['external_id'])}/training-records", revocation["completion_id"]
        answer = self._hris.get(path)
        rows = answer.body["data"] if answer.ok else []
        corrected = {row["corrects"] for row in rows}
        held = [row for row in rows if row["source_id"] == identity and row["record_id"] not in corrected]
        for row in held:
            if row["result"] == "revoked":
                continue
            kept = {name: row[name] for name in ("course", "completed_at", "score", "source_id")}
            why = {
                "result": "revoked",
                "expires_on": None,
                "corrects": row["record_id"],
                "reason": revocation["reason"],
            }
            answer = self._hris.ask("POST", path, {**kept, **why}, key=self._parts.key(f"revoke-{identity}"))
            if not answer.ok:
                self._parts.report(self._complaints, "lms", identity, "*", answer.reason)
                return False
        return True

    def write_back(self, completion: Record) -> None:
        """Write one completion back, unless that was done."""
        wanted = self._parts.worth_writing(completion, self._settings.writeback_on)
        if wanted and not self._parts.done(self._memory, completion):
            self._write(completion)

    def _write(self, completion: Record) -> None:
        identity = completion["completion_id"]
        held = self._parts.standing_record(self._memory, completion, self._settings.policy)
        if held is not None and not self._parts.outdoes(completion, held["completion"], self._settings.policy):
            self._memory.written[identity] = None
            self._memory.refused.pop(identity, None)
            return
        record = self._parts.training_record(completion, self._now)
        record["score"] = self._parts.score(record["score"], self._settings.policy)
        if held is not None:
            record |= {"corrects": held["record_id"], "reason": f"outdone by attempt {completion['attempt']}"}
        record["course"] = self._parts.course(self._settings.mapping, completion["course"])
        path = f"{_employee(completion['external_id'])}/training-records"
        answer = self._hris.ask("POST", path, record, key=self._parts.key(identity))
        if self._parts.taken(answer):
            self._memory.written[identity] = None
            self._memory.refused.pop(identity, None)
            if answer.ok:
                self._parts.remember(self._memory, completion, answer.body["record_id"], self._settings.policy)
        else:
            self._memory.refused[identity] = dict(completion)
            self._parts.report(self._complaints, "lms", identity, "*", answer.reason)
        self._memory.save_learning()

    def compliance(self, users: Iterable[Record], enrollments: Iterable[Record]) -> None:
        """Write the overall status of everyone with an open account, where it differs from what was last written."""
        live: dict[str, list[Record]] = {}
        for enrollment in enrollments:
            course = course_for(self._settings.mapping, enrollment["course"])
            live.setdefault(enrollment["external_id"], []).append({**enrollment, "course": course})
        changed = False
        for person in sorted({user["external_id"] for user in users if self._parts.counted(user)}):
            status, courses = self._parts.standing(live.get(person, []))
            holds = {"status": status, "open_courses": courses}
            if self._memory.compliance.get(person) == holds:
                continue
            body = {**holds, "as_of": self._now}
            answer = self._hris.ask("PUT", f"{_employee(person)}/compliance-status", body)
            if answer.ok:
                self._memory.compliance[person] = holds
                changed = True
            else:
                self._complaints.add("hris", person, "compliance-status", answer.reason)
        if changed:
            self._memory.save_compliance()


def _employee(number: str) -> str:
    """The path of an employee. The number comes from an account, where anybody may have written anything."""
    return f"/v1/employees/{quote(number, safe='')}"
