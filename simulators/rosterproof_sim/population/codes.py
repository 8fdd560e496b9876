"""The code lists of every simulated company."""

from rosterproof_sim.domain.words.changes import MAIN_ENTITY
from rosterproof_sim.domain.words.people import Code, CodeLists, Location

CODE_LISTS = CodeLists(
    job_titles=(
        Code(code="warehouse-associate", name="Warehouse Associate"),
        Code(code="forklift-operator", name="Forklift Operator"),
        Code(code="team-leader", name="Team Leader"),
        Code(code="warehouse-supervisor", name="Warehouse Supervisor"),
        Code(code="plant-operator", name="Plant Operator"),
        Code(code="maintenance-technician", name="Maintenance Technician"),
        Code(code="nurse", name="Nurse"),
        Code(code="charge-nurse", name="Charge Nurse"),
        Code(code="customer-advisor", name="Customer Advisor"),
        Code(code="software-engineer", name="Software Engineer"),
        Code(code="hr-partner", name="HR Partner"),
        Code(code="site-manager", name="Site Manager"),
    ),
    departments=(
        Code(code="WHS", name="Warehouse"),
        Code(code="OPS", name="Plant Operations"),
        Code(code="MNT", name="Maintenance"),
        Code(code="CLN", name="Clinic"),
        Code(code="SVC", name="Customer Service"),
        Code(code="ITD", name="Information Technology"),
        Code(code="HRD", name="Human Resources"),
        Code(code="MGT", name="Management"),
    ),
    locations=(
        Location(code="CHI", name="Chicago plant", country="US", time_zone="America/Chicago"),
        Location(code="HOU", name="Houston refinery", country="US", time_zone="America/Chicago"),
        Location(code="OSL", name="Oslo terminal", country="NO", time_zone="Europe/Oslo"),
        Location(code="DUB", name="Dublin office", country="IE", time_zone="Europe/Dublin"),
    ),
    legal_entities=(Code(code=MAIN_ENTITY, name="Main company"),),
)
