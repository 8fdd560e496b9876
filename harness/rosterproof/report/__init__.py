"""Renderers of a judged run, each with a `render(run)` that decides nothing: console, html, junit, as_json and more."""

from rosterproof.report.run import RunReport

__all__ = ["RunReport"]
