"""The wires of human-resources systems."""
