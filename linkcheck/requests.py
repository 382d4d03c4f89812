"""Check the Link calls of requests before they are sent: ``linkcheck.integrations.requests``."""

from linkcheck.integrations.requests import *  # noqa: F403
