"""leaver.sign-in-refused."""

from collections.abc import Iterator

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Said, check
from rosterproof.evidence.record import Probe
from rosterproof.oracle.people import Person
from rosterproof.verdict import Exposure, Finding, Harm, Witness

#: The writes by which a connector deals with a leaver.
_CLOSING = ("updateUser", "deactivateUser", "reactivateUser")


@check("leaver.sign-in-refused", cites=("BEN-3", "CHK-TERM"), invariant="I2")
def sign_in_refused(case: Case) -> Iterator[Said]:
    """Someone who left can neither sign in nor go on in an open session.

    Tried at every checkpoint past the grace of the policy. A witness is a leaver who got in before leaving, and is
    refused now.
    """
    got_in: set[str] = set()
    for probe in case.evidence.probes:
        leaver = _leaver(case, probe)
        if leaver is None:
            got_in |= {probe.employee_id} if probe.let_in else set()
        elif probe.let_in:
            yield _let_in(case, probe, leaver)
        elif probe.employee_id in got_in:
            yield Witness(
                subject=case.name(probe.employee_id), seen=f"got in before leaving, and is refused {_how(probe)} now"
            )


def _leaver(case: Case, probe: Probe) -> Person | None:
    """The person, if they had left longer ago than the grace when the probe was made, and ought to be out."""
    if any(view.at == probe.at and view.expected.open_account(probe.employee_id) for view in case.views):
        return None  # left open with many others, until somebody has looked
    person = case.person_at(probe)
    if person is None or person.left_at is None or probe.at < person.left_at + case.grace:
        return None
    return person


def _let_in(case: Case, probe: Probe, leaver: Person) -> Finding:
    left = leaver.left_at
    return Finding(
        subject=case.name(probe.employee_id),
        expected=f"to be refused {_how(probe)}, having left on {leaver.last_day}",
        observed="was let in",
        at=probe.at,
        where="probe",
        employee_id=probe.employee_id,
        exposure=Exposure(harm=Harm.ACCESS, since=left, until=probe.at) if left else None,
        look_at=case.trail.story_of(probe.employee_id, None, *_CLOSING),
        exchanges=tuple(
            n
            for n in (*case.trail.writes_about(probe.employee_id, None, *_CLOSING)[-3:], probe.exchange)
            if n is not None
        ),
    )


def _how(probe: Probe) -> str:
    return "at sign-in" if probe.how == "sign_in" else "in a session opened earlier"
