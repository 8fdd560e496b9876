"""Stories: read from YAML in a closed language, checked, and compiled to a plan in which nothing is left open."""
