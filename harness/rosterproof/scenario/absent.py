"""What a step of a story may leave out, where leaving out means something else than null."""

from enum import Enum


class Absent(Enum):
    """Not said, which is not the same as null."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT
#: The manager who is the head of the company.
TOP = "top"

Code = str | Absent | None
