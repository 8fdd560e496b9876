"""Everything that the page shows, read out of one contract."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from rosterproof_sim.web.handbook.entry import Entry, Reply, read_entry, read_reply
from rosterproof_sim.web.handbook.prose import block, line
from rosterproof_sim.web.handbook.scheme import Scheme, read_schemes
from rosterproof_sim.web.handbook.shape import Shape, read_shape

_METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
_UNTAGGED = "Everything else"


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """The operations of one tag."""

    name: str
    description: Markup
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Handbook:
    """One contract, in the order it is read."""

    title: str
    version: str
    summary: Markup
    description: Markup
    schemes: Mapping[str, Scheme]
    groups: tuple[Group, ...]
    webhooks: tuple[Entry, ...]
    replies: tuple[Reply, ...]
    schemas: tuple[tuple[str, Shape], ...]


def read_handbook(document: dict[str, Any]) -> Handbook:
    """Read an OpenAPI document. Pure: the same document, the same handbook."""
    info, components = document["info"], document.get("components", {})
    return Handbook(
        title=info["title"],
        version=str(info["version"]),
        summary=line(info.get("summary")),
        description=block(info.get("description")),
        schemes={each.id: each for each in read_schemes(document)},
        groups=tuple(_groups(document)),
        webhooks=tuple(_entries(document, document.get("webhooks", {}))),
        replies=tuple(read_reply(document, name, each) for name, each in components.get("responses", {}).items()),
        schemas=tuple((name, read_shape(each)) for name, each in components.get("schemas", {}).items()),
    )


def _groups(document: dict[str, Any]) -> Iterator[Group]:
    """Gather the operations under their first tag: declared tags in their order, then the others."""
    said = {each["name"]: block(each.get("description")) for each in document.get("tags", ())}
    gathered: dict[str, list[Entry]] = {name: [] for name in said}
    for entry in _entries(document, document.get("paths", {})):
        gathered.setdefault(entry.tags[0] if entry.tags else _UNTAGGED, []).append(entry)
    for name, entries in gathered.items():
        if entries:
            yield Group(name=name, description=said.get(name, Markup()), entries=tuple(entries))


def _entries(document: dict[str, Any], items: Mapping[str, Any]) -> Iterator[Entry]:
    for path, item in items.items():
        for method in _METHODS:
            if method in item:
                yield read_entry(document, method, path, item)
