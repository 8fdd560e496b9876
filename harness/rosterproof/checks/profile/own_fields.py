"""profile.own-fields."""

from collections.abc import Iterator

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Said, check
from rosterproof.checks.trail import WRITES
from rosterproof.evidence.record import JournalRow
from rosterproof.oracle.acts import only_reads
from rosterproof.oracle.answer import request_body, took_effect
from rosterproof.oracle.flat import flat
from rosterproof.verdict import Finding, Witness

_PROFILES = ("createUser", "updateUser")
_ENROLLMENTS = ("createEnrollment", "withdrawEnrollment")
#: What a connector does for itself, and changes nothing that is anybody's.
_HOUSEHOLD = frozenset(
    {
        "issueToken",
        "createWebhookSubscription",
        "updateWebhookSubscription",
        "deleteWebhookSubscription",
        "rotateWebhookSecret",
        # What another wire has, and ours has no operation for.
        "household",
    }
)


@check("profile.own-fields", cites=("BEN-8", "CHK-MAP"), invariant="I7")
def own_fields(case: Case) -> Iterator[Said]:
    """The connector writes what is its own to write: fields of the mapping, and nothing that others look after.

    Of a profile these are the fields that the mapping names, and the username of a new account. Enrollments are its
    own only where the policy has the connector enroll; courses, rules and classes never are. A witness is a profile
    that was written with such fields alone.
    """
    for row in case.acts:
        if row.kind == "exchange" and took_effect(row) and not only_reads(row):
            yield from _judged(case, row)


def _judged(case: Case, row: JournalRow) -> Iterator[Said]:
    operation = row.data["operation"]
    if operation in _PROFILES:
        translation = case.translation_at(row.sequence)
        mapped = {translation.lms_key, "username", *(rule.lms for rule in translation.fields)}
        fields = flat(request_body(row))
        for name in sorted(fields.keys() - mapped):
            yield _finding(row, f"only fields of the mapping in {operation}", f"{name} = {fields[name]!r}")
        if fields.keys() <= mapped:
            yield Witness(subject=f"exchange {row.data['exchange']}", seen=f"{operation} with mapped fields alone")
    elif operation in _ENROLLMENTS and case.evidence.policy.get("assign_by", "lms") == "lms":
        yield _finding(row, "enrollments to be left to the LMS's rules and to its administrators", operation)
    elif operation not in WRITES | _HOUSEHOLD:
        yield _finding(row, "nothing to be written that is no connector's", operation)


def _finding(row: JournalRow, expected: str, observed: str) -> Finding:
    return Finding(
        subject=f"exchange {row.data['exchange']}",
        expected=expected,
        observed=observed,
        at=row.at,
        where=f"{row.data['method']} {row.data['path']}",
        look_at="Send only what the mapping names, and of that only what differs.",
        exchanges=(row.data["exchange"],),
    )
