"""Check calls of Plaid's Link endpoints in any client: ``linkcheck.integrations.preflight``."""

from linkcheck.integrations.preflight import *  # noqa: F403
