"""What ought to hold: HR changes x rules x mapping x policy x instant, worked out from nothing but evidence.

Plain Python with its own rule code. It shares none with the simulators or the reference connector, so that a mistake
in one of the three shows as a disagreement instead of as silence. `truth` says what an ideal connector would have
brought about; `wire` says what the LMS must hold after what this connector really wrote.
"""
