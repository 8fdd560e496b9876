"""An operation as a command line to paste. Credentials are shell variables, so that none is written down."""

from collections.abc import Iterator, Mapping
from shlex import quote
from urllib.parse import urlencode

from rosterproof_sim.web.handbook.entry import Entry
from rosterproof_sim.web.handbook.sample import filled, written
from rosterproof_sim.web.handbook.scheme import Scheme, easiest


def command(root: str, entry: Entry, schemes: Mapping[str, Scheme]) -> str:
    """Write the command for one operation, with the parameters it needs and the example of its body."""
    needed = [each for each in entry.parameters if each.required]
    proofs = easiest(entry.security, schemes)
    url = root + filled(entry.path, {each.name: each.example for each in needed if each.place == "path"})
    query = urlencode({each.name: each.example for each in needed if each.place == "query"})
    keys = [f"{each.slot}=${each.variable}" for each in proofs if each.carrier == "query"]
    asked = "&".join(filter(None, (query, *keys)))
    whole = f"{url}?{asked}" if asked else url
    # A variable is filled in between double quotes only.
    first = "curl -sS" + ("" if entry.method == "GET" else f" -X {entry.method}")
    lines = [f"{first} {_double(whole) if keys else quote(whole)}"]
    lines += _proofs(proofs)
    lines += [f"-H {quote(f'{each.name}: {each.example}')}" for each in needed if each.place == "header"]
    lines += _body(entry)
    return " \\\n  ".join(lines)


def _proofs(proofs: tuple[Scheme, ...]) -> Iterator[str]:
    for each in proofs:
        if each.carrier == "header":
            yield f'-H "{each.slot}: ${each.variable}"'
        elif each.carrier == "bearer":
            yield f'-H "Authorization: Bearer ${each.variable}"'
        elif each.carrier == "basic":
            yield f'-u "${each.variable}"'


def _body(entry: Entry) -> Iterator[str]:
    if entry.body:
        content = entry.body[0]
        yield f"-H {quote(f'Content-Type: {content.media_type}')}"
        if content.examples:
            yield f"--data-raw {quote(written(content.media_type, content.examples[0].value))}"


def _double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("`", "\\`") + '"'
