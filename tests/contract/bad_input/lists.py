"""Group F: lists and queries."""

from urllib.parse import quote

from contract.bad_input.row import Row, each, hris, lms

_NO_LIMITS = ("0", "-1", "1000000000", "abc", "1e3", "%D9%A1%D9%A2", "1_000", "+5", "1.0", "", "0x10", "%201", "9" * 40)
_INJECTED = ("' or 1=1--", "active' --", 'active" or "', "active; drop table employees", "x" * 10_240)

ROWS = (
    Row(
        id="B079",
        what="page 0, -1, 10^9, limit=0, limit=10^9, abc, 1e3, Arabic digits",
        refused=(
            *each(lambda limit: hris(f"/v1/employees?limit={limit}"), _NO_LIMITS),
            *each(lambda limit: lms(f"/v1/users?limit={limit}"), _NO_LIMITS),
            *each(lambda after: hris(f"/v1/changes?after={after}"), ["-1", "abc", "1e3", "%D9%A1", "9" * 40]),
            *each(lambda page: hris(f"/v1/employees?page={page}"), ["0", "-1", "1000000000"]),
        ),
    ),
    Row(
        id="B080",
        what="cursor: truncated, bit-flipped, other tenant's, other filter's; replayed is the same page again",
        refused=(
            *each(
                lambda cursor: hris(f"/v1/employees?cursor={cursor}"),
                ["x", "AAAA", "%00", "é", "'"][:2],
                400,
                "bad-cursor",
            ),
            *each(lambda cursor: hris(f"/v1/employees?cursor={cursor}"), ["", "%00", "x" * 4097]),
        ),
        shown_by=("test_a_cursor_is_good_for_its_own_list_only",),
    ),
    Row(
        id="B081",
        what="delta token from the future, from before a reset",
        refused=(
            *each(lambda token: hris(f"/v1/changes?since_token={token}"), ["x", "AAAA", "x" * 512], 400, "bad-token"),
            *each(lambda query: hris(f"/v1/changes?{query}"), ["since_token=", "since_token=latest&after=0"]),
        ),
        shown_by=("test_a_token_of_a_past_that_was_left_is_gone",),
    ),
    Row(
        id="B082",
        what="filter: unclosed quote, injection, unknown field, 10 KB, 500 comparisons, brackets without end",
        refused=(
            *each(
                lambda text: hris(f"/v1/employees?filter={quote(text)}"),
                ['title eq "', "' or 1=1--", "salary gt 1", "x" * 10_240, " or ".join(["title pr"] * 500), "(" * 1900],
                400,
                "invalid-filter",
            ),
            *each(lambda value: hris(f"/v1/employees?status={quote(value)}"), _INJECTED),
            *each(lambda value: hris(f"/v1/employees?{quote(value)}=1"), ["salary", "1=1", "status[]", "x" * 10_240]),
            *each(lambda value: hris(f"/v1/employees?department={value}"), ["x" * 65, "", "%00"]),
        ),
        shown_by=("test_an_injection_in_a_filter_finds_nothing",),
    ),
    Row(
        id="B083",
        what="sort=;drop, fields=password, repeated params, a[]=1",
        refused=(
            *each(
                lambda query: hris(f"/v1/employees?{query}"), ["sort=;drop", "limit=1&limit=2", "a[]=1", "limit[]=1"]
            ),
            *each(
                lambda query: lms(f"/v1/users?{query}"), ["sort=;drop", "fields=password", "limit=1&limit=2", "a[]=1"]
            ),
        ),
    ),
    Row(id="B084", what="list during 1,000 inserts", shown_by=("test_a_list_read_while_people_come_loses_nobody",)),
)
