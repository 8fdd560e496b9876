"""The proofs of Workday: those of each of its wires."""

from dialects import workday_soap
from dialects.workday_soap import play_a_past

__all__ = ["CONVERSATIONS", "PROOFS", "ROUND_TRIPS", "play_a_past"]

CONVERSATIONS = {**workday_soap.CONVERSATIONS}
ROUND_TRIPS = {**workday_soap.ROUND_TRIPS}
PROOFS = {**workday_soap.PROOFS}
