"""What this wire's operations stand for in the words of our own contract, and how it writes our ids."""

from collections.abc import Mapping

from rosterproof_sim.dialect import HOUSEHOLD
from rosterproof_sim.dialects.hris.bamboohr.mapping import id_to_wire

#: No connector has to do these: they change who people are, or what is already written down about them.
NO_CONNECTORS: tuple[str, ...] = ()

STANDS_FOR: Mapping[str, tuple[str, ...]] = {
    "getDirectory": ("listEmployees",),
    "listEmployees": ("listEmployees",),
    "requestCustomReport": ("listEmployees",),
    "queryDataset": ("listEmployees",),
    "queryDatasetOld": ("listEmployees",),
    "getEmployee": ("getEmployee",),
    "getTable": ("getJobHistory",),
    "getChangedEmployees": ("listChanges",),
    "getChangedTable": ("listChanges",),
    "addEmployee": NO_CONNECTORS,
    "updateEmployee": NO_CONNECTORS,
    "addTableRow": NO_CONNECTORS,
    "updateTableRow": NO_CONNECTORS,
    "deleteTableRow": NO_CONNECTORS,
    "listDatasets": HOUSEHOLD,
    "listDatasetFields": ("listFields",),
    "listFields": ("listFields",),
    "listLists": ("listJobTitles", "listDepartments", "listLocations", "listLegalEntities"),
    "updateList": NO_CONNECTORS,
    "listTables": HOUSEHOLD,
    "listUsers": HOUSEHOLD,
    # A completion is of a type, and whoever writes the first one of a course makes its type.
    "listTrainingTypes": HOUSEHOLD,
    "addTrainingType": HOUSEHOLD,
    "updateTrainingType": HOUSEHOLD,
    "deleteTrainingType": NO_CONNECTORS,
    "listTrainingCategories": HOUSEHOLD,
    "addTrainingCategory": HOUSEHOLD,
    "updateTrainingCategory": HOUSEHOLD,
    "deleteTrainingCategory": NO_CONNECTORS,
    "listTrainingRecords": ("listTrainingRecords",),
    "addTrainingRecord": ("createTrainingRecord",),
    "updateTrainingRecord": NO_CONNECTORS,
    "deleteTrainingRecord": NO_CONNECTORS,
    "listWebhooks": ("listWebhookSubscriptions",),
    "addWebhook": ("createWebhookSubscription",),
    "getWebhook": ("getWebhookSubscription",),
    "updateWebhook": ("updateWebhookSubscription",),
    "deleteWebhook": ("deleteWebhookSubscription",),
    "getWebhookLog": HOUSEHOLD,
    "listMonitorFields": HOUSEHOLD,
    "listPostFields": HOUSEHOLD,
    "authorize": ("issueToken",),
    "issueToken": ("issueToken",),
}


def spelling(identifier: str) -> str:
    """Write one of our ids as this wire does; what is no employee's stays as it is.

    >>> spelling("E0000042"), spelling("C0000007")
    ('42', 'C0000007')
    """
    return id_to_wire(identifier) if identifier[:1] == "E" and identifier[1:].isdigit() else identifier
