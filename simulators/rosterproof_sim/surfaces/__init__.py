"""Standards that several systems speak beside their own wire: each made once, and named by dialects that carry it."""
