"""What the docstrings of the wire show is true."""

import doctest
import importlib
import pkgutil

import pytest

import rosterproof_sim

ROOMS = ("dialect", "dialects", "faults", "wire", "delivery", "web")
MODULES = [
    module.name
    for module in pkgutil.walk_packages(rosterproof_sim.__path__, "rosterproof_sim.")
    if module.name.split(".")[1] in ROOMS
]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


def test_there_are_some() -> None:
    assert sum(doctest.testmod(importlib.import_module(module)).attempted for module in MODULES) > 10
