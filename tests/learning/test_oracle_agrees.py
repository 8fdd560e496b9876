"""The LMS and the oracle read the same page and share no code: on random catalogs and stories they must agree."""

from hypothesis import HealthCheck, given, settings
from learning.language import Story, crowded_stories, stories
from learning.side_by_side import play


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False)
@given(stories())
def test_oracle_and_lms_agree_at_every_step(story: Story) -> None:
    play(*story)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False)
@given(crowded_stories())
def test_they_agree_of_a_crowd_that_the_lms_looks_at_in_one_pass(story: Story) -> None:
    play(*story)
