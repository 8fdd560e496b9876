"""Rules that ask for so many people at each location."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from rosterproof.oracle.audience import means
from rosterproof.oracle.catalog import Rule
from rosterproof.oracle.learning import Account, Key
from rosterproof.oracle.look import Look


def see_to(look: Look, locations: Iterable[str | None]) -> Iterator[Account]:
    """Enroll whom such rules still need at these locations, and tell who that is."""
    rules = [rule for rule in look.roster.catalog.rules if rule.active and rule.minimum_holders is not None]
    rules = rules if look.enrolls else []
    for location in sorted(filter(None, set(locations))) if rules else ():
        for rule in rules:
            for course in rule.courses:
                yield from _fill(look, rule, (course, ""), look.roster.at(location))


def _fill(look: Look, rule: Rule, key: Key, people: list[Account]) -> Iterator[Account]:
    needed = rule.minimum_holders or 0
    holding = list(islice((account for account in people if look.holds(account, key)), needed))
    missing = needed - len(holding)
    if missing <= 0:
        return
    free = [
        account
        for account in people
        if account not in holding and key not in account.waived and means(rule, account, look.roster)
    ]
    for account in sorted(free, key=_rank)[:missing]:
        look.enroll(account, key, "rule", (rule,))
        yield account


def _rank(account: Account) -> tuple[date, str, str]:
    return account.hired or date.max, str(account.profile["external_id"]), account.account_id
