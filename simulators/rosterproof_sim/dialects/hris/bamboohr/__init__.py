"""BambooHR: REST with errors in headers, JSON or XML, an API key as basic user, hooks signed by HMAC."""

from rosterproof_sim.dialect import Dialect, KnownClient, Omission, Quirk, Reading, Switch, Views, Wire, told_nothing
from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.dialects.hris.bamboohr import (
    announce,
    changes,
    hooks,
    meaning,
    meta,
    oauth,
    people,
    reports,
    tables,
    training,
    xml_text,
)
from rosterproof_sim.dialects.hris.bamboohr.address import reach
from rosterproof_sim.dialects.hris.bamboohr.callers import by_basic_key
from rosterproof_sim.dialects.hris.bamboohr.refusal import refused
from rosterproof_sim.web.callers import by_token

_JSON = "application/json"


def _media_type(operation: Operation, sent: str, raw: bytes) -> str:
    """Say what a body is: many clients send XML and do not say so; a report is JSON only where exactly that is said."""
    plain = sent.partition(";")[0].strip().lower()
    if operation.id == "requestCustomReport":
        return _JSON if sent == _JSON else xml_text.MEDIA_TYPE
    if plain in ("application/xml", "text/xml") or (plain != _JSON and raw.lstrip().startswith(b"<")):
        return xml_text.MEDIA_TYPE
    return plain or _JSON


DIALECT = Dialect(
    system="hris",
    name="bamboohr",
    title="BambooHR",
    wires=(
        Wire(
            contract="hris/bamboohr.yaml",
            views=Views(
                people.VIEWS,
                changes.VIEWS,
                tables.VIEWS,
                reports.VIEWS,
                meta.VIEWS,
                training.VIEWS,
                hooks.VIEWS,
                oauth.VIEWS,
            ),
            callers={"key": by_basic_key, "oauth": by_token},
            reach=reach,
            reading=Reading(
                unknown_query="ignored", media_type=_media_type, bodies={xml_text.MEDIA_TYPE: xml_text.read}
            ),
            refusal=refused,
            quotas=told_nothing,
            stands_for=meaning.STANDS_FOR,
            intents={"addTrainingRecord": training.completion_meant},
            spelling=meaning.spelling,
        ),
    ),
    credentials=("API key as the user of HTTP Basic", "OAuth 2.0 authorization code"),
    announce=announce.employee_changed,
    courier=announce.COURIER,
    quirks=(
        Quirk(what="both URL styles", how="answer, with or without a slash at the end, and none redirects"),
        Quirk(what="an error", how="is in the header X-BambooHR-Error-Message, and the page is empty"),
        Quirk(what="the directory", how="hides leavers; a custom report shows them"),
        Quirk(what="XML", how="is what old endpoints answer unless JSON is asked for, and what clients send untold"),
        Quirk(what="0000-00-00", how="is no date, never null"),
        Quirk(what="rows of changed tables", how="are all rows of everybody who changed at all, and have no id"),
        Quirk(what="a termination", how="is a row of employmentStatus; there is no other way"),
        Quirk(what="an empty map", how="is [] in lists of training"),
        Quirk(what="a training record", how="is answered 201 when it is changed too, and twice is two records"),
        Quirk(what="somebody new", how="is told of by a webhook twice: created, then updated"),
        Quirk(what="a webhook", how="is sent again after 5, 10, 20, 40 and 80 minutes on 5xx, and never on 4xx"),
        Quirk(what="a report sent with a charset", how="is read as XML, and so malformed"),
    ),
    switches=(
        Switch(
            name="id_style", choices=("wire", "spec"), why="recorded ids are texts, the vendor's contract has numbers"
        ),
        Switch(name="throttle", choices=("429", "503", "503-bare"), why="the vendor changed it on 2026-09-16"),
        Switch(name="write_body", choices=("wire", "spec"), why="recorded writes echo, the contract has no body"),
        Switch(
            name="list_auth",
            choices=("basic", "oauth"),
            why="whether the new list takes an API key",
            unconfirmed=True,
        ),
        Switch(name="list_values", choices=("codes", "names"), why="whether list values are our codes or their names"),
        Switch(
            name="hook_timestamp",
            choices=("unix", "iso"),
            why="the form of X-BambooHR-Timestamp; taken when the hook is made",
            unconfirmed=True,
        ),
        Switch(
            name="hook_field_values",
            choices=("plain", "wrapped"),
            why="the form of values in hooks with fields; taken when the hook is made",
            unconfirmed=True,
        ),
    ),
    omissions=(
        Omission(
            what="score, result, expiry and time of a completion",
            why="a training record has a day and no more",
            lacks=("completion-time", "completion-score", "completion-result", "completion-expiry"),
        ),
        Omission(what="overall compliance status", why="the wire has no place for it", lacks=("compliance-status",)),
        Omission(
            what="time zone of a person", why="a location is a name; nothing tells its zone", lacks=("time-zones",)
        ),
        Omission(
            what="a manager who is not on record yet",
            why="somebody reports to an employee who is there, or to nobody",
            lacks=("managers-ahead",),
        ),
        Omission(
            what="a national id",
            why="the vendor has one for the United States only, and it is not for a connector to read",
            lacks=("national-ids",),
        ),
        Omission(
            what="a standard field called otherwise",
            why="aliases of standard fields are the vendor's, and no customer changes them",
            lacks=("renamed-fields",),
        ),
        Omission(
            what="what a training record said before",
            why="it is changed in place, and nothing tells that it was",
            lacks=("completion-correction",),
        ),
        Omission(what="several jobs at a time", why="jobInfo has one row for each date", lacks=("several-jobs",)),
        Omission(
            what="idempotency keys",
            why="the wire has none; a connector looks before it writes",
            lacks=("idempotency-keys",),
        ),
    ),
    clients=(
        KnownClient(
            name="curl", line="curl -u '{key}:x' -H 'Accept: application/json' {base_url}/api/v1/employees/directory"
        ),
        KnownClient(
            name="PyBambooHR",
            line="bamboo = PyBambooHR('acme', '{key}'); bamboo.base_url = '{base_url}/api/gateway.php/acme/v1/'",
        ),
        KnownClient(name="bamboohr-sdk", line="Configuration(host='{base_url}', username='{key}', password='x')"),
    ),
)
