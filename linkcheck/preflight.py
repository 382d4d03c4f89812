"""Check calls of Plaid's Link endpoints in any client: ``linkcheck.preflight``."""

from linkcheck.integrations.preflight import *  # noqa: F403
