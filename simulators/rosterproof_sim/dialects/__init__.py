"""One folder for each wire. A dialect knows no other dialect."""
