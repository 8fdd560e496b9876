"""An HRIS that speaks Workday's SOAP, read and written as if it spoke our own wire: the port through which we look.

What that wire cannot carry is not made up: a completion loses its time and result, and a compliance status is dropped.
Nothing recognizes a request that comes twice, so what is there is looked at before anything is written.
"""

import http.client
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element

from rosterproof.reference.wire import Answer, Unreachable, Wire
from rosterproof.reference.workday_soap import (
    NAMES,
    element,
    envelope,
    fault,
    ids,
    opened,
    reference,
    rows,
    tag,
    text,
    true,
)

TENANT = "acme"
HR, TALENT = (f"/ccx/service/{TENANT}/{name}/v44.2" for name in ("Human_Resources", "Talent"))
KINDS = ("Employee_ID", "Contingent_Worker_ID")
MOST = 999
EVER, FOREVER = "1970-01-01T00:00:00Z", "9999-12-31T00:00:00Z"
PERSON = re.compile(r"/v1/employees/E([0-9]{7})(/[a-z-]+)?")
TOLD = ("Reference", "Personal_Information", "Additional_Jobs", "Employment_Information", "Organizations")
JOBS = "wd:Worker_Data/wd:Employment_Data/wd:Worker_Job_Data"
STATUS = "wd:Worker_Data/wd:Employment_Data/wd:Worker_Status_Data"
HELD = "wd:Worker_Data/wd:Qualification_Data/wd:Certification"


class Workday(Wire):
    """One tenant of the vendor, asked the questions of our own wire."""

    tells = False
    #: Which kind of id a worker has, as was read.
    _kinds: dict[str, str]
    #: The places of work by code, asked for once in a cycle.
    _places: tuple[str, dict[str, dict[str, str | None]]] = ("", {})

    def get(self, path: str, **query: str | int) -> Answer:
        """Read somebody, everybody, or the locations."""
        del query  # the wire has no such questions
        if path == "/v1/employees":
            return _told({"data": list(self._everybody()), "next_cursor": None})
        if path == "/v1/locations":
            return _told({"data": [{"code": code, **place} for code, place in self._located().items()]})
        found = PERSON.fullmatch(path)
        if found is None:
            return Answer(status=404, headers={}, body=None)
        answer = self._one(str(int(found[1])), *TOLD)
        if not answer.ok:
            return answer
        return replace(answer, body=next(record(each, self._located()) for each in rows(answer.body, "Worker")))

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        key: str | None = None,
        done: Callable[[], Answer | None] = lambda: None,
    ) -> Answer:
        """Write a completion back. There is no place for a compliance status, nor for a key."""
        del method, key, done
        found = PERSON.fullmatch(path)
        if found is None or found[2] != "/training-records":
            return Answer(status=204, headers={}, body=None)
        return self._write_back(str(int(found[1])), body)

    def _everybody(self) -> Iterator[dict[str, Any]]:
        """Those who are here or have been, and those who are hired ahead, of whom the log of changes tells."""
        places = self._located()
        shown = {each["employee_id"]: each for each in (record(row, places) for row in self._pages({}))}
        began = (datetime.fromisoformat(self.now) - timedelta(days=2)).astimezone(UTC).isoformat()
        window = {"Updated_From": EVER, "Updated_Through": self.now}
        ahead = {"Effective_From": began, "Effective_Through": FOREVER}
        log = {"Transaction_Log_Criteria_Data": {"Transaction_Date_Range_Data": {**window, **ahead}}}
        coming = (record(row, places) for row in self._pages(log))
        shown |= {each["employee_id"]: each for each in coming if each["employee_id"] not in shown}
        yield from (shown[key] for key in sorted(shown))

    def _pages(self, criteria: Mapping[str, Any]) -> Iterator[Element]:
        """All workers. Several pages are of one moment, or people would slip from one to another."""
        first = self._page(criteria, 1, None)
        pages = int(text(first, "wd:Response_Results/wd:Total_Pages") or 0)
        if pages <= 1:
            yield from rows(first, "Worker")
            return
        moment = self._done(HR, element("Server_Timestamp_Get", {}))
        pinned = text(moment.body, "wd:Server_Timestamp_Data")
        number = 0
        while number < pages:
            number += 1
            page = self._page(criteria, number, pinned)
            pages = int(text(page, "wd:Response_Results/wd:Total_Pages") or 0)
            yield from rows(page, "Worker")

    def _page(self, criteria: Mapping[str, Any], number: int, moment: str | None) -> Element:
        wanted = {
            "Request_Criteria": criteria or None,
            "Response_Filter": {"As_Of_Entry_DateTime": moment, "Page": number, "Count": MOST},
            "Response_Group": {f"Include_{each}": True for each in TOLD},
        }
        page: Element = self._done(HR, element("Get_Workers_Request", wanted)).body
        for each in rows(page, "Worker"):
            self._note(each)
        return page

    def _located(self) -> dict[str, dict[str, str | None]]:
        """Country and time zone of each place of work."""
        if self._places[0] != self.now or not self.now:
            wanted = {"Response_Filter": {"Count": MOST}}
            answer = self._done(HR, element("Get_Locations_Request", wanted))
            data = [each.find("wd:Location_Data", NAMES) for each in rows(answer.body, "Location")]
            found = {text(each, "wd:Location_ID") or "": _place(each) for each in data}
            self._places = (self.now, found)
        return self._places[1]

    def _one(self, number: str, *told: str) -> Answer:
        """A worker by number; what kind of number it is only the HRIS knows, where we have not read it."""
        known = self._known().get(number)
        answer = Answer(status=404, headers={}, body=None)
        for kind in KINDS if known is None else (known,):
            wanted = {
                "Request_References": {"Worker_Reference": reference("Worker_Reference", kind, number)},
                "Response_Group": {f"Include_{each}": True for each in ("Reference", *told)},
            }
            answer = self._soap(HR, element("Get_Workers_Request", wanted))
            if answer.ok:
                for each in rows(answer.body, "Worker"):
                    self._note(each)
                return answer
        return answer

    def _write_back(self, number: str, completion: Mapping[str, Any]) -> Answer:
        def there() -> Answer | None:
            answer = self._one(number, "Qualifications")
            if not answer.ok:
                return answer
            held = (each for row in rows(answer.body, "Worker") for each in row.findall(HELD, NAMES))
            for each in held:
                if text(each, "wd:Certification_Data/wd:Certification_Number") == completion["source_id"]:
                    name = ids(each, "wd:Certification_Reference")["Certification_Skill_ID"]
                    return Answer(status=200, headers={}, body={"record_id": name})
            return None

        before = there()
        if before is not None:
            return before
        score = completion["score"]
        data = {
            "Certification_Name": completion["course"],
            "Certification_Number": completion["source_id"],
            "Issued_Date": completion["completed_at"][:10],
            "Expiration_Date": completion["expires_on"],
            "Examination_Score": None if score is None else f"{score:g}",
        }
        role = reference("Role_Reference", self._known().get(number, KINDS[0]), number)
        wanted = {
            # Without it the change would wait for somebody's approval, and the answer would be the same.
            "Business_Process_Parameters": {"Auto_Complete": True, "Run_Now": True},
            "Manage_Certifications_Data": {
                "Role_Reference": role,
                "Certification": {"Certification_Data": data},
            },
        }
        made = self._soap(TALENT, element("Manage_Certifications_Request", wanted), done=there)
        if not made.ok or isinstance(made.body, dict):
            return made
        # The answer names the event, not what came of it.
        return there() or Answer(status=409, headers={}, body={"detail": "the certification waits for an approval"})

    def _known(self) -> dict[str, str]:
        if not hasattr(self, "_kinds"):
            self._kinds = {}
        return self._kinds

    def _note(self, worker: Element) -> None:
        for kind, number in ids(worker, "wd:Worker_Reference").items():
            if kind in KINDS:
                self._known()[number] = kind

    def _done(self, path: str, said: Element) -> Answer:
        answer = self._soap(path, said)
        if not answer.ok:
            raise Unreachable(f"{said.tag.partition('}')[2]} was refused: {answer.reason}")
        return answer

    def _soap(self, path: str, said: Element, done: Callable[[], Answer | None] = lambda: None) -> Answer:
        return super().ask("POST", path, said, done=done)

    def _once(self, method: str, path: str, body: Any, key: str | None) -> Answer:
        """Say it in an envelope. What a fault is about is told by its code, whatever the status."""
        del key
        content = envelope(body, f"{self.access.client_id}@{TENANT}", self.access.client_secret)
        answer = self._send(method, path, content, {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
        told = fault(answer.body)
        if told is None:
            return answer
        status, reason = told
        return replace(answer, status=status if answer.status == 500 else answer.status, body=reason)

    def _understood(self, raw: bytes, status: int, content_type: str) -> Any:
        said = opened(raw) if "xml" in content_type else None
        if status == 200 and said is None:
            raise http.client.HTTPException(f"expected an envelope, got {content_type or 'nothing'}")
        return said


def record(worker: Element, places: Mapping[str, Mapping[str, str | None]]) -> dict[str, Any]:
    """One worker, in the words of our own wire."""
    status = worker.find(STATUS, NAMES)
    jobs = [_job(each) for each in worker.findall(JOBS, NAMES)]
    primary = next((each for each in jobs if each["primary"]), {})
    place = places.get(primary.get("location") or "", {})
    name = worker.find("wd:Worker_Data/wd:Personal_Data/wd:Name_Data/wd:Legal_Name_Data/wd:Name_Detail_Data", NAMES)
    number = text(worker, "wd:Worker_Data/wd:Worker_ID") or "0"
    return {
        "employee_id": f"E{int(number):07d}",
        "employee_number": text(worker, "wd:Worker_Data/wd:Universal_ID"),
        "given_name": text(name, "wd:First_Name"),
        "family_name": text(name, "wd:Last_Name"),
        "email": _email(worker),
        "national_id": None,
        "status": _status(status),
        "worker_type": "contractor" if KINDS[1] in ids(worker, "wd:Worker_Reference") else "employee",
        "legal_entity": _organization(worker, "Company_Reference_ID"),
        **{part: primary.get(part) for part in ("title", "department", "location", "manager_id")},
        "country": place.get("country"),
        "time_zone": place.get("time_zone"),
        "original_hire_date": text(status, "wd:Original_Hire_Date"),
        "hire_date": text(status, "wd:Hire_Date"),
        "last_day": text(status, "wd:Termination_Date"),
        # Nothing is numbered or dated as a whole here.
        "version": None,
        "updated_at": None,
        "jobs": jobs if _status(status) in ("active", "on_leave") else [],
        "custom": {},
    }


def _status(status: Element | None) -> str:
    if true(status, "wd:Hire_Rescinded"):
        return "discarded"
    if true(status, "wd:Terminated"):
        return "terminated"
    if not true(status, "wd:Active"):
        return "pre_hire"
    return "on_leave" if true(status, "wd:Leave_Status_Data/wd:On_Leave") else "active"


def _job(job: Element) -> dict[str, Any]:
    position = job.find("wd:Position_Data", NAMES)
    manager = ids(position, "wd:Manager_as_of_last_detected_manager_change_Reference")
    whose = next((manager[kind] for kind in KINDS if kind in manager), None)
    within = job.findall("wd:Position_Organizations_Data/wd:Position_Organization_Data", NAMES)
    departments = (ids(each, "wd:Organization_Reference").get("Organization_Reference_ID") for each in within)
    return {
        "job_id": text(position, "wd:Position_ID"),
        "primary": job.get(tag("Primary_Job")) in ("1", "true"),
        "from": text(position, "wd:Start_Date"),
        "title": ids(position, "wd:Job_Profile_Summary_Data/wd:Job_Profile_Reference").get("Job_Profile_ID"),
        "department": next((each for each in departments if each is not None), None),
        "location": ids(position, "wd:Business_Site_Summary_Data/wd:Location_Reference").get("Location_ID"),
        "manager_id": None if whose is None else f"E{int(whose):07d}",
    }


def _organization(worker: Element, kind: str) -> str | None:
    within = worker.findall("wd:Worker_Data/wd:Organization_Data/wd:Worker_Organization_Data", NAMES)
    found = (ids(each, "wd:Organization_Reference").get(kind) for each in within)
    return next((each for each in found if each is not None), None)


def _email(worker: Element) -> str | None:
    """The address for work that is the primary one."""
    for each in worker.findall("wd:Worker_Data/wd:Personal_Data/wd:Contact_Data/wd:Email_Address_Data", NAMES):
        for kind in each.findall("wd:Usage_Data/wd:Type_Data", NAMES):
            work = ids(kind, "wd:Type_Reference").get("Communication_Usage_Type_ID") == "WORK"
            if work and kind.get(tag("Primary")) in ("1", "true"):
                return text(each, "wd:Email_Address")
    return None


def _place(data: Element | None) -> dict[str, str | None]:
    country = ids(data, "wd:Contact_Data/wd:Address_Data/wd:Country_Reference").get("ISO_3166-1_Alpha-2_Code")
    return {"country": country, "time_zone": ids(data, "wd:Time_Zone_Reference").get("Time_Zone_ID")}


def _told(body: Any) -> Answer:
    return Answer(status=200, headers={}, body=body)
