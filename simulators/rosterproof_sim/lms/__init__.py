"""The LMS: accounts, the rules that enroll, learning and what it is worth. No wire shapes here."""
