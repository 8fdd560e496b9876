"""Everybody on a day, as it was known at an instant: the facts are read in a few queries, for one or for all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rosterproof_sim.domain.rules.dates import day_in, days_after, midnight_in
from rosterproof_sim.domain.rules.obligation import Record, compliant, obligations
from rosterproof_sim.domain.rules.position import position_on
from rosterproof_sim.domain.rules.subject import Subject
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.learning import Enrollment, Key, User
from rosterproof_sim.domain.words.obligations import Account, Held, Position
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.lms.subject import with_groups
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import accounts, past
from rosterproof_sim.store.database import Connection
from rosterproof_sim.store.notes import Notes

#: Where a day begins first on Earth.
_FIRST = "Pacific/Kiritimati"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """Both times of a report: the day asked about, null for the day of `known_at` where each person works."""

    day: date | None
    known_at: datetime
    #: Whether it is the present: then no version of a profile but the newest one matters.
    is_present: bool = False

    def day_of(self, user: User) -> date:
        """Return the day asked about, which for nobody is one that had not begun."""
        today = day_in(user.time_zone, self.known_at)
        return today if self.day is None else min(self.day, today)

    @property
    def latest(self) -> date:
        """The last day that is meant anywhere."""
        return self.day or day_in(_FIRST, self.known_at)

    @property
    def earliest(self) -> date:
        """The first day that is meant anywhere."""
        return self.day or days_after(self.known_at.date(), -1)


def moment(tenant: Tenant, day: date | None, known_at: datetime | None) -> Moment:
    """Return both times of a report. Raises Invalid for what is not known yet."""
    now = tenant.clock.now()
    if known_at is not None and known_at > now:
        raise Invalid("known_at", f"{instant_text(known_at)} is after {instant_text(now)}, the present of this LMS")
    known = known_at or now
    if day is not None and day > day_in(_FIRST, known):
        raise Invalid("on", f"{day} had not begun at {instant_text(known)}: what was known then says nothing of it")
    return Moment(day=day, known_at=known.astimezone(UTC), is_present=day is None and known_at is None)


def roll(tenant: Tenant, db: Connection, when: Moment, user_ids: Sequence[str] | None = None) -> list[Account]:
    """Return accounts in order of id, each with what was required and how it stood."""
    whole = user_ids is None
    found = _present(tenant, db) if whole and when.is_present else _past(db, when, user_ids)
    facts = _Facts(
        reports=_reports(tenant, db, when, found, whole=whole),
        enrollments=past.enrollments(db, when.earliest, when.known_at, user_ids),
        waivers=past.waivers(db, when.known_at, user_ids),
        held=past.held(db, when.latest, when.known_at, user_ids),
        groups=past.groups(db, when.known_at, user_ids),
    )
    return [_account(tenant, when, position, facts) for position in found.values()]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Facts:
    """What is known of everybody asked about, by user id; reports by the external id of the manager."""

    reports: Mapping[str, tuple[Subject, ...]]
    enrollments: Mapping[str, Sequence[Enrollment]]
    waivers: Mapping[str, Sequence[tuple[Key, datetime]]]
    held: Mapping[str, Mapping[Key, Held]]
    groups: Mapping[str, Sequence[tuple[str, datetime, datetime | None]]]


def _account(tenant: Tenant, when: Moment, position: Position, facts: _Facts) -> Account:
    """Bring together what was known of one account, and judge it."""
    user, day = position.user, when.day_of(position.user)
    edge = _edge(user, day, when)
    if edge < tenant.opened_at or not user.active:
        return Account(day=day, position=position, obligations=(), compliant=None)
    curriculum = tenant.rulebook.at(edge)
    subject = Subject(
        user=user,
        today=day,
        title_since=position.title_since,
        absence_days=position.absence_days,
        reports=facts.reports.get(user.external_id, ()),
    )
    joined = facts.groups.get(user.user_id, ())
    groups = {group for group, since, left in joined if since <= edge and (left is None or left > edge)}
    record = Record(
        held=facts.held.get(user.user_id, {}),
        enrollments=[
            each
            for each in facts.enrollments.get(user.user_id, ())
            if each.closed_at is None or day_in(user.time_zone, each.closed_at) >= day
        ],
        waived=frozenset(key for key, at in facts.waivers.get(user.user_id, ()) if day_in(user.time_zone, at) <= day),
        leave_since=position.leave_since,
    )
    required = obligations(with_groups(subject, curriculum, frozenset(groups)), curriculum, tenant.policy, record)
    return Account(day=day, position=position, obligations=required, compliant=compliant(required))


def _past(db: Connection, when: Moment, user_ids: Sequence[str] | None) -> dict[str, Position]:
    """Return the profiles that held on the day, out of all that were told by the instant."""
    found = {}
    for user_id, told in past.versions(db, when.known_at, user_ids).items():
        position = position_on(told, when.day_of(told[-1]))
        if position is not None:
            found[user_id] = position
    return found


def _present(tenant: Tenant, db: Connection) -> dict[str, Position]:
    """Return the profiles as they are: the one told last always holds today, and what was noticed is kept beside it."""
    noticed = past.noticed(db)
    found = {}
    for user in accounts.page(db, accounts.UserFilter(), after=None, limit=None):
        note = noticed.get(user.user_id) or Notes(user_id=user.user_id)
        found[user.user_id] = Position(
            user=user,
            since=tenant.today(user),
            told_at=user.updated_at,
            title_since=note.title_since,
            absence_days=note.absence_days,
            leave_since=note.leave_since,
        )
    return found


def _edge(user: User, day: date, when: Moment) -> datetime:
    """Return the last instant of the day that counts: its end, or the one up to which things are known."""
    return min(when.known_at, midnight_in(user.time_zone, days_after(day, 1)) - timedelta(microseconds=1))


def _reports(
    tenant: Tenant, db: Connection, when: Moment, found: Mapping[str, Position], *, whole: bool
) -> dict[str, tuple[Subject, ...]]:
    """Return the people with open accounts who named each as manager on the day, where some rule asks for them."""
    if not tenant.rulebook.at(_latest_edge(when)).asks_for_reports:
        return {}
    everybody = found
    if not whole:
        named = past.reporting_to(db, {each.user.external_id for each in found.values()})
        everybody = _past(db, when, named)
    reports: defaultdict[str, list[Subject]] = defaultdict(list)
    for each in everybody.values():
        if each.user.active and each.user.manager_external_id is not None:
            reports[each.user.manager_external_id].append(Subject(user=each.user, today=when.day_of(each.user)))
    return {name: tuple(people) for name, people in reports.items()}


def _latest_edge(when: Moment) -> datetime:
    return min(when.known_at, midnight_in("Etc/GMT+12", days_after(when.latest, 1)))
