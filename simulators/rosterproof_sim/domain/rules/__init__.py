"""What follows from the words: pure functions, no clock, no database, no generator."""
