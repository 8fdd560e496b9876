"""Where a system shows anything but what follows from what was done to it, nothing is said about the connector."""

from collections.abc import Callable
from typing import Any

import pytest
from judge.story_evidence import ADA, Asked, Story

from rosterproof.checks import judge
from rosterproof.evidence.record import ArmedFault
from rosterproof.verdict import Blame, Outcome, ScenarioVerdict, Standing


def passed() -> tuple[Story, dict[str, Any]]:
    """Ada is hired into the clinic and passes her orientation; all is written back and all is well."""
    story = Story()
    story.hire(department="CLN")
    with story.cycle():
        ada = story.open_account()
        orientation = story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
    story.later(days=1)
    completion = story.completed(ada, orientation, 90, None)
    story.certified(ada, "ORI-100", None, None)
    story.later(minutes=15)
    with story.cycle():
        story.write_back(completion)
        story.comply("compliant")
    return story, ada


def judged(story: Story) -> ScenarioVerdict:
    story.checkpoint()
    return judge(story.evidence(), Asked())


def test_nothing_is_blamed_where_all_is_well() -> None:
    story, _ = passed()
    assert judged(story).standing is Standing.CERTIFIED


def _drop_enrollment(story: Story) -> None:
    story.enrollments.clear()


def _other_due_date(story: Story) -> None:
    story.enrollments[0]["due_on"] = "2026-03-10"


def _invented_user(story: Story) -> None:
    story.users.append({**story.users[0], "user_id": "U0000009"})


def _other_title(story: Story) -> None:
    story.users[0]["job_title"] = "nurse"


def _closed_by_itself(story: Story) -> None:
    story.users[0]["active"] = False


def _expires(story: Story) -> None:
    story.certifications[0]["expires_on"] = "2027-03-03"


def _other_score(story: Story) -> None:
    story.completions[0]["score"] = 91


def _other_department(story: Story) -> None:
    story.shows(ADA, department="WHS")


def _lost_record(story: Story) -> None:
    story.records.clear()


def _other_status(story: Story) -> None:
    story.compliance[ADA]["status"] = "due"


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (_drop_enrollment, "the simulated LMS shows other enrollments at checkpoint 1 for user U0000001"),
        (_other_due_date, "should be ORI-100 / rule / everyone / completed"),
        (_invented_user, "the simulated LMS shows other users at checkpoint 1 than were written: U0000009"),
        (_other_title, "the simulated LMS shows user U0000001 with another job_title"),
        (_closed_by_itself, "the simulated LMS shows user U0000001 with another state of the account"),
        (_expires, "the simulated LMS shows other certifications"),
        (_other_score, "the simulated LMS shows other completions"),
        (_other_department, f"the simulated HRIS shows {ADA} (Ada Berg) with another department"),
        (_lost_record, "the simulated HRIS shows other training records"),
        (_other_status, "the simulated HRIS shows another compliance status"),
    ],
)
def test_a_fault_of_a_simulator_is_told_as_such(tamper: Callable[[Story], None], told: str) -> None:
    story, _ = passed()
    tamper(story)
    found = judged(story)
    assert found.standing is Standing.INCONCLUSIVE
    assert {obstacle.blame for obstacle in found.obstacles} == {Blame.SIMULATOR}
    assert told in found.obstacles[0].reason
    assert found.obstacles[0].reason.endswith("Nothing is said about the connector.")
    assert not any(one.outcome in {Outcome.PASSED, Outcome.BROKEN} for one in found.results)


def test_a_door_that_opens_to_a_closed_account_is_the_simulators_fault() -> None:
    story, ada = passed()
    with story.cycle():
        story.close_account(ada)
    story.tries(ada, let_in=True)
    found = judged(story)
    assert found.obstacles[0].blame is Blame.SIMULATOR
    assert f"the LMS let {ADA} in at 2026-03-03 09:15, but should have refused" in found.obstacles[0].reason


def test_a_learner_who_is_refused_what_the_wire_allows_is_the_simulators_fault() -> None:
    story, ada = passed()
    story.enrolled(ada, "PSM-200", None, None)
    story.learns(ada, "PSM-200", "enroll")
    story.later(days=1)
    story.is_refused(ADA, "PSM-200", "start")
    found = judged(story)
    assert found.obstacles[0].blame is Blame.SIMULATOR
    assert f"the LMS refused to let {ADA} start PSM-200" in found.obstacles[0].reason


def test_a_learner_who_is_refused_what_only_the_truth_allows_is_the_connectors_doing() -> None:
    """The wrong department was written, so the right course is missing: the LMS did what follows from that."""
    story = Story()
    story.hire()
    with story.cycle():
        ada = story.open_account(department="Clinic")
        story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
    story.later(days=1)
    story.is_refused(ADA, "SAFE-110", "start")
    found = judged(story)
    assert found.obstacles == ()
    assert found.standing is Standing.BROKEN
    assert {one.check for one in found.results if one.outcome is Outcome.BROKEN} == {
        "profile.true",
        "enrollment.none-missing",
        "learning.possible",
    }


def test_a_fault_that_never_fired_leaves_the_story_unplayed() -> None:
    story, _ = passed()
    detail = {"operation": "createUser", "mentions": ADA}
    story.faults.append(ArmedFault(fault_id="F0000001", kind="throttle", system="lms", times=1, fired=0, detail=detail))
    found = judged(story)
    assert found.standing is Standing.INCONCLUSIVE
    assert found.obstacles[0].blame is Blame.STORY
    assert found.obstacles[0].reason.startswith(
        f"fault F0000001 (throttle on the LMS, createUser, about {ADA}) was armed and never fired"
    )


def test_a_fault_that_fired_hinders_nothing() -> None:
    story, _ = passed()
    story.faults.append(ArmedFault(fault_id="F0000001", kind="throttle", system="lms", times=2, fired=1))
    assert judged(story).standing is Standing.CERTIFIED
