"""The tables of a world. Columns are named as the words' fields are, so that a row reads back as its word."""

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

from rosterproof_sim.domain.words.people import Employment, Job, Leave
from rosterproof_sim.store.columns import Instant, Score, Texts, Values, Word, Words

metadata = MetaData()

world = Table(
    "world",
    metadata,
    Column("only", Integer, primary_key=True),
    Column("spec", Text, nullable=False),
    Column("now", Instant, nullable=False),
    #: Business seconds to one second of the wall while the clock runs; null while it is stopped.
    Column("scale", Float),
    #: On the wall clock, in seconds since 1970.
    Column("made_at", Float, nullable=False),
)

counters = Table("counters", metadata, Column("kind", String, primary_key=True), Column("value", Integer))

codes = Table(
    "codes",
    metadata,
    Column("list", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("code", String, nullable=False),
    Column("name", String, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    #: Of locations only.
    Column("country", String),
    Column("time_zone", String),
)

custom_fields = Table(
    "custom_fields",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("field_id", String, nullable=False, unique=True),
    Column("label", String, nullable=False),
    Column("type", String, nullable=False),
    Column("options", Texts, nullable=False),
    Column("required", Boolean, nullable=False),
    Column("sensitive", Boolean, nullable=False),
    Column("since", Date),
)

#: What is wrong in the data that the company came with; for those who judge, not for those who ask.
defects = Table(
    "defects",
    metadata,
    Column("employee_id", String, primary_key=True),
    Column("field", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("dirty", String),
    Column("clean", String),
)

changes = Table(
    "changes",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("recorded_at", Instant, nullable=False),
    Column("employee_id", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("change", Text, nullable=False),
    #: The instant at which this change has yet to come to show; null when nothing is to come of it.
    Column("due_at", Instant, index=True),
)

employees = Table(
    "employees",
    metadata,
    Column("employee_id", String, primary_key=True),
    Column("employee_number", String, nullable=False),
    Column("given_name", String, nullable=False),
    Column("family_name", String),
    Column("email", String),
    Column("national_id", String),
    Column("status", String, nullable=False),
    Column("worker_type", String, nullable=False),
    Column("legal_entity", String),
    Column("title", String),
    Column("department", String),
    Column("location", String),
    Column("country", String),
    Column("time_zone", String),
    Column("manager_id", String),
    Column("original_hire_date", Date, nullable=False),
    Column("hire_date", Date, nullable=False),
    Column("last_day", Date),
    Column("leave", Word(Leave)),
    Column("jobs", Words(Job), nullable=False),
    Column("employments", Words(Employment), nullable=False),
    Column("custom", Values, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    #: For reading what changed last without sorting everybody.
    Index("employees_by_update", "updated_at", "employee_id"),
)

#: Records that were replaced, or that were not there yet, for as long as reads lag behind. It fills itself, see lag.py.
earlier_employees = Table(
    "earlier_employees",
    metadata,
    Column("place", Integer, primary_key=True),
    *(Column(each.name, each.type) for each in employees.c),
    Column("replaced_at", Instant, nullable=False),
    Column("absent", Boolean, nullable=False),
    Index("earlier_of_one", "employee_id"),
)

announcements = Table(
    "announcements",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("employee_id", String, nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("changed_fields", Texts, nullable=False),
    #: When it came to show; null for what came with the company.
    Column("shown_at", Instant),
)

training_records = Table(
    "training_records",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("employee_id", String, nullable=False, index=True),
    Column("course", String, nullable=False),
    Column("completed_at", Instant, nullable=False),
    Column("score", Score),
    Column("result", String, nullable=False),
    Column("expires_on", Date),
    Column("source_id", String, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("corrects", String),
    Column("reason", String),
)

compliance = Table(
    "compliance",
    metadata,
    Column("employee_id", String, primary_key=True),
    Column("status", String, nullable=False),
    Column("as_of", Instant, nullable=False),
    Column("open_courses", Texts, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("user_id", String, primary_key=True),
    Column("external_id", String, nullable=False, index=True),
    Column("username", String, nullable=False, unique=True),
    Column("given_name", String, nullable=False),
    Column("family_name", String),
    Column("email", String, index=True),
    Column("job_title", String),
    Column("department", String),
    Column("location", String, index=True),
    Column("manager_external_id", String, index=True),
    Column("hire_date", Date),
    Column("employment_status", String),
    Column("country", String),
    Column("worker_type", String),
    Column("position_start_date", Date),
    Column("time_zone", String),
    Column("custom", Values, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("session_id", String, primary_key=True),
    Column("user_id", String, nullable=False, index=True),
    Column("opened_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", String),
    #: SHA-256 of the token: whoever reads the database cannot use it to sign in.
    Column("token_digest", String, nullable=False, unique=True),
)

enrollments = Table(
    "enrollments",
    metadata,
    Column("enrollment_id", String, primary_key=True),
    Column("user_id", String, nullable=False),
    Column("course", String, nullable=False),
    Column("course_version", Integer, nullable=False),
    Column("instance", String, nullable=False),
    Column("source", String, nullable=False),
    Column("rule_id", String),
    Column("rule_version", Integer),
    Column("reason", String, nullable=False),
    Column("status", String, nullable=False),
    Column("assigned_at", Instant, nullable=False),
    Column("due_on", Date),
    Column("overdue", Boolean, nullable=False),
    Column("closed_at", Instant),
    Column("attempts", Integer, nullable=False),
    Column("score", Score),
    Index("enrollments_of_a_user", "user_id", "status"),
    Index("enrollments_in_a_course", "course", "status"),
)

completions = Table(
    "completions",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("completion_id", String, nullable=False, unique=True),
    Column("user_id", String, nullable=False),
    Column("course", String, nullable=False),
    Column("course_version", Integer, nullable=False),
    Column("instance", String, nullable=False),
    Column("enrollment_id", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("completed_at", Instant, nullable=False),
    Column("score", Score),
    Column("result", String, nullable=False),
    Column("expires_on", Date),
    Column("recorded_at", Instant, nullable=False),
    Column("reference", String),
    Index("completions_of_an_enrollment", "enrollment_id"),
)

certifications = Table(
    "certifications",
    metadata,
    Column("certification_id", String, primary_key=True),
    Column("user_id", String, nullable=False, index=True),
    Column("course", String, nullable=False, index=True),
    Column("course_version", Integer, nullable=False),
    Column("instance", String, nullable=False),
    Column("completion_id", String, nullable=False),
    Column("status", String, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("expires_on", Date),
    Column("window_opens_on", Date),
)

#: What the LMS itself noticed of an account, beside the profile that it is told.
notes = Table(
    "notes",
    metadata,
    Column("user_id", String, primary_key=True),
    Column("title_since", Date),
    Column("closed_on", Date),
    Column("closed_because", String),
    Column("absence_days", Integer),
    Column("leave_since", Date),
)

#: What the clock will do in the LMS, each once, in order of instant and of sequence.
agenda = Table(
    "agenda",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("user_id", String, nullable=False, index=True),
    Column("subject", String, nullable=False),
)

#: The courses and rules that were changed since the world was made, every version of them.
catalog_versions = Table(
    "catalog_versions",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("written", Text, nullable=False),
    Column("since", Instant, nullable=False),
    #: Of a course: within how many days whoever holds an earlier version retakes it; null where they keep it.
    Column("retake_within_days", Integer),
)

#: The changes feed of the LMS.
learning_changes = Table(
    "learning_changes",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("type", String, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("data", Values, nullable=False),
)

group_members = Table(
    "group_members",
    metadata,
    Column("group", String, primary_key=True),
    Column("user_id", String, primary_key=True),
)

feeds = Table(
    "feeds",
    metadata,
    Column("feed_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("at", String),
    Column("time_zone", String, nullable=False),
    Column("every_hours", Integer),
    Column("columns", Texts, nullable=False),
    Column("next_drop", Instant, nullable=False, index=True),
    #: When its last file was dropped, or the schedule made, and the last entry of the changes feed by then.
    Column("since", Instant, nullable=False),
    Column("told", Integer, nullable=False),
)

drops = Table(
    "drops",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("drop_id", String, nullable=False),
    Column("feed_id", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("dropped_at", Instant, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("data", Text, nullable=False),
    Column("hash", String, nullable=False),
)
