"""The pytest plug-in: ``linkcheck.integrations.pytest_plugin``."""

from linkcheck.integrations.pytest_plugin import *  # noqa: F403
