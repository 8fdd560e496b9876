"""What views of other wires did, in the words of our own contracts: the deeds that dialects have to tell.

A view knows best what it was asked to do, and hands that on with its answer. So a story is judged alike on any wire.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from rosterproof_sim.dialect.message import Deed
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.people import Employee, NewTrainingRecord, TrainingRecord
from rosterproof_sim.domain.words.written import written


def employee_read(employee: Employee) -> Deed:
    """One employee was read."""
    return Deed(operation="getEmployee", about=(employee.employee_id,))


def employees_read(people: Iterable[Employee]) -> Deed:
    """Some employees were read."""
    return Deed(operation="listEmployees", listed=tuple(each.employee_id for each in people))


def training_recorded(new: NewTrainingRecord, made: TrainingRecord) -> Deed:
    """A completion was written back."""
    return Deed(operation="createTrainingRecord", body=written(new), answer=written(made), about=(made.employee_id,))


def user_created(fields: Mapping[str, Any], user: User) -> Deed:
    """An account was opened with a profile, in the fields of our own wire."""
    return _user("createUser", fields, user)


def user_updated(fields: Mapping[str, Any], user: User) -> Deed:
    """Fields of a profile were written; null clears one."""
    return _user("updateUser", fields, user)


def user_deactivated(user: User, reason: str | None = None) -> Deed:
    """An account was closed."""
    return _user("deactivateUser", {} if reason is None else {"reason": reason}, user)


def user_reactivated(user: User) -> Deed:
    """An account was opened again."""
    return _user("reactivateUser", {}, user)


def user_read(user: User) -> Deed:
    """One account was read."""
    return Deed(operation="getUser", about=(user.user_id, *([user.external_id] if user.external_id else [])))


def users_read(users: Iterable[User]) -> Deed:
    """Some accounts were read."""
    return Deed(operation="listUsers", listed=tuple(each.external_id for each in users if each.external_id))


def _user(operation: str, fields: Mapping[str, Any], user: User) -> Deed:
    about = (user.user_id, *([user.external_id] if user.external_id else []))
    return Deed(operation=operation, body={**fields}, answer=written(user), about=about)
