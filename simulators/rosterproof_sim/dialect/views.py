"""The views of a dialect, each under the operation it answers."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rosterproof_sim.dialect.contract.contract import Contract
from rosterproof_sim.dialect.message import Answer, Asked

View = Callable[[Asked[Any]], Answer]


class ContractMismatch(Exception):
    """Views and contract do not match, so nothing is served."""


class Views(Mapping[str, View]):
    """A registry that is a value: it holds what was put into it, and nothing is found by its name."""

    def __init__(self, *others: "Views") -> None:
        self._views: dict[str, View] = {name: view for other in others for name, view in other.items()}

    def view(self, operation_id: str) -> Callable[[View], View]:
        """Register the decorated function as the view of an operation."""

        def register(function: View) -> View:
            if operation_id in self._views:
                raise ContractMismatch(f"two views answer {operation_id}; take one of them out")
            self._views[operation_id] = function
            return function

        return register

    def matched(self, contract: Contract) -> "Views":
        """Return these views, or raise where a view or an operation stands alone."""
        operations = contract.operations()
        alone = [f"no view answers {each}" for each in operations if each not in self._views]
        alone += [f"no operation names the view {each}" for each in self._views if each not in operations]
        if alone:
            raise ContractMismatch(
                f"{contract.name} and its views do not match: {'; '.join(alone)}. "
                "Write what is missing, or take out what is too much."
            )
        return self

    def __getitem__(self, operation_id: str) -> View:
        return self._views[operation_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._views)

    def __len__(self) -> int:
        return len(self._views)
