"""What the fixture of the pytest plug-in gives: ``linkcheck.integrations.pytest_watch``."""

from linkcheck.integrations.pytest_watch import *  # noqa: F403
