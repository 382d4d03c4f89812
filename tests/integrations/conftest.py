"""The server of ``tests.integrations.server`` as a fixture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integrations.server import LinkServer, link_server


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with link_server() as running:
        yield running
