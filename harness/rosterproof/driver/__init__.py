"""Plays a compiled story against the simulators and a connector, and records what happened. It judges nothing."""
