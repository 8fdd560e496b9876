"""The proofs of an LMS that is provisioned by SCIM."""

from contract import conversations
from dialects import scim_talk

CONVERSATIONS = {"lms/core.yaml": conversations.LMS, "lms/scim.yaml": scim_talk.CONVERSATIONS}
play_a_past = conversations.play_a_past
ROUND_TRIPS = scim_talk.ROUND_TRIPS
PROOFS = scim_talk.PROOFS
