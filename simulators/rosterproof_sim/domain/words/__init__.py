"""The vocabulary: frozen data and closed sets, without rules. Imports nothing of the project, so that anyone may."""
