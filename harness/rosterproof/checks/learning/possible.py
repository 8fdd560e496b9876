"""learning.possible."""

from collections.abc import Iterator

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Said, check
from rosterproof.evidence.record import LearnerAction, Probe
from rosterproof.verdict import Finding, Witness

#: The writes that bring people to their courses.
_OPENING = ("createUser", "updateUser", "deactivateUser", "reactivateUser", "createEnrollment", "withdrawEnrollment")
_DOES = {
    "start": "start",
    "pass": "pass",
    "fail": "take",
    "enroll": "be enrolled by hand in",
    "record": "be credited with",
}


@check("learning.possible", cites=("BEN-1", "BEN-6", "CHK-ASSIGN"))
def possible(case: Case) -> Iterator[Said]:
    """Everyone can sign in and do the courses that they are meant to do.

    Examined wherever the story has someone sign in or learn and the right state would let them. A witness is one who
    could.
    """
    for judged in case.truth.actions:
        action = judged.action
        if action.accepted:
            what = f"could {_DOES[action.action]} {action.course} on {action.at:%Y-%m-%d}"
            yield Witness(subject=case.name(action.employee_id), seen=what)
        elif judged.possible:
            yield _hindered(case, action)
    for probe in case.evidence.probes:
        if probe.how == "sign_in" and _ought_to_get_in(case, probe):
            yield _signed_in(case, probe)


def _ought_to_get_in(case: Case, probe: Probe) -> bool:
    """Whether the person was employed with an account due, at the probe and at the checkpoints around it."""
    person = case.person_at(probe)
    if person is None or not person.employed:
        return False
    before = [view for view in case.views if view.at <= probe.at]
    return bool(before) and before[-1].expected.open_account(probe.employee_id) is not None


def _signed_in(case: Case, probe: Probe) -> Said:
    if probe.let_in:
        return Witness(subject=case.name(probe.employee_id), seen=f"could sign in on {probe.at:%Y-%m-%d %H:%M}")
    return Finding(
        subject=case.name(probe.employee_id),
        expected="to be able to sign in, being employed",
        observed="sign-in was refused",
        at=probe.at,
        where="sign-in",
        employee_id=probe.employee_id,
        look_at=case.trail.story_of(probe.employee_id, None, *_OPENING),
        exchanges=case.trail.writes_about(probe.employee_id, None, *_OPENING)
        + ((probe.exchange,) if probe.exchange is not None else ()),
    )


def _hindered(case: Case, action: LearnerAction) -> Finding:
    return Finding(
        subject=case.name(action.employee_id),
        expected=f"to be able to {_DOES[action.action]} {action.course}",
        observed=f"the LMS refused: {action.reason}",
        at=action.at,
        where="step of the story",
        employee_id=action.employee_id,
        look_at=case.trail.story_of(action.employee_id, None, *_OPENING),
        exchanges=case.trail.writes_about(action.employee_id, None, *_OPENING),
    )
