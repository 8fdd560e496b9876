"""The company as one request sees it: who somebody reports to by name, and what list values are called."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from rosterproof_sim.dialect import Asked
from rosterproof_sim.domain.words.people import CodeList, Employee
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.hris.hris import Hris
from rosterproof_sim.web.tenant import Tenant

#: By when everything that is entered ahead has come to be.
FAR = date(2999, 12, 31)
#: The four lists of the company, by the field that holds a value of each, with the id of its list.
LISTS: Mapping[str, CodeList] = {
    "jobTitle": "job_titles",
    "department": "departments",
    "location": "locations",
    "division": "legal_entities",
}


class Company:
    """Made for one request."""

    def __init__(self, asked: Asked[Tenant]) -> None:
        self.hris: Hris = asked.place.world.hris
        self._named = asked.place.switch("list_values") == "names"
        self._known: dict[str, Employee | None] = {}

    def employee(self, employee_id: str, *, ahead: bool = False) -> Employee:
        """Return somebody on record, or raise NotFound; a hire that never came about is deleted."""
        try:
            found = self.hris.employee(employee_id, as_of=FAR if ahead else None)
        except NotFound:
            found = None
        if found is None or found.status == "discarded":
            raise NotFound("employee")
        return found

    def everybody(self, *, ahead: bool = False) -> list[Employee]:
        """Return everybody on record, in order of id."""
        found = self.hris.employees(limit=None, as_of=FAR if ahead else None)
        return [each for each in found if each.status != "discarded"]

    def supervisor(self, manager_id: str | None) -> Employee | None:
        """Return whom somebody reports to, if that is known."""
        if manager_id is None:
            return None
        if manager_id not in self._known:
            try:
                self._known[manager_id] = self.employee(manager_id)
            except NotFound:
                self._known[manager_id] = None
        return self._known[manager_id]

    def shown(self, field: str, code: str | None) -> str | None:
        """Return a list value as it is shown: what the company's list calls it, or its code."""
        return code if code is None else self._names.get((field, code), code)

    def meant(self, field: str, value: str | None) -> str | None:
        """Return the code of a list value; what is on no list is carried as it is."""
        return value if not value else self._codes.get((field, value), value)

    @cached_property
    def options(self) -> dict[str, list[str]]:
        """The values of each list, as they are shown."""
        lists = self.hris.code_lists()
        return {
            field: [(each.name if self._named else each.code) for each in getattr(lists, name)]
            for field, name in LISTS.items()
        }

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        if not self._named:
            return {}
        lists = self.hris.code_lists()
        return {(field, each.code): each.name for field, name in LISTS.items() for each in getattr(lists, name)}

    @cached_property
    def _codes(self) -> dict[tuple[str, str], str]:
        return {(field, name): code for (field, code), name in self._names.items()}


def name_of(employee: Employee | None) -> str | None:
    """Write a name as the directory and tables have it: `Bo Lund`."""
    return None if employee is None else " ".join(filter(None, (employee.given_name, employee.family_name)))


def last_first(employee: Employee | None) -> str | None:
    """Write a name as reports have it: `Lund, Bo`."""
    return None if employee is None else ", ".join(filter(None, (employee.family_name, employee.given_name)))
