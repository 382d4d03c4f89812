"""The pytest plug-in: ``linkcheck.pytest_plugin``."""

from linkcheck.integrations.pytest_plugin import *  # noqa: F403
