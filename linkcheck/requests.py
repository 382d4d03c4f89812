"""Check the Link calls of requests before they are sent: ``linkcheck.requests``."""

from linkcheck.integrations.requests import *  # noqa: F403
