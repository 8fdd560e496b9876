"""Group D: dates, times, clock."""

from contract.bad_input.row import (
    Ask,
    Refused,
    Row,
    Taken,
    change,
    control,
    each,
    hire,
    hris,
    new_world,
    record,
    status,
    user,
)

_NO_DAYS = ("2023-02-29", "2024-02-30", "2026-13-01", "2026-01-00", "0000-01-01", "10000-01-01", "-2026-01-01")
_ODD_DAYS = (
    "20260101",
    "2026-W01-1",
    "2026-1-1",
    " 2026-01-01",
    "2026-01-01 ",
    "\uff12\uff10\uff12\uff16-01-01",
    "2026-01-01T00:00:00Z",
    "",
)
_OTHER_DAYS = ("03/04/2026", 1767225600, 1767225600000, "1767225600", "/Date(1767225600000)/", True)
_NO_INSTANTS = ("2026-03-02T23:59:60Z", "2026-03-02T24:00:00Z", "2026-03-02T25:00:00Z")
_FAR = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-03-02T09:00:00+25:00")


_NO_ZONES = ("Mars/Phobos", "", "../../../etc/passwd", "/etc/passwd", "Europe", "america/chicago", "UTC+2", "x" * 65)


def _in_zone(zone: str) -> tuple[Ask, ...]:
    """A time zone in each place that one may be sent to."""
    place = {"name": "Depot", "country": "NZ", "time_zone": zone}
    feed = {"kind": "full", "at": "06:00", "time_zone": zone}
    return control("PUT", "/codes/locations/AKL", place), control("POST", "/feeds", feed)


def _everywhere(value: object) -> tuple[Ask, ...]:
    """A day in each place that a day may be sent to."""
    asks = (hire(effective_on=value), user(hire_date=value), record(expires_on=value))
    return (*asks, hris(f"/v1/employees/E0000001?as_of={value}")) if isinstance(value, str) else asks


def _days(values: tuple[object, ...]) -> tuple[Refused, ...]:
    return tuple(Refused(name=f"{value} {n}", ask=ask) for value in values for n, ask in enumerate(_everywhere(value)))


def _instants(values: tuple[str, ...]) -> tuple[Refused, ...]:
    return tuple(
        Refused(name=f"{value} {n}", ask=ask)
        for value in values
        for n, ask in enumerate(
            (
                record(completed_at=value),
                status(as_of=value),
                new_world(start=value),
                control("POST", "/clock/advance", {"to": value}),
                hris("/v1/employees?updated_since=" + value.replace("+", "%2B")),
            )
        )
    )


ROWS = (
    Row(id="B056", what="days that no calendar has", refused=_days(_NO_DAYS)),
    Row(id="B057", what="days written another way", refused=_days(_ODD_DAYS)),
    Row(id="B058", what="days of other vendors' wires", refused=_days(_OTHER_DAYS)),
    Row(id="B059", what="23:59:60Z, 24:00:00", refused=_instants(_NO_INSTANTS)),
    Row(
        id="B060",
        what="timestamp without offset",
        refused=_instants(("2026-03-02T09:00:00", "2026-03-02", "2026-03-02 09:00:00Z")),
    ),
    Row(id="B061", what="instants that no UTC calendar has", refused=_instants(_FAR)),
    Row(
        id="B062",
        what="a time zone that is none, of a location and of a feed",
        refused=tuple(
            Refused(name=f"{zone} {n}", ask=ask) for zone in _NO_ZONES for n, ask in enumerate(_in_zone(zone))
        ),
    ),
    Row(
        id="B063",
        what="hire after termination: 409 with the reason; hire in 1899 or 2999: carried, as the contracts say",
        refused=(
            Refused(
                name="ended before it began",
                ask=change(kind="terminated", employee_id="E0000001", effective_on="1950-01-01"),
                status=409,
                code="not-allowed",
            ),
        ),
        taken=tuple(Taken(name=day, ask=hire(effective_on=day)) for day in ("1899-12-31", "2999-01-01")),
    ),
    Row(
        id="B064",
        what="effective date 10 years from the entry",
        taken=tuple(Taken(name=day, ask=hire(effective_on=day)) for day in ("2016-03-02", "2036-03-02")),
        shown_by=("test_a_due_date_counts_from_its_anchor_however_late_the_entry",),
    ),
    Row(
        id="B065",
        what="clock: set backwards, advance 0, -1, 10^12 s, NaN, two advances at once",
        refused=(
            Refused(name="backwards", ask=control("POST", "/clock/advance", {"to": "2026-03-02T08:59:59Z"})),
            *each(lambda seconds: control("POST", "/clock/advance", {"seconds": seconds}), [0, -1, 10**12, 0.5, "60"]),
            Refused(
                name="NaN",
                ask=lambda world: world.control.post(
                    world.url("/clock/advance"),
                    content=b'{"seconds": NaN}',
                    headers={"Content-Type": "application/json"},
                ),
                status=400,
                code="malformed",
            ),
            Refused(name="both", ask=control("POST", "/clock/advance", {"seconds": 60, "to": "2027-01-01T00:00:00Z"})),
        ),
        shown_by=("test_two_advances_at_once_take_turns",),
    ),
    Row(
        id="B066",
        what="advance past very many scheduled events: each happens once, in one bounded request",
        shown_by=("test_an_advance_past_many_changes_does_each_once",),
    ),
    Row(
        id="B067",
        what="local time in the DST gap or overlap",
        # A feed drops at a local time, the one that can be sent. test_feeds has the instants.
        taken=tuple(
            Taken(name=zone, ask=control("POST", "/feeds", {"kind": "full", "at": "02:30", "time_zone": zone}))
            for zone in ("America/Chicago", "Europe/Berlin", "Australia/Lord_Howe")
        ),
    ),
)
