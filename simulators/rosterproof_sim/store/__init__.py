"""Where a world is kept: the only place that says SQL. A world is a database of its own, owned by one process."""
