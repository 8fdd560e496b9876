"""Ids are counted, credentials derived; both are the same again for the same world."""

import base64
import doctest
import importlib
import pkgutil
import re

import pytest

import rosterproof_sim.domain
import rosterproof_sim.population
from rosterproof_sim.domain.rules.ids import credential


def test_a_credential_depends_on_all_that_it_is_made_from() -> None:
    made = {
        credential(seed, world, kind, counter)  # type: ignore[arg-type]
        for seed in (1, 2)
        for world in ("a", "b")
        for kind in ("token", "secret", "key", "learner", "session", "webhook", "message")
        for counter in (1, 2)
    }
    assert len(made) == 2 * 2 * 7 * 2


def test_a_webhook_secret_is_a_key_in_base64() -> None:
    secret = credential(1, "a", "webhook", 1)
    assert len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) == 32


@pytest.mark.parametrize("kind", ["launch", "registration", "statement"])
def test_what_other_standards_want_to_be_a_uuid_is_one(kind: str) -> None:
    made = [credential(1, "a", kind, counter) for counter in range(1, 200)]  # type: ignore[arg-type]
    # RFC 9562, version 8, of the one variant.
    shape = "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert all(re.fullmatch(shape, each) for each in made)
    assert len(set(made)) == len(made)


MODULES = [
    each.name
    for package in (rosterproof_sim.domain, rosterproof_sim.population)
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_docstrings_are_true(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0
