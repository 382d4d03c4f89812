"""Intercept the Link calls of any client: ``linkcheck.integrations.interception``."""

from linkcheck.integrations.interception import *  # noqa: F403
