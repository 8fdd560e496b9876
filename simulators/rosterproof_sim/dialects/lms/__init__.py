"""The wires of learning systems."""
