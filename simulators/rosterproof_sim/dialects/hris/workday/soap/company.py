"""The company as one request sees it: everybody on a day, by what was known at an instant, and what refers to them."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from rosterproof_sim.dialect import Asked
from rosterproof_sim.dialects.hris.workday.wid import wid
from rosterproof_sim.domain.words.people import Code, CodeList, CodeLists, Employee, Location
from rosterproof_sim.hris.hris import Hris
from rosterproof_sim.store.papers import Papers
from rosterproof_sim.web.tenant import Tenant

#: A value of the table: elements and attributes by name.
Value = dict[str, Any]
#: What refers to an object: its WID stands first, and the id by which people know it second.
WID = "WID"
EMPLOYEE_ID, CONTINGENT_ID = "Employee_ID", "Contingent_Worker_ID"


def number_of(employee_id: str) -> str:
    """Return the id by which a worker is known.

    >>> number_of("E0000042")
    '42'
    """
    return str(int(employee_id[1:]))


def worker_id_type(employee: Employee) -> str:
    """Return of which kind the id of a worker is: contingent workers have no Employee_ID."""
    return CONTINGENT_ID if employee.worker_type == "contractor" else EMPLOYEE_ID


def name_of(employee: Employee) -> str:
    """Write a name as it is shown: `Bo Lund`."""
    return " ".join(filter(None, (employee.given_name, employee.family_name)))


class Company:
    """Made for one request; `as_of` none is the present, `known_at` none what is known now."""

    def __init__(self, asked: Asked[Tenant], as_of: date | None = None, known_at: datetime | None = None) -> None:
        self.hris: Hris = asked.place.world.hris
        self.papers: Papers = asked.place.world.papers
        self.seed = asked.place.world.spec.seed
        self.now = asked.place.world.clock.now()
        self.today = asked.place.world.clock.today()
        #: Whether bounds that are after now are taken, from clients that live by a clock of their own.
        self.takes_future = asked.place.switch("soap_future_bounds") == "taken"
        self.as_of = as_of
        self.known_at = known_at

    @cached_property
    def people(self) -> Mapping[str, Employee]:
        """Everybody on record by id, in its order."""
        found = self.hris.employees(limit=None, as_of=self.as_of, known_at=self.known_at)
        return {each.employee_id: each for each in found}

    @cached_property
    def lists(self) -> CodeLists:
        """What the company's codes are called."""
        return self.hris.code_lists()

    @cached_property
    def _codes(self) -> Mapping[tuple[str, str], Code]:
        names: tuple[CodeList, ...] = ("job_titles", "departments", "locations", "legal_entities")
        return {(name, each.code): each for name in names for each in getattr(self.lists, name)}

    def called(self, name: CodeList, code: str) -> str:
        """Return what a code is called; one that is on no list is called what it is."""
        found = self._codes.get((name, code))
        return code if found is None else found.name

    def place(self, code: str) -> Location | None:
        """Return a place of work, if it is on the list."""
        found = self._codes.get(("locations", code))
        return found if isinstance(found, Location) else None

    def wid(self, kind: str, key: str) -> str:
        """Return the WID of an object of the company."""
        return wid(self.seed, kind, key)

    def refer(self, kind: str, id_type: str, key: str, descriptor: str | None = None) -> Value:
        """Refer to an object by its WID and by the id that people know."""
        return {"@Descriptor": descriptor, "ID": [_id(WID, self.wid(kind, key)), _id(id_type, key)]}

    def worker(self, employee_id: str) -> Value:
        """Refer to somebody; whoever is not on record yet is referred to as an employee."""
        known = self.people.get(employee_id)
        kind, name = (EMPLOYEE_ID, None) if known is None else (worker_id_type(known), name_of(known))
        ids = [_id(WID, self.wid("Worker", employee_id)), _id(kind, number_of(employee_id))]
        return {"@Descriptor": name, "ID": ids}

    def whose(self, kind: str) -> Mapping[str, str]:
        """Return, for a kind of id, whose each id of that kind is."""
        if kind == WID:
            return {self.wid("Worker", key): key for key in self.people}
        return {number_of(key): key for key, each in self.people.items() if worker_id_type(each) == kind}

    def department(self, code: str) -> Value:
        """Refer to a supervisory organization."""
        name = self.called("departments", code)
        return self.refer("Organization", "Organization_Reference_ID", code, name)

    def legal_entity(self, code: str) -> Value:
        """Refer to a company."""
        return self.refer("Company", "Company_Reference_ID", code, self.called("legal_entities", code))

    def location(self, code: str) -> Value:
        """Refer to a place of work."""
        return self.refer("Location", "Location_ID", code, self.called("locations", code))

    def job_profile(self, code: str) -> Value:
        """Refer to a job profile."""
        return self.refer("Job_Profile", "Job_Profile_ID", code, self.called("job_titles", code))

    def country(self, code: str) -> Value:
        """Refer to a country, by ISO 3166."""
        return self.refer("Country", "ISO_3166-1_Alpha-2_Code", code)


def _id(kind: str, text: str) -> Value:
    return {"@type": kind, "#": text}
