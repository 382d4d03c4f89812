"""Write reports to ``logging``: ``linkcheck.logs``."""

from linkcheck.integrations.logs import *  # noqa: F403
