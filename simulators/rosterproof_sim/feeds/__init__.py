"""Employee feeds: schedules, and the files that the clock drops by them. No wire shapes here."""
