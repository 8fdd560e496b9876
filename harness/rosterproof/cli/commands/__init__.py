"""One file per command. What is heavy is imported when the command is run, so that `--help` answers at once."""
