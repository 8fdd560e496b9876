"""What the two systems are about, in plain Python: words (frozen data) and rules (what follows from them)."""
