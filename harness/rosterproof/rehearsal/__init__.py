"""Assignment rules tried on sample employees before anybody real is meant: what would be assigned, by when, and why.

The oracle works it out from the catalog alone. A simulated LMS can be asked too; where it assigns otherwise, one of the
two is wrong, and nothing is said about the samples.
"""

from rosterproof.rehearsal.sample import Sample, SampleFile, read_samples
from rosterproof.rehearsal.trial import Result, rehearse

__all__ = ["Result", "Sample", "SampleFile", "read_samples", "rehearse"]
