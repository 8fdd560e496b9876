"""Where the toolkit reads and writes: the use cases of the LMS, and no table."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from scim2_models import (
    ConflictException,
    InvalidValueException,
    NotFoundException,
    PreconditionFailedException,
    Resource,
    ResourceType,
    ResponseParameters,
    ScimProvider,
    SearchRequest,
    UniquenessException,
)
from scim2_server.storage import ScimStorage, SearchPage

from rosterproof_sim.dialect.meaning import user_created, user_deactivated, user_reactivated, user_updated
from rosterproof_sim.dialect.message import Deed
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.provisioning import Account
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.lms.lms import Lms
from rosterproof_sim.surfaces.scim import groups
from rosterproof_sim.surfaces.scim.change import differing
from rosterproof_sim.surfaces.scim.mapping import Around, Read, from_scim, manager_named, to_scim
from rosterproof_sim.surfaces.scim.narrowing import narrowed, sorted_by

#: Field of the profile -> the attribute in which it came.
_ATTRIBUTES = {"username": "userName", "external_id": "externalId", "email": "emails", "custom": "customFields"}


class Storage(ScimStorage):
    """One request's view of the accounts and groups of one LMS. It remembers what was read and done."""

    def __init__(self, lms: Lms, provider: ScimProvider) -> None:
        self._lms = lms
        self._accounts = lms.provisioning
        self._provider = provider
        self.read: list[User] = []
        self.deeds: list[Deed] = []

    def operation(self) -> AbstractContextManager[None]:
        """Enclose what may fail alone among the operations of a bulk request."""
        return _attempted(self._accounts.attempt())

    def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        """Return a resource."""
        with _in_scim_words():
            if resource_type.name == groups.NAME:
                shown = groups.members_shown(response_parameters)
                body = groups.to_scim(self._accounts.group(resource_id), self._accounts, members=shown)
                return self._resource(resource_type, body)
            return self._users(resource_type, [self._accounts.account(resource_id)])[0]

    def search(
        self,
        resource_types: list[ResourceType],
        search_request: SearchRequest[Any],
        *,
        position: Any = None,
    ) -> SearchPage:
        """Return a page of what a filter keeps. The store cuts it where it knows filter and order by itself."""
        del position  # pages are cut by index alone
        with _in_scim_words():
            start, count = search_request.start_index_0 or 0, search_request.count
            asked = search_request.filter
            wanted, order = narrowed(None if asked is None else asked.ast), sorted_by(search_request)
            alone = [each.name for each in resource_types] == ["User"]
            if alone and wanted.whole and (order is not None or search_request.sort_by is None):
                total = self._accounts.count(wanted.criteria)
                page = self._accounts.accounts(wanted.criteria, order, start, count) if count != 0 else []
                return SearchPage(total, self._users(resource_types[0], page))
            found: list[Resource[Any]] = []
            for each in resource_types:
                if each.name == groups.NAME:
                    shown = groups.members_shown(search_request)
                    written = groups.listed(self._accounts, members=shown)
                    found += [self._resource(each, body) for body in written]
                else:
                    found += self._users(each, self._accounts.accounts(wanted.criteria if alone else None))
            if asked is not None:
                found = [each for each in found if asked.match(each)]
            found = search_request.sort(found)
            return SearchPage(len(found), found[start : None if count is None else start + count])

    def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        """Open an account, or make a group."""
        with _in_scim_words():
            body = resource.model_dump()
            if resource_type.name == groups.NAME:
                made = self._accounts.make_group(*groups.read(body, self._accounts))
                return self._resource(resource_type, groups.to_scim(made, self._accounts))
            read = self._understood(body)
            account = self._accounts.open(read.fields, read.kept, active=read.active is not False)
            said = {name: value for name, value in read.fields.items() if value not in (None, {})}
            self.deeds.append(user_created(said, account.user))
            if not account.user.active:
                self.deeds.append(user_deactivated(account.user))
            return self._users(resource_type, [account])[0]

    def update(
        self, resource_type: ResourceType, resource: Resource[Any], *, expected_version: str | None = None
    ) -> Resource[Any]:
        """Have an account or a group be this from now on."""
        with _in_scim_words():
            current, body = self.get(resource_type, str(resource.id)), resource.model_dump()
            _refuse_stale(current, expected_version)
            if resource_type.name == groups.NAME:
                changed = self._accounts.change_group(str(resource.id), *groups.read(body, self._accounts))
                return self._resource(resource_type, groups.to_scim(changed, self._accounts))
            return self._users(resource_type, [self._changed(str(resource.id), self._understood(body, current))])[0]

    def delete(self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None) -> None:
        """Take an account out of provisioning, its records kept; or remove a group."""
        with _in_scim_words():
            _refuse_stale(self.get(resource_type, resource_id), expected_version)
            if resource_type.name == groups.NAME:
                self._accounts.remove_group(resource_id)
                return
            self._accounts.remove(resource_id)
            self.deeds.append(user_deactivated(self._lms.user(resource_id), "removed by provisioning"))

    def _changed(self, user_id: str, read: Read) -> Account:
        before = self._accounts.account(user_id).user
        differences = differing(before, read.fields)
        active = before.active if read.active is None else read.active
        account = self._accounts.change(
            user_id, differences, read.kept, active=active, active_unsaid=read.active is None
        )
        if before.active and not active:
            self.deeds.append(user_deactivated(account.user))
        if differences:
            self.deeds.append(user_updated(differences, account.user))
        if active and not before.active:
            self.deeds.append(user_reactivated(account.user))
        return account

    def _understood(self, body: Mapping[str, Any], current: Resource[Any] | None = None) -> Read:
        named = manager_named(body)
        managers: dict[str, str] = {}
        before = None if current is None else self._accounts.account(str(current.id)).user.manager_external_id
        if before is not None and current is not None and named == manager_named(current.model_dump()):
            # Named as before is meant as before, though somebody else may have the name as an id by now.
            managers[str(named)] = before
        elif named is not None:
            with suppress(NotFound):
                managers[named] = self._accounts.account(named).user.external_id
        return from_scim(body, managers)

    def _users(self, resource_type: ResourceType, accounts: Sequence[Account]) -> list[Resource[Any]]:
        users = [each.user for each in accounts]
        self.read += users
        names = sorted({each.manager_external_id for each in users if each.manager_external_id is not None})
        joined = self._accounts.groups_of([each.user_id for each in users])
        titles = {each.group: each.title for each in self._accounts.groups()} if joined else {}
        around = Around(
            managers=self._accounts.called(names) if names else {},
            groups={whose: [(each, titles.get(each, each)) for each in named] for whose, named in joined.items()},
        )
        return [self._resource(resource_type, to_scim(each, around)) for each in accounts]

    def _resource(self, resource_type: ResourceType, body: Mapping[str, Any]) -> Resource[Any]:
        model: type[Resource[Any]] = self._provider.model_for(resource_type)  # type: ignore[assignment]
        return model.model_validate(body)


def _refuse_stale(current: Resource[Any], expected_version: str | None) -> None:
    if expected_version is not None and (current.meta is None or current.meta.version != expected_version):
        raise PreconditionFailedException(detail="The resource has changed since that version. Read it again.")


@contextmanager
def _attempted(attempt: AbstractContextManager[Any]) -> Iterator[None]:
    with attempt:
        yield


@contextmanager
def _in_scim_words() -> Iterator[None]:
    """Say no as the standard does."""
    try:
        yield
    except NotFound as no:
        raise NotFoundException(detail=no.detail) from None
    except Invalid as no:
        raise InvalidValueException(detail=f"{_ATTRIBUTES.get(no.where, no.where)}: {no.what}") from None
    except Refused as no:
        kind = UniquenessException if no.code == "username-taken" else ConflictException
        raise kind(detail=no.detail) from None
