"""See the Link calls that any client sends: ``linkcheck.integrations.interception``."""

from linkcheck.integrations.interception import *  # noqa: F403
