"""The code lists of every simulated company."""

from rosterproof_sim.domain.words.people import Code, CodeLists

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
        Code(code="CHI", name="Chicago plant"),
        Code(code="HOU", name="Houston refinery"),
        Code(code="OSL", name="Oslo terminal"),
        Code(code="DUB", name="Dublin office"),
    ),
)
