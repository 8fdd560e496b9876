"""Certifications: how a completion is written back, and how it is shown among the qualifications of a worker.

A certification has days and no times, and no result: whoever has one has passed. A failure is not written back so.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from rosterproof_sim.dialect import Answer, Asked, Deed
from rosterproof_sim.dialect.meaning import training_recorded
from rosterproof_sim.dialects.hris.workday.soap.address import VERSION, version_of
from rosterproof_sim.dialects.hris.workday.soap.asking import answered, ids_of, resolved
from rosterproof_sim.dialects.hris.workday.soap.company import WID, Company, Value
from rosterproof_sim.dialects.hris.workday.soap.fault import bad_id, validation
from rosterproof_sim.domain.words.people import NewTrainingRecord, TrainingRecord
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.web.problem import Problem
from rosterproof_sim.web.tenant import Tenant

REQUEST = "Manage_Certifications_Request"
#: What is kept of a certification that a training record has no place for, and what waits for approval.
EXTRA, EVENT = "certification", "certification event"
#: What it is known by where nobody says a number.
UNNUMBERED = "none"
_DATA = f"/bsvc:{REQUEST}[1]/bsvc:Manage_Certifications_Data[1]"
_KEPT = ("Issuer", "Examination_Score", "Examination_Date")


def manage_certifications(asked: Asked[Tenant]) -> Answer:
    """Add, change and take out certifications of a worker; or let that wait for an approval."""
    company, said = Company(asked), asked.body[REQUEST]
    data = said["Manage_Certifications_Data"]
    whose = str(resolved(data["Role_Reference"], company.whose, f"{_DATA}/bsvc:Role_Reference[1]"))
    changes = list(_changes(company, asked, whose, data))
    papers = asked.place.world.papers
    event = papers.add("hris", EVENT, {"worker": whose, "certifications": len(changes)})
    deeds = [] if _waits(asked, said) else [deed for each in changes for deed in each.applied()]
    answer = answered(
        asked,
        {
            "@version": version_of(asked.root) or said.get("@version") or VERSION,
            "Event_Reference": {"ID": [{"@type": WID, "#": company.wid("Event", str(event))}]},
        },
    )
    return answer.meaning(*deeds)


def completion_meant(asked: Asked[Tenant]) -> Deed | None:
    """What is to be written back, before it is; None where the request says nothing of that kind."""
    data = asked.body.get(REQUEST, {}).get("Manage_Certifications_Data") or {}
    try:
        company = Company(asked)
        whose = resolved(data.get("Role_Reference") or {}, company.whose, _DATA)
        new = next((each.new for each in _changes(company, asked, str(whose), data) if each.new is not None), None)
    except Problem:
        return None
    if new is None or whose is None:
        return None
    return Deed(operation="createTrainingRecord", body=written(new), about=(whose,))


def qualifications(company: Company, whom: Collection[str]) -> Mapping[str, Value]:
    """Show what was written back, by worker."""
    found: dict[str, Value] = {}
    extras = company.papers.all("hris", EXTRA)
    for record in company.hris.all_training_records():
        if record.employee_id in whom:
            shown = _shown(company, record, extras.get(_number(record), {}))
            found.setdefault(record.employee_id, {"Certification": []})["Certification"].append(shown)
    return found


class Change:
    """What is to become of one certification: a new one, one that is otherwise, or one that is taken out."""

    def __init__(
        self,
        company: Company,
        *,
        whose: str,
        held: TrainingRecord | None,
        new: NewTrainingRecord | None,
        extra: Mapping[str, Any],
    ) -> None:
        self._company = company
        self._whose = whose
        self._held = held
        #: None where a certification is taken out.
        self.new = new
        self._extra = extra

    def applied(self) -> Iterator[Deed]:
        """Do it; a new one is a completion that was written back."""
        hris, papers = self._company.hris, self._company.papers
        if self._held is not None and self.new is None:
            hris.remove_training_record(self._held.record_id)
            papers.remove("hris", EXTRA, _number(self._held))
            return
        if self.new is None:
            return
        if self._held is None:
            made = hris.add_training_record(self._whose, self.new)
            yield training_recorded(self.new, made)
        else:
            made = hris.change_training_record(
                replace(
                    self._held,
                    course=self.new.course,
                    completed_at=self.new.completed_at,
                    score=self.new.score,
                    expires_on=self.new.expires_on,
                    source_id=self.new.source_id,
                )
            )
        papers.put("hris", EXTRA, _number(made), self._extra)


def _waits(asked: Asked[Tenant], said: Mapping[str, Any]) -> bool:
    """Whether somebody has to approve it first, whom nobody plays here: it was taken, and nothing shows of it."""
    how = said.get("Business_Process_Parameters") or {}
    return not how.get("Auto_Complete") and asked.place.switch("certification_approval") == "required"


def _changes(company: Company, asked: Asked[Tenant], whose: str, data: Mapping[str, Any]) -> Iterator[Change]:
    records = {each.record_id: each for each in company.hris.all_training_records() if each.employee_id == whose}
    for number, each in enumerate(data.get("Certification", ()), 1):
        where = f"{_DATA}/bsvc:Certification[{number}]"
        held = _held(company, records, each, where)
        for told in each.get("Certification_Data", ()):
            if told.get("Remove_Certification"):
                if held is None:
                    raise validation("A certification that is to be removed has to be referred to.", where)
                yield Change(company, whose=whose, held=held, new=None, extra={})
                continue
            course = _course(asked, company, told, f"{where}/bsvc:Certification_Data[1]", held)
            extra = {name: told[name] for name in _KEPT if told.get(name)}
            yield Change(company, whose=whose, held=held, new=_new(company, told, course), extra=extra)


def _held(
    company: Company, records: Mapping[str, TrainingRecord], said: Mapping[str, Any], where: str
) -> TrainingRecord | None:
    """Return the certification of the worker that is referred to; None where a new one is meant."""
    if not list(ids_of(said.get("Certification_Reference"))):
        return None

    def keys(kind: str) -> Mapping[str, str]:
        if kind == WID:
            return {company.wid("Certification_Skill", key): key for key in records}
        return {key: key for key in records} if kind == "Certification_Skill_ID" else {}

    key = resolved(said["Certification_Reference"], keys, f"{where}/bsvc:Certification_Reference[1]")
    return records.get(str(key))


def _course(
    asked: Asked[Tenant], company: Company, told: Mapping[str, Any], where: str, held: TrainingRecord | None
) -> str:
    """Return what was certified: one of the tenant's certifications, or any other by its name."""
    known = {each.code for each in asked.place.world.spec.catalog.courses}
    for kind, text in ids_of(told.get("Certification_Reference")):
        codes = {company.wid("Certification", code): code for code in known} if kind == WID else {c: c for c in known}
        if text not in codes:
            raise bad_id(text, kind, f"{where}/bsvc:Certification_Reference[1]")
        return codes[text]
    name = told.get("Certification_Name") or (held.course if held else None)
    if not name:
        raise validation("A certification has to be named, or referred to.", where)
    return str(name)


def _new(company: Company, told: Mapping[str, Any], course: str) -> NewTrainingRecord:
    issued = told.get("Issued_Date") or told.get("Examination_Date")
    expires = told.get("Expiration_Date")
    return NewTrainingRecord(
        course=course,
        completed_at=completed_from_wire(issued) if issued else completed_from_wire(company.today.isoformat()),
        score=score_from_wire(told.get("Examination_Score")),
        result="passed",
        expires_on=date.fromisoformat(expires) if expires else None,
        source_id=told.get("Certification_Number") or UNNUMBERED,
    )


def _shown(company: Company, record: TrainingRecord, extra: Mapping[str, Any]) -> Value:
    named = company.refer("Certification_Skill", "Certification_Skill_ID", record.record_id)
    score = extra.get("Examination_Score") or (None if record.score is None else f"{record.score:g}")
    return {
        "Certification_Reference": named,
        "Certification_Data": [
            {
                "Certification_ID": record.record_id,
                "Certification_Reference": company.refer(
                    "Certification", "Certification_ID", record.course, record.course
                ),
                "Certification_Name": record.course,
                "Issuer": extra.get("Issuer"),
                "Certification_Number": None if record.source_id == UNNUMBERED else record.source_id,
                "Issued_Date": completed_to_wire(record.completed_at),
                "Expiration_Date": record.expires_on,
                "Examination_Score": score,
                "Examination_Date": extra.get("Examination_Date"),
            }
        ],
    }


def completed_from_wire(day: str) -> datetime:
    """Read a day of completion: the wire has no time, so it is the day's beginning in UTC.

    >>> completed_from_wire("2026-03-02").isoformat()
    '2026-03-02T00:00:00+00:00'
    """
    return datetime.combine(date.fromisoformat(day), time(), UTC)


def completed_to_wire(instant: datetime) -> str:
    """Write a day of completion."""
    return instant.astimezone(UTC).date().isoformat()


def score_from_wire(text: object) -> float | None:
    """Read a score; an examination may have any text for one, and what is no number from 0 to 100 is none of ours.

    >>> score_from_wire("87.5"), score_from_wire("B+"), score_from_wire(None)
    (87.5, None, None)
    """
    plain = str(text or "").strip()
    if not plain.isascii() or not plain.replace(".", "", 1).isdigit() or len(plain) > 8:
        return None
    return float(plain) if float(plain) <= 100 else None


def _number(record: TrainingRecord) -> int:
    return int(record.record_id[1:])
