"""What an auditor asks for, in sentences: held this role; this was required; this was done, so well; yes or no."""

from datetime import date

from rosterproof_sim.domain.rules.dates import day_in, days_after
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.catalog import Course
from rosterproof_sim.domain.words.obligations import Account, Held, Obligation, Position, Standing

_ANSWER = {True: "yes", False: "no"}


def of_person(account: Account, known_at: str) -> str:
    """Say what is to be said of a person as a whole."""
    day, user = account.day, account.position.user
    who = f"{named(account.position)} ({user.external_id})"
    begin = f"On {day}, as recorded by {known_at}, {who}"
    if not user.active:
        return f"{begin} had no open account: nothing was required. Compliant: not applicable."
    held = f"{begin} {_role(account.position, day)}."
    if account.compliant is None:
        return f"{held} This LMS was not there yet and knows of nothing required. Compliant: not known."
    broken = [each for each in account.obligations if not each.compliant]
    count = len(account.obligations)
    required = f"{count} course{'' if count == 1 else 's'} required" if count else "Nothing was required"
    why = f" ({', '.join(f'{each.course} {each.standing}' for each in broken)})" if broken else ""
    return f"{held} {required}. Compliant: {_ANSWER[account.compliant]}{why}."


def of_obligation(account: Account, each: Obligation, course: Course) -> str:
    """Say what is to be said of one required course."""
    for_what = f" for {each.instance}" if each.instance else ""
    law = f", {course.regulation}" if course.regulation else ""
    asked = ", ".join(each.required_by)
    return (
        f"{course.title} ({course.code}{law}){for_what} was required on {account.day} by {asked}"
        f"{f', due {each.due_on}' if each.due_on else ''}; {_done(each, account)}; "
        f"compliant: {_ANSWER[each.compliant]}, {_why(each, account.day)}."
    )


def named(position: Position) -> str:
    """Return the name of somebody, as it was typed."""
    return " ".join(part for part in (position.user.given_name, position.user.family_name) if part)


def _role(position: Position, day: date) -> str:
    user = position.user
    where = "".join(
        f" {word} {value}" for word, value in (("in", user.department), ("at", user.location)) if value is not None
    )
    role = f"the role {user.job_title}{where}" if user.job_title else f"no job title{where}"
    if position.since > day:
        return f"did not hold {role} yet: it is known from {position.since} on"
    return f"held {role} (known from {position.since} on, told {instant_text(position.told_at)})"


def _done(each: Obligation, account: Account) -> str:
    if each.basis is None:
        return "not completed"
    return _passed(each.basis, each, account)


def _passed(held: Held, each: Obligation, account: Account) -> str:
    day = day_in(account.position.user.time_zone, held.completed_at)
    by = f" by {held.passed_course}" if held.passed_course != each.course else ""
    by += f" in version {held.passed_version}" if held.passed_version > 1 else ""
    score = f" with {held.score:g}" if held.score is not None else ""
    score += f" ({held.reference})" if held.reference else ""
    until = f"valid through {held.expires_on}" if held.expires_on else "valid without end"
    return f"completed{by} on {day}, {held.result}{score}, {until}, recorded {instant_text(held.recorded_at)}"


def _why(each: Obligation, day: date) -> str:
    expired = each.basis.expires_on if each.basis is not None else None
    reasons: dict[Standing, str] = {
        "certified": "certified",
        "renewal_due": "certified, renewal open",
        "due": f"not over its due day {each.due_on}" if each.due_on else "without a due day yet",
        "waived": "excused",
        "on_leave": "on a leave that pauses due days",
        "overdue": f"overdue since {days_after(each.due_on or day, 1)}",
        "lapsed": f"lapsed since {days_after(expired or day, 1)}",
        "unassigned": "required, and not enrolled",
    }
    return reasons[each.standing]
