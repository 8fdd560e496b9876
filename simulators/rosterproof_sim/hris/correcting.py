"""Training records are never changed. One that was wrong, or was outdone, is corrected by another, openly."""

from collections.abc import Sequence

from rosterproof_sim.domain.words.people import NewTrainingRecord, TrainingRecord
from rosterproof_sim.domain.words.refusals import Invalid, Refused


def refuse_correction(new: NewTrainingRecord, held: Sequence[TrainingRecord]) -> None:
    """Refuse a correction of what is not there, or not in force, and one without a reason; and a reason for nothing."""
    if new.corrects is None:
        if new.result == "revoked":
            raise Invalid("corrects", "name the record that is revoked")
        if new.reason is not None:
            raise Invalid("reason", "there is nothing that this record corrects")
        return
    if new.reason is None:
        raise Invalid("reason", f"say why {new.corrects} is corrected")
    if all(each.record_id != new.corrects for each in held):
        raise Invalid("corrects", f"the employee has no record {new.corrects}")
    by = next((each for each in held if each.corrects == new.corrects), None)
    if by is not None:
        raise Refused("already-corrected", f"{new.corrects} is in force no more: {by.record_id} took its place.")
