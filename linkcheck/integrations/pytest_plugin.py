"""The pytest plug-in: a test that sends an invalid Link request fails. See docs/pytest.md.

pytest loads this module wherever linkcheck is installed. It imports only pytest; the implementation
is in ``linkcheck.pytest_watch``, which is loaded on demand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkcheck.integrations.pytest_names import FIXTURE, MARKER

if TYPE_CHECKING:
    from linkcheck.integrations.pytest_watch import LinkCalls

_MARKER_HELP = (
    f"{MARKER}(*, expect=(), enabled=True, **options): check the Link requests that the test "
    "sends; `expect` names rules that must report a violation, `options` are those of "
    "linkcheck.Checker"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("linkcheck")
    text = "fail each test that sends an invalid Plaid Link request"
    group.addoption("--linkcheck", action="store_true", default=False, help=text)
    parser.addini("linkcheck", f"{text} (same as --linkcheck)", type="bool", default=False)
    parser.addini(
        "linkcheck_fail_on",
        "lowest severity that fails a test: error, warning or info",
        default="error",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", _MARKER_HELP)
    if config.getoption("--linkcheck") or config.getini("linkcheck"):
        _watch(config, for_all=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.pluginmanager.has_plugin("linkcheck-watch") and any(map(_asks, items)):
        _watch(config, for_all=False)


def _asks(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return FIXTURE in fixtures or item.get_closest_marker(MARKER) is not None


def _watch(config: pytest.Config, *, for_all: bool) -> None:
    from linkcheck.integrations.pytest_watch import Watch

    config.pluginmanager.register(Watch(config, for_all=for_all), "linkcheck-watch")


@pytest.fixture
def link_calls(request: pytest.FixtureRequest) -> LinkCalls:
    """Return the Link calls of this test: ``reports`` so far, and ``expect(*rules)``."""
    watch = request.config.pluginmanager.get_plugin("linkcheck-watch")
    assert watch is not None
    return watch.calls_of(request.node)  # type: ignore[no-any-return]
