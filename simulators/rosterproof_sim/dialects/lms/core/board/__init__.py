"""The page at /reports: for managers and auditors. It holds nobody's data, and asks for it as its reader may."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from rosterproof_sim.dialect import Answer
from rosterproof_sim.web.sealed import sealed_headers

_STYLE = "style.css"
_SCRIPTS = ("door.js", "drawing.js", "compliance.js", "figures.js")


@cache
def page() -> Answer:
    """Answer the page: the same for everybody, and always."""
    environment = Environment(
        loader=PackageLoader("rosterproof_sim.dialects.lms.core.board", "page"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    style, scripts = _asset(_STYLE), [_asset(name) for name in _SCRIPTS]
    body = environment.get_template("page.html").render(style=style, scripts=scripts)
    return Answer(body=body, media_type="text/html", headers=sealed_headers(style, scripts))


def _asset(name: str) -> str:
    return files("rosterproof_sim.dialects.lms.core.board").joinpath("page", name).read_text(encoding="utf-8")
