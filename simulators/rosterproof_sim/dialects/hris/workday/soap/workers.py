"""Get_Workers: everybody by pages, some by their ids, those who changed; as of a day, by what was known when."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from rosterproof_sim.dialect import Answer, Asked, Deed
from rosterproof_sim.dialect.meaning import employee_read, employees_read
from rosterproof_sim.dialects.hris.workday.soap.asking import (
    Asking,
    ids_of,
    paged,
    read_asking,
    referred,
    resolved,
    wrapped,
)
from rosterproof_sim.dialects.hris.workday.soap.certification import qualifications
from rosterproof_sim.dialects.hris.workday.soap.company import Company, Value
from rosterproof_sim.dialects.hris.workday.soap.employment import position_id, posts
from rosterproof_sim.dialects.hris.workday.soap.fault import bad_id, validation
from rosterproof_sim.dialects.hris.workday.soap.transaction import entries, logged, windows
from rosterproof_sim.dialects.hris.workday.soap.worker import Detail, worker
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.web.tenant import Tenant

#: Criteria about what is not kept here: to find nobody by them would be untrue, and so would be to find everybody.
_NOT_KEPT = (
    "Event_Reference",
    "Benefit_Plan_Reference",
    "Field_And_Parameter_Criteria_Data",
    "National_ID_Criteria_Data",
)
_HERE = frozenset({"active", "on_leave", "terminated", "discarded"})
_AT_WORK = frozenset({"active", "on_leave"})
Admits = Callable[[Employee], bool]


def get_workers(asked: Asked[Tenant]) -> Answer:
    """Show workers."""
    asking = read_asking(asked)
    company = asking.company(asked)
    found = _found(company, asking)
    page = paged(found, asking)
    detail = Detail.of(asking.detail)
    answer = wrapped(asked, asking, page, "Worker", _shown(company, asking, page.things, detail))
    return answer.meaning(_read(asking, page.things))


def _read(asking: Asking, shown: Sequence[Employee]) -> Deed:
    one = asking.said.get("Request_References") and len(shown) == 1
    return employee_read(shown[0]) if one else employees_read(shown)


def _found(company: Company, asking: Asking) -> list[Employee]:
    named = referred(asking, "Worker_Reference", company.whose)
    if named is not None:
        if asking.criteria:
            raise validation("Request_References and Request_Criteria cannot both be given.", asking.at())
        return [company.people[each] for each in named]
    wanted = windows(company, asking)
    changed = entries(company, wanted) if wanted else None
    # A hire that is to come shows by its entry in the log, where that is asked for with days to come.
    ahead = any(each.effective is not None and each.effective[1] > company.now for each in wanted)
    admitting = list(_admitting(company, asking))
    return [
        each
        for each in company.people.values()
        if (each.status in _HERE or (ahead and each.status == "pre_hire"))
        and (changed is None or each.employee_id in changed)
        and all(admits(each) for admits in admitting)
    ]


def _shown(company: Company, asking: Asking, page: Sequence[Employee], detail: Detail) -> Iterator[Value]:
    whom = [each.employee_id for each in page]
    log = entries(company, windows(company, asking), whom) if detail.wants("Transaction_Log_Data") else None
    learned = qualifications(company, whom) if detail.wants("Qualifications") else None
    for each in page:
        yield worker(
            company,
            each,
            detail,
            qualifications=None if learned is None else learned.get(each.employee_id, {}),
            log=None if log is None else [logged(company, entry) for entry in log.get(each.employee_id, ())],
        )


def _admitting(company: Company, asking: Asking) -> Iterator[Admits]:
    criteria = asking.criteria
    for name in _NOT_KEPT:
        if criteria.get(name):
            raise validation(f"{name} cannot be searched by in this tenant.", asking.at("Request_Criteria", name))
    if criteria.get("Exclude_Inactive_Workers"):
        yield lambda each: each.status in _AT_WORK
    if criteria.get("Exclude_Employees"):
        yield lambda each: each.worker_type != "employee"
    if criteria.get("Exclude_Contingent_Workers"):
        yield lambda each: each.worker_type != "contractor"
    yield from _placed(company, asking)


def _placed(company: Company, asking: Asking) -> Iterator[Admits]:
    """Read where workers are to be: in an organization, a country, a position."""
    criteria = asking.criteria
    if "Organization_Reference" in criteria:
        places = {
            resolved(
                each, organization_keys(company), asking.at("Request_Criteria", f"Organization_Reference[{number}]")
            )
            for number, each in enumerate(criteria["Organization_Reference"], 1)
        }
        yield lambda each: f"departments {each.department}" in places or f"legal_entities {each.legal_entity}" in places
    if "Country_Reference" in criteria:
        countries = {text for each in criteria["Country_Reference"] for _, text in ids_of(each)}
        yield lambda each: each.country in countries or company.wid("Country", each.country or "") in countries
    if "Position_Reference" in criteria:
        wanted = {text for each in criteria["Position_Reference"] for _, text in ids_of(each)}
        held = {position_id(each, post) for each in company.people.values() for post in posts(each)}
        if unknown := wanted - held - {company.wid("Position", each) for each in held}:
            raise bad_id(min(unknown), "Position_ID", asking.at("Request_Criteria", "Position_Reference"))
        yield lambda each: any(
            not {position_id(each, post), company.wid("Position", position_id(each, post))}.isdisjoint(wanted)
            for post in posts(each)
        )


def organization_keys(company: Company) -> Callable[[str], Mapping[str, str]]:
    """Return, for a kind of id, which list and code each id of that kind is of."""
    departments = {each.code for each in company.lists.departments}
    departments |= {each.department for each in company.people.values() if each.department is not None}
    entities = {each.code for each in company.lists.legal_entities}
    entities |= {each.legal_entity for each in company.people.values() if each.legal_entity is not None}

    def keys(kind: str) -> Mapping[str, str]:
        of_departments = {code: f"departments {code}" for code in departments}
        of_entities = {code: f"legal_entities {code}" for code in entities}
        match kind:
            case "Organization_Reference_ID":
                return {**of_entities, **of_departments}
            case "Company_Reference_ID":
                return of_entities
            case "WID":
                found = {company.wid("Organization", code): key for code, key in of_departments.items()}
                return found | {company.wid("Company", code): key for code, key in of_entities.items()}
        return {}

    return keys
