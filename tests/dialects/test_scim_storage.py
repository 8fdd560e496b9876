"""The toolkit's contract of a storage, over the accounts and groups of an LMS."""

import pytest
from scim2_models import ScimProvider
from scim2_server.testing import ScimStorageContract
from unit.small_world import a_world

from rosterproof_sim.surfaces.scim.storage import Storage


class TestStorage(ScimStorageContract):
    """Held to the standard's own schemas, whole. Cursors (RFC 9865) are not announced, so nothing is asked of them."""

    @pytest.fixture
    def storage(self, provider: ScimProvider) -> Storage:
        return Storage(a_world().lms, provider)


for _name in [each for each in vars(ScimStorageContract) if "cursor" in each and each.startswith("test_")]:
    setattr(TestStorage, _name, None)
