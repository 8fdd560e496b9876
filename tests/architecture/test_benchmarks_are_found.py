"""A benchmark is one file with a title and a run; the runner finds it and says when a figure misses its demand."""

from importlib import import_module

import pytest
from bench.row import Row, Sample, ratio
from bench.run import names


@pytest.mark.parametrize("name", names())
def test_a_benchmark_has_a_title_and_a_run(name: str) -> None:
    module = import_module(f"bench.bench_{name}")
    assert isinstance(module.TITLE, str)
    assert callable(module.run)


def test_a_figure_is_the_median_with_its_spread() -> None:
    row = Sample(seconds=(0.001, 0.002, 0.003, 0.004, 0.5)).row("reset", at_most=5.0)
    assert (row.value, row.unit, row.runs, row.verdict) == (pytest.approx(3.0), "ms", 5, "met")
    assert row.high is not None
    assert row.high > 4


def test_a_ratio_that_is_too_high_is_marked() -> None:
    row = ratio("deep page", Sample(seconds=(3.0,)), Sample(seconds=(2.0,)), at_most=1.2)
    assert (row.value, row.verdict) == (1.5, "MISSED")
    assert Row(what="anything", value=1, unit="s").verdict == ""
