"""The toolkit's contract of a storage, over the accounts and groups of an LMS."""

from typing import Any

import pytest
from scim2_models import ScimProvider, SearchRequest
from scim2_server.testing import ScimStorageContract
from unit.small_world import a_world

from rosterproof_sim.surfaces.scim import shape
from rosterproof_sim.surfaces.scim.storage import Storage


class TestStorage(ScimStorageContract):
    """Held to the standard's own schemas, whole. Cursors (RFC 9865) are not announced, so nothing is asked of them."""

    @pytest.fixture
    def storage(self, provider: ScimProvider) -> Storage:
        return Storage(a_world().lms, provider)


for _name in [each for each in vars(ScimStorageContract) if "cursor" in each and each.startswith("test_")]:
    setattr(TestStorage, _name, None)


@pytest.mark.parametrize(
    ("asked", "shown", "total", "read"),
    [
        ({"count": 5}, 5, 60, 5),
        ({"start_index": 58, "count": 5, "sort_by": "userName", "sort_order": "descending"}, 3, 60, 3),
        ({"count": 0}, 0, 60, 0),
        ({"filter": 'userName eq "PERSON-7"'}, 1, 1, 1),
        ({"filter": 'externalId eq "X-7"'}, 1, 1, 1),
        ({"filter": 'externalId eq "X-7" and title pr'}, 0, 0, 1),
        ({"filter": "active eq true", "count": 5}, 5, 60, 5),
        ({"filter": 'meta.lastModified ge "2026-03-02T09:00:00Z"', "count": 5}, 5, 60, 5),
        ({"filter": 'userName sw "person-1" and active eq true', "count": 2}, 2, 11, 2),
        ({"filter": "title pr", "count": 2}, 0, 0, 60),
    ],
)
def test_what_is_looked_up_does_not_read_everybody(asked: dict[str, Any], shown: int, total: int, read: int) -> None:
    provider = shape.provider(lenient=True)
    lms = a_world().lms
    for number in range(60):
        fields = {"username": f"person-{number}", "external_id": f"X-{number}", "given_name": "Ada"}
        lms.provisioning.open(fields, {}, active=True)
    storage = Storage(lms, provider)
    users = provider.resource_types[0]
    page = storage.search([users], SearchRequest[shape.LmsUser](**asked))
    assert (len(page.resources), page.total, len(storage.read)) == (shown, total, read)
