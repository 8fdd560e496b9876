"""A connector that says yes to everything."""
