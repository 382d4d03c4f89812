"""Check the Link calls of plaid-python before they are sent: ``linkcheck.integrations.plaid``."""

from linkcheck.integrations.plaid import *  # noqa: F403
