"""Five years of training for 1,000 people under the compliance catalog, day by day, on the LMS and on the oracle."""

from time import process_time

from bench.row import Row
from learning.years import company

from rosterproof.stopwatch import Stopwatch

TITLE = "Five years of 1,000 people and thirty-six rules, the LMS beside the oracle"

_PEOPLE = 1000
_YEARS = 5


def run() -> list[Row]:
    """Play the years; a disagreement ends the run."""
    watch, began = Stopwatch(), process_time()
    with company(_PEOPLE) as years:
        for _ in range(_YEARS):
            years.year()
        years.compare(everybody=True)
        tally = years.tally
    whole, busy = watch.seconds, process_time() - began
    steps = [seconds / 365 * 1000 for seconds in tally.lms_seconds]
    return [
        Row(what="  agreement of LMS and oracle", value=100.0, unit="%", note=f"{tally.compared:,} people compared"),
        Row(
            what=f"{_YEARS * 365:,} days, {tally.events:,} events, {tally.results:,} results of learners",
            value=whole,
            unit="s",
            at_most=300.0,
            note=f"{busy:.0f} s of a processor; {sum(tally.facts):,} journal rows",
        ),
        Row(what="  of it the LMS", value=sum(tally.lms_seconds), unit="s"),
        Row(what="  of it the oracle", value=sum(tally.oracle_seconds), unit="s"),
        Row(what="  a day of the LMS in the second year", value=steps[1], unit="ms", note=f"{tally.facts[1]:,} rows"),
        Row(what="  a day of the LMS in the last year", value=steps[-1], unit="ms", note=f"{tally.facts[-1]:,} rows"),
        Row(
            what="  last year to second, the LMS",
            value=tally.lms_seconds[-1] / tally.lms_seconds[1],
            unit="x",
            note="1 where a day costs the same however much has happened; the first year has everybody's first courses",
        ),
        Row(
            what="  last year to first, the LMS",
            value=tally.lms_seconds[-1] / tally.lms_seconds[0],
            unit="x",
        ),
        Row(
            what="  last year to second, the oracle", value=tally.oracle_seconds[-1] / tally.oracle_seconds[1], unit="x"
        ),
    ]
