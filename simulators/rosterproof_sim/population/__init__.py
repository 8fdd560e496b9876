"""A seeded company: people, an org tree, careers. The only place that holds a random generator."""
