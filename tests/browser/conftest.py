"""One Chromium for the tests of a page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator["Browser"]:
    """A browser that is there for all tests of a module."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as browsers:
        running = browsers.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()
