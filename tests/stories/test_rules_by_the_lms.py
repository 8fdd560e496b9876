"""Sample employees shown to the simulated LMS itself: it assigns what the oracle says, and a difference shows."""

from dataclasses import replace

from rosterproof.rehearsal import read_samples, rehearse
from rosterproof.rehearsal.second_opinion import differences


def test_the_lms_assigns_what_the_oracle_says_and_a_difference_is_told() -> None:
    file = read_samples("compliance")
    results = rehearse(file)
    first, *others = results
    wrong = replace(first, assigned=tuple(each for each in first.assigned if each.course != "SEC-140"))
    assert differences(file, [wrong, *others]) == {
        first.sample.name: ["SEC-140: the oracle says not assigned, the LMS due 2026-04-01"]
    }
