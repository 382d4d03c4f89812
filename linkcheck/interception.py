"""See the Link calls that any client in this process sends: ``linkcheck.integrations.interception``."""

from linkcheck.integrations.interception import *  # noqa: F403
