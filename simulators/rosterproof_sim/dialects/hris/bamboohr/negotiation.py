"""JSON or XML: the old endpoints answer XML unless JSON is asked for, by `Accept` or by `?format=json`."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from rosterproof_sim.dialect import Answer, Asked
from rosterproof_sim.dialects.hris.bamboohr import xml_text
from rosterproof_sim.web.tenant import Tenant

#: What the vendor sends with every page of data.
HEADERS = {"Cache-Control": "no-cache, private", "Vary": "Authorization,User-Agent"}


def wants_json(asked: Asked[Tenant]) -> bool:
    """Whether JSON is asked for. `*/*` does not."""
    named = str(asked.query.get("format", "")).lower()
    return named == "json" or (not named and "application/json" in asked.headers.get("accept", ""))


def either(asked: Asked[Tenant], body: Any, as_xml: Callable[[], Element]) -> Answer:
    """Answer in the form that is asked for."""
    if wants_json(asked):
        return Answer(body=body, headers=HEADERS)
    text = xml_text.written(as_xml())
    headers = {**HEADERS, "Content-Type": "text/xml; charset=UTF-8"}
    return Answer(body=text, media_type=xml_text.MEDIA_TYPE, headers=headers)


def empty(status: int = 200) -> Answer:
    """Answer with an empty page, as many of the old writes do."""
    return Answer(status=status, media_type="text/html", headers={"Content-Type": "text/html; charset=UTF-8"})
