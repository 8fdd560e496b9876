"""What somebody works as, in the vendor's words: jobs with their places and managers, and whether it lasts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rosterproof_sim.dialects.hris.workday.soap.company import Company, Value
from rosterproof_sim.domain.words.people import Employee

#: Worker type -> which kind of id says it, and what it says.
_WORKER_TYPES = {
    "employee": ("Employee_Type_ID", "Regular"),
    "contractor": ("Contingent_Worker_Type_ID", "Contractor"),
}
_AT_WORK = frozenset({"active", "on_leave"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A job as it is shown: of a leaver the last one."""

    job_id: int
    primary: bool
    from_: date
    title: str | None
    department: str | None
    location: str | None
    manager_id: str | None


def posts(employee: Employee) -> Iterator[Post]:
    """Return the jobs of somebody, the primary one first; there is always that one."""
    held = next((each for each in employee.jobs if each.primary), None)
    yield Post(
        job_id=held.job_id if held else 1,
        primary=True,
        from_=held.from_ if held else employee.hire_date,
        title=employee.title,
        department=employee.department,
        location=employee.location,
        manager_id=employee.manager_id,
    )
    for job in employee.jobs:
        if not job.primary:
            yield Post(
                job_id=job.job_id,
                primary=False,
                from_=job.from_,
                title=job.title,
                department=job.department,
                location=job.location,
                manager_id=job.manager_id,
            )


def position_id(employee: Employee, post: Post) -> str:
    """Name the position that somebody holds."""
    return f"P-{int(employee.employee_id[1:]):05d}-{post.job_id}"


def position(company: Company, employee: Employee, post: Post) -> Value:
    """Write a job: what is not known is left out."""
    key, (id_type, worker_type) = position_id(employee, post), _WORKER_TYPES[employee.worker_type]
    title = None if post.title is None else company.called("job_titles", post.title)
    return {
        "@Effective_Date": post.from_,
        "Position_Reference": company.refer("Position", "Position_ID", key, title),
        "Position_ID": key,
        "Position_Title": title,
        "Business_Title": title,
        "Start_Date": post.from_,
        "End_Employment_Date": employee.last_day,
        "Worker_Type_Reference": company.refer("Worker_Type", id_type, worker_type, worker_type),
        "Job_Profile_Summary_Data": None
        if post.title is None
        else {"Job_Profile_Reference": company.job_profile(post.title), "Job_Profile_Name": title},
        "Business_Site_Summary_Data": None
        if post.location is None
        else {
            "Location_Reference": company.location(post.location),
            "Name": company.called("locations", post.location),
        },
        "End_Date": employee.last_day,
        "Manager_as_of_last_detected_manager_change_Reference": None
        if post.manager_id is None
        else company.worker(post.manager_id),
    }


def status(employee: Employee) -> Value:
    """Write whether somebody works here, since when, and until when."""
    ended, leave = employee.status == "terminated", employee.leave
    return {
        "Active": employee.status in _AT_WORK,
        "Active_Status_Date": employee.last_day if ended else employee.hire_date,
        "Hire_Date": employee.hire_date,
        "Original_Hire_Date": employee.original_hire_date,
        "End_Employment_Date": employee.last_day if employee.worker_type == "contractor" else None,
        "First_Day_of_Work": employee.hire_date,
        "Retired": False,
        "Terminated": ended,
        "Termination_Date": employee.last_day if ended else None,
        "Hire_Rescinded": employee.status == "discarded",
        "Termination_Last_Day_of_Work": employee.last_day if ended else None,
        "Leave_Status_Data": None
        if leave is None
        else {
            "On_Leave": employee.status == "on_leave",
            "Leave_Start_Date": leave.from_,
            "Estimated_Leave_End_Date": leave.expected_return,
        },
        "Rehire": len(employee.employments) > 1,
    }


def memberships(
    company: Company, department: str | None, legal_entity: str | None, hidden: frozenset[str]
) -> list[Value]:
    """Write the organizations of a job: the supervisory one, which is the department, and the company."""
    found = []
    if department is not None and "Exclude_Supervisory_Organizations" not in hidden:
        name = company.called("departments", department)
        found.append(_membership(company, company.department(department), department, name, "SUPERVISORY"))
    if legal_entity is not None and "Exclude_Companies" not in hidden:
        name = company.called("legal_entities", legal_entity)
        found.append(_membership(company, company.legal_entity(legal_entity), legal_entity, name, "COMPANY"))
    return found


def chain(company: Company, department: str | None, manager_id: str | None) -> list[Value]:
    """Write who is above somebody: from the top down, the manager last."""
    found: list[Value] = []
    seen = set[str]()
    while manager_id is not None and manager_id not in seen:
        seen.add(manager_id)
        organization = None if department is None else company.department(department)
        found.insert(0, {"Organization_Reference": organization, "Manager_Reference": company.worker(manager_id)})
        above = company.people.get(manager_id)
        department, manager_id = (above.department, above.manager_id) if above else (None, None)
    return found


def _membership(company: Company, reference: Value, code: str, name: str, kind: str) -> Value:
    return {
        "Organization_Reference": reference,
        "Organization_Data": {
            "Organization_Reference_ID": code,
            "Organization_Code": code,
            "Organization_Name": name,
            "Organization_Type_Reference": company.refer("Organization_Type", "Organization_Type_ID", kind),
        },
    }
