"""Two years of a small company under the shipped compliance catalog; `make bench ONLY=five_years` plays a large one."""

import pytest
from learning.years import company


@pytest.mark.timeout(600)
def test_lms_and_oracle_agree_through_two_years() -> None:
    with company(25) as years:
        years.year()
        years.year()
        years.compare(everybody=True)
        assert years.tally.events > 350
        assert years.tally.results > 200
        assert all(facts > 500 for facts in years.tally.facts)
