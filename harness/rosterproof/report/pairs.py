"""A connector over every pair of dialects that it speaks, as a matrix: a row for each HRIS, a column for each LMS."""

from collections.abc import Iterator, Mapping
from typing import Any

from rosterproof.verdict import Outcome, RunVerdict, Standing

#: HRIS dialect and LMS dialect -> the verdict over them.
Pairs = Mapping[tuple[str, str], RunVerdict]
_WEIGHT = (Standing.BROKEN, Standing.INCONCLUSIVE, Standing.CERTIFIED)
_GAP = 2


def standing(pairs: Pairs) -> Standing:
    """What all of them come to: the worst."""
    return min((verdict.standing for verdict in pairs.values()), key=_WEIGHT.index)


def render(pairs: Pairs) -> str:
    """The matrix as text, and below it what no wire of a pair carries."""
    rows = list(_cells(pairs))
    widths = [max(map(len, column)) + _GAP for column in zip(*rows, strict=True)]
    lines = ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    for (hris, lms), verdict in pairs.items():
        lines += [f"{hris} → {lms}: {each}" for each in _left(verdict)]
    done = sum(verdict.standing is Standing.CERTIFIED for verdict in pairs.values())
    return "\n".join([*lines, f"{standing(pairs).upper()}  {done} of {len(pairs)} pairs certified", ""])


def markdown(pairs: Pairs) -> str:
    """The matrix in Markdown."""
    head, *rows = _cells(pairs)
    lines = [_row(head), _row(["---"] * len(head)), *map(_row, rows)]
    left = [f"- {hris} → {lms}: {each}" for (hris, lms), verdict in pairs.items() for each in _left(verdict)]
    return "\n".join([*lines, *([""] if left else []), *left, ""])


def as_data(pairs: Pairs) -> dict[str, Any]:
    """The matrix for programs."""
    return {
        "verdict": standing(pairs).value,
        "pairs": [
            {
                "hris": hris,
                "lms": lms,
                "verdict": verdict.standing.value,
                "stories": len(verdict.scenarios),
                "findings": sum(check.findings for check in verdict.checks),
                "witnesses": sum(check.witnesses for check in verdict.checks),
                "omitted": {check.check: check.reason for check in verdict.omissions},
                "left_out": dict(verdict.left_out),
                "reasons": list(verdict.reasons),
            }
            for (hris, lms), verdict in pairs.items()
        ],
    }


def _cells(pairs: Pairs) -> Iterator[list[str]]:
    sides = [list(dict.fromkeys(side)) for side in zip(*pairs, strict=True)]
    yield ["HRIS \\ LMS", *sides[1]]
    for hris in sides[0]:
        yield [hris, *(_cell(pairs[hris, lms]) for lms in sides[1])]


def _cell(verdict: RunVerdict) -> str:
    passed = sum(check.outcome is Outcome.PASSED for check in verdict.checks)
    return f"{verdict.standing}, {len(verdict.scenarios)} stories, {passed} checks passed"


def _left(verdict: RunVerdict) -> Iterator[str]:
    """What is not judged, and why, each reason once; or why it is not certified."""
    yield from verdict.reasons
    reasons: dict[str, list[str]] = {}
    for check in verdict.omissions:
        reasons.setdefault(check.reason, []).append(check.check)
    for name, why in verdict.left_out.items():
        reasons.setdefault(why, []).append(name)
    yield from (f"without {', '.join(what)} ({why})" for why, what in reasons.items())


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
