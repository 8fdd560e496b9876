"""What a step does not say."""

from enum import Enum


class Absent(Enum):
    """Not said, which is not the same as null."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT
