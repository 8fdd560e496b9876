"""What this wire's operations stand for in the words of our own contract."""

from collections.abc import Mapping

from rosterproof_sim.dialect import HOUSEHOLD
from rosterproof_sim.dialect.wire import Intent
from rosterproof_sim.surfaces.scim import intent

#: No connector has to do these: they change who may learn together, or show a learner who that is.
NO_CONNECTORS: tuple[str, ...] = ()
_WRITING = ("updateUser", "deactivateUser", "reactivateUser")

STANDS_FOR: Mapping[str, tuple[str, ...]] = {
    "getServiceProviderConfig": HOUSEHOLD,
    "listResourceTypes": HOUSEHOLD,
    "getResourceType": HOUSEHOLD,
    "listSchemas": HOUSEHOLD,
    "getSchema": HOUSEHOLD,
    "listScimUsers": ("listUsers",),
    "searchScimUsers": ("listUsers",),
    "searchScim": ("listUsers",),
    "searchScimByPost": ("listUsers",),
    "getScimUser": ("getUser",),
    "createScimUser": ("createUser", "deactivateUser"),
    "replaceScimUser": _WRITING,
    "patchScimUser": _WRITING,
    "deleteScimUser": ("deactivateUser",),
    "bulkScim": ("createUser", *_WRITING),
    "getMe": NO_CONNECTORS,
    "listScimGroups": HOUSEHOLD,
    "searchScimGroups": HOUSEHOLD,
    "getScimGroup": HOUSEHOLD,
    "createScimGroup": NO_CONNECTORS,
    "replaceScimGroup": NO_CONNECTORS,
    "patchScimGroup": NO_CONNECTORS,
    "deleteScimGroup": NO_CONNECTORS,
}

INTENTS: Mapping[str, Intent] = {
    "createScimUser": intent.creation_meant,
    "replaceScimUser": intent.replacement_meant,
    "patchScimUser": intent.patch_meant,
    "deleteScimUser": intent.removal_meant,
}
