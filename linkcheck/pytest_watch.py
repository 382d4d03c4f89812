"""The value of the pytest fixture: ``linkcheck.integrations.pytest_watch``."""

from linkcheck.integrations.pytest_watch import *  # noqa: F403
