"""Two connectors that do nothing: one in silence, one saying yes to everything. Neither may pass a must-check."""

from pathlib import Path

#: name -> connector file
VACUOUS = {name: Path(__file__).parent / name / "connector.yaml" for name in ("nothing", "yes")}
