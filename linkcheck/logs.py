"""Write reports to ``logging``: ``linkcheck.integrations.logs``."""

from linkcheck.integrations.logs import *  # noqa: F403
