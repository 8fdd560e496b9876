"""An LMS that is provisioned by SCIM, asked the questions of our own wire: the port through which the rest looks.

Accounts are read and written by the standard, beneath `/scim/v2`; learning has no standard, and is read as ever. What
the standard cannot carry is not made up: why an account was closed is dropped.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from rosterproof.reference.wire import Answer, Unreachable, Wire

USERS = "/scim/v2/Users"
MEDIA_TYPE = "application/scim+json"
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
LEARNER = "urn:rosterproof:params:scim:schemas:extension:learner:1.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
PAGE = 200
#: Field of our own wire -> schema, attribute and, inside it, sub-attribute.
FIELDS: Mapping[str, tuple[str, str, str]] = {
    "external_id": (CORE, "externalId", ""),
    "username": (CORE, "userName", ""),
    "given_name": (CORE, "name", "givenName"),
    "family_name": (CORE, "name", "familyName"),
    "email": (CORE, "emails", ""),
    "job_title": (CORE, "title", ""),
    "department": (ENTERPRISE, "department", ""),
    "manager_external_id": (ENTERPRISE, "manager", "value"),
    "location": (LEARNER, "location", ""),
    "hire_date": (LEARNER, "hireDate", ""),
    "employment_status": (LEARNER, "employmentStatus", ""),
    "country": (LEARNER, "country", ""),
    "worker_type": (LEARNER, "workerType", ""),
    "position_start_date": (LEARNER, "positionStartDate", ""),
    "time_zone": (LEARNER, "timeZone", ""),
}
CUSTOM = f"{LEARNER}:customFields"
ACCOUNT = re.compile(r"/v1/users/([^/]+)(?:/(deactivate|reactivate))?")


class Scim(Wire):
    """One service provider."""

    #: The external id of each account, by its id: managers may be named by either.
    _names: Mapping[str, str]

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._names = {}

    def get(self, path: str, **query: str | int) -> Answer:
        """Read everybody, the accounts of one person, or what is not of accounts."""
        if path != "/v1/users":
            return super().get(path, **query)
        wanted = f"externalId eq {json.dumps(query['external_id'])}" if "external_id" in query else None
        rows = list(self._rows(wanted))
        self._names = {**self._names, **{row["id"]: row["externalId"] for row in rows if "externalId" in row}}
        return _told([record(row, self._names) for row in rows])

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        key: str | None = None,
        done: Callable[[], Answer | None] = lambda: None,
    ) -> Answer:
        """Write an account; whatever is not of accounts is asked as ever."""
        if method == "POST" and path == "/v1/users":
            return self._account(self._create(body))
        found = ACCOUNT.fullmatch(path)
        if found is None:
            return super().ask(method, path, body, key, done)
        where = f"{USERS}/{quote(found[1], safe='')}"
        if method == "GET":
            return self._account(super().ask("GET", where))
        operations = [_opened(found[2])] if found[2] else list(changes(body))
        return self._account(super().ask("PATCH", where, {"schemas": [PATCH], "Operations": operations}))

    def _rows(self, wanted: str | None) -> Iterator[dict[str, Any]]:
        """Those whom a filter keeps, page by page to the end.

        Raises:
            Unreachable: a page was refused.
        """
        start, total = 1, 1
        while start <= total:
            query = {"startIndex": start, "count": PAGE, **({} if wanted is None else {"filter": wanted})}
            page = super().ask("GET", f"{USERS}?{urlencode(query)}")
            if not page.ok:
                raise Unreachable(f"GET {USERS} answered {page.reason}")
            rows = page.body.get("Resources", [])
            yield from rows
            start, total = start + len(rows), page.body["totalResults"] if rows else 0

    def _create(self, profile: Mapping[str, Any]) -> Answer:
        """Nothing recognizes a request that comes twice, so before it is sent again what is there is looked at."""

        def there() -> Answer | None:
            rows = list(self._rows(f"externalId eq {json.dumps(profile['external_id'])}"))
            return Answer(status=200, headers={}, body=rows[0]) if rows else None

        return super().ask("POST", USERS, resource(profile), done=there)

    def _account(self, answer: Answer) -> Answer:
        if not answer.ok:
            return answer
        return Answer(status=answer.status, headers=answer.headers, body=record(answer.body, self._names))

    def _send(self, method: str, path: str, content: bytes | None, headers: Mapping[str, str]) -> Answer:
        """Say that it is SCIM, where it is."""
        if path.startswith(USERS):
            headers = {name: MEDIA_TYPE if value == "application/json" else value for name, value in headers.items()}
        return super()._send(method, path, content, headers)


def record(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """One account, in the words of our own wire.

    >>> record({"id": "U1", "userName": "ada", "active": True, "title": "nurse"}, {})["job_title"]
    'nurse'
    """
    told = {field: _value(row, *where) for field, where in FIELDS.items()}
    emails = row.get("emails") or [{}]
    manager = told["manager_external_id"]
    custom = (row.get(LEARNER) or {}).get("customFields") or ()
    return {
        **told,
        "user_id": row["id"],
        "active": row.get("active", True),
        "email": next((each["value"] for each in emails if each.get("primary")), emails[0].get("value")),
        "manager_external_id": names.get(manager, manager),
        "custom": {each["name"]: _typed(each) for each in custom},
    }


def resource(profile: Mapping[str, Any]) -> dict[str, Any]:
    """A new account, in the words of the standard."""
    made: dict[str, Any] = {"schemas": [CORE, ENTERPRISE, LEARNER], "active": True, ENTERPRISE: {}, LEARNER: {}}
    for field, value in profile.items():
        if value is None or field not in FIELDS:
            continue
        schema, attribute, inside = FIELDS[field]
        part = made if schema == CORE else made[schema]
        if inside:
            part.setdefault(attribute, {})[inside] = value
        else:
            part[attribute] = _emails(value) if field == "email" else value
    custom = [_named(name, value) for name, value in profile.get("custom", {}).items() if value is not None]
    made[LEARNER] |= {"customFields": custom} if custom else {}
    return made


def changes(differences: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The operations of a PATCH. What is cleared is removed; of the customer's own fields those alone that differ.

    >>> list(changes({"job_title": None, "family_name": "Berg"}))
    [{'op': 'remove', 'path': 'title'}, {'op': 'replace', 'path': 'name.familyName', 'value': 'Berg'}]
    """
    for field, value in differences.items():
        if field == "custom":
            yield from _custom_changes(value)
        elif value is None:
            yield {"op": "remove", "path": _path(field, whole=field == "manager_external_id")}
        else:
            yield {"op": "replace", "path": _path(field), "value": _emails(value) if field == "email" else value}


def _custom_changes(custom: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, value in custom.items():
        yield {"op": "remove", "path": f"{CUSTOM}[name eq {json.dumps(name)}]"}
        if value is not None:
            yield {"op": "add", "path": CUSTOM, "value": [_named(name, value)]}


def _opened(how: str) -> dict[str, Any]:
    return {"op": "replace", "path": "active", "value": how == "reactivate"}


def _path(field: str, *, whole: bool = False) -> str:
    schema, attribute, inside = FIELDS[field]
    name = attribute if whole or not inside else f"{attribute}.{inside}"
    return name if schema == CORE else f"{schema}:{name}"


def _value(row: Mapping[str, Any], schema: str, attribute: str, inside: str) -> Any:
    part = row if schema == CORE else row.get(schema) or {}
    return (part.get(attribute) or {}).get(inside) if inside else part.get(attribute)


def _emails(address: str) -> list[dict[str, Any]]:
    return [{"value": address, "type": "work", "primary": True}]


def _named(name: str, value: Any) -> dict[str, str]:
    if isinstance(value, str):
        return {"name": name, "value": value, "type": "text"}
    return {"name": name, "value": json.dumps(value), "type": "boolean" if isinstance(value, bool) else "number"}


def _typed(field: Mapping[str, str]) -> Any:
    return field["value"] if field.get("type", "text") == "text" else json.loads(field["value"])


def _told(rows: list[dict[str, Any]]) -> Answer:
    return Answer(status=200, headers={}, body={"data": rows, "next_cursor": None})
