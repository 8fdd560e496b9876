"""How a reader says that a package is refused."""

from collections.abc import Iterable

from rosterproof_sim.domain.words.content import Objection


class Refusal(Exception):
    """A package is refused, for one reason or for several."""

    def __init__(self, objections: Iterable[Objection]) -> None:
        self.objections = tuple(objections)
        super().__init__("; ".join(f"{each.where}: {each.what}" for each in self.objections))


def refusal(code: str, where: str, what: str) -> Refusal:
    """Refuse for one reason."""
    return Refusal([Objection(code=code, where=where, what=what)])
