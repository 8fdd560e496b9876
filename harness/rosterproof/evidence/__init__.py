"""What a run leaves behind, and the only thing that is judged.

The driver writes it, `recheck` reads it back; oracle, checks and reports see nothing else.
"""
