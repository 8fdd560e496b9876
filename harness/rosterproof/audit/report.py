"""What an audit found, for a terminal, a program, a comment and a page.

Values come from HR and may hold anything: each form makes them harmless in its own way.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from itertools import groupby
from typing import Any
from unicodedata import normalize

import orjson

from rosterproof.audit import KINDS, Audit, Finding, Kind
from rosterproof.report.plain import plain
from rosterproof.report.summary import text as escaped

#: Findings of one kind in one field that are shown; JSON has all of them.
SHOWN = 5
#: Records of one finding that are named.
_NAMED = 4
#: The longest that a value is shown.
_LONG = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """The findings of one kind in one field."""

    kind: Kind
    field: str
    findings: tuple[Finding, ...]

    @property
    def records(self) -> int:
        """How many records they are about."""
        return len({who for finding in self.findings for who in finding.records})

    @property
    def count(self) -> str:
        """How many, in words."""
        records = f"{self.records} record{'' if self.records == 1 else 's'}"
        return records if self.records else f"{len(self.findings)} in the mapping"

    @property
    def examples(self) -> tuple[str, ...]:
        """The first of them, a line each."""
        return tuple(_example(finding) for finding in self.findings[:SHOWN])

    @property
    def left(self) -> int:
        """How many are not shown."""
        return max(0, len(self.findings) - SHOWN)


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditReport:
    """An audit, and what was audited."""

    hris: str
    mapping: str
    audit: Audit

    @property
    def sections(self) -> tuple[Section, ...]:
        """The findings by kind and field."""
        groups = groupby(self.audit.findings, key=lambda finding: (finding.kind, finding.field))
        return tuple(Section(kind=KINDS[kind], field=field, findings=tuple(found)) for (kind, field), found in groups)

    @property
    def looked_at(self) -> str:
        """What was read, in a line."""
        found = self.audit
        return f"{found.people:,} people, {found.present:,} of them present; {self.mapping} maps {found.mapped} fields"

    @property
    def headline(self) -> str:
        """The end of it, in a line."""
        defects, notes = self.audit.defects, self.audit.notes
        records = len({who for finding in defects for who in finding.records})
        if not defects:
            return f"NOTHING WRONG was found; {len(notes)} to be known"
        return f"{len(defects):,} DEFECTS in {records:,} records; {len(notes)} to be known"


def as_text(report: AuditReport) -> str:
    """For a terminal."""
    return plain("\n".join(_text(report)) + "\n")


def as_json(report: AuditReport) -> str:
    """For a program, whole."""
    content = {
        "hris": report.hris,
        "mapping": report.mapping,
        "people": report.audit.people,
        "present": report.audit.present,
        "mapped": report.audit.mapped,
        "defects": len(report.audit.defects),
        "notes": len(report.audit.notes),
        "findings": [{**asdict(finding), "defect": finding.defect} for finding in report.audit.findings],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode() + "\n"


def as_markdown(report: AuditReport) -> str:
    """For a comment, or the summary of a CI job."""
    return "\n".join(_markdown(report)) + "\n"


def as_html(report: AuditReport) -> str:
    """One page that opens from disk: no script, nothing fetched; everything from outside is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(
        loader=PackageLoader("rosterproof.audit", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = files("rosterproof.audit").joinpath("page/style.css").read_text(encoding="utf-8")
    shown: dict[str, Any] = {"report": report, "style": style, "plain": plain}
    return pages.get_template("audit.html").render(shown)


def _example(finding: Finding) -> str:
    named = ", ".join(finding.records[:_NAMED])
    more = len(finding.records) - _NAMED
    who = f"{named} and {more} more" if more > 0 else named
    said = [] if finding.value is None else [_shown(finding.value)]
    return " ".join(part for part in (who, *said, finding.note and f"({finding.note})") if part)


def _shown(value: str) -> str:
    """A value with whatever is not to be seen in it written out, cut where it is long."""
    return (ascii(value) if normalize("NFC", value) != value else repr(value))[:_LONG]


def _text(report: AuditReport) -> Iterator[str]:
    yield f"{report.hris}: {report.looked_at}"
    for section in report.sections:
        yield ""
        mark = "" if section.kind.defect else "  (to be known)"
        yield f"{section.kind.name:<17} {section.field:<26} {section.count}{mark}"
        yield f"  {section.kind.title}. {section.kind.todo}"
        yield from (f"    {example}" for example in section.examples)
        if section.left:
            yield f"    and {section.left} more; --json has all of them"
    yield ""
    yield report.headline


def _markdown(report: AuditReport) -> Iterator[str]:
    yield f"## {'❌' if report.audit.defects else '✅'} {escaped(report.headline)}"
    yield ""
    yield escaped(f"{report.hris}: {report.looked_at}.")
    if report.sections:
        yield ""
        yield "| | kind | field | how many | examples |"
        yield "|---|---|---|---|---|"
    for section in report.sections:
        sign = "❌" if section.kind.defect else "·"
        examples = "<br>".join(escaped(example) for example in section.examples[:2])
        yield f"| {sign} | {section.kind.title} | {escaped(section.field)} | {section.count} | {examples} |"
