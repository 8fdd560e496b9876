"""The LMS and the oracle read the same page and share no code: on random catalogs and stories they must agree."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from learning.language import stories
from learning.side_by_side import play


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False)
@given(stories())
def test_oracle_and_lms_agree_at_every_step(story: tuple[dict[str, Any], dict[str, Any], list[Any]]) -> None:
    play(*story)
