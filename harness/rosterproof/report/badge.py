"""The verdict as a small picture to put on a page: whom to ask is in its title, as a badge alone proves nothing."""

from markupsafe import escape

from rosterproof.report.plain import plain
from rosterproof.report.run import RunReport
from rosterproof.verdict import Standing

_COLORS = {Standing.CERTIFIED: "#14784a", Standing.BROKEN: "#b9202c", Standing.INCONCLUSIVE: "#6b7481"}
#: Width of a letter of the text, on the average; the text is fitted to it.
_LETTER = 6.6
_PAD = 8
_LABEL = "Rosterproof"


def render(run: RunReport) -> str:
    """The badge as SVG."""
    verdict = run.verdict
    said = f"{verdict.standing} · {verdict.profile}{' (in part)' if verdict.partial else ''}"
    left, right = (round(len(text) * _LETTER) + 2 * _PAD for text in (_LABEL, said))
    title = escape(plain(_title(run)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="22" role="img" aria-label="{title}">'
        f"<title>{title}</title>"
        f'<clipPath id="r"><rect width="{left + right}" height="22" rx="4"/></clipPath>'
        f'<g clip-path="url(#r)"><rect width="{left}" height="22" fill="#262d38"/>'
        f'<rect x="{left}" width="{right}" height="22" fill="{_COLORS[verdict.standing]}"/></g>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">'
        f"{_text(_LABEL, _PAD)}{_text(said, left + _PAD)}</g></svg>\n"
    )


def _text(text: str, x: int) -> str:
    return f'<text x="{x}" y="15" textLength="{round(len(text) * _LETTER)}">{escape(plain(text))}</text>'


def _title(run: RunReport) -> str:
    until = run.certificate.valid_until if run.certificate else None
    valid = f", valid until {until:%Y-%m-%d}" if until else ""
    return f"{run.connector.name} {run.connector.version}: {run.verdict.standing} on {run.verdict.profile}{valid}"
