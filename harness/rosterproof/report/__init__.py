"""Renderers of a judged run: console, html, junit, as_json. Each has `render(run) -> str` and decides nothing."""

from rosterproof.report.run import RunReport

__all__ = ["RunReport"]
