"""Parse and check webhooks: ``linkcheck.webhooks``."""

from linkcheck.integrations.webhooks import *  # noqa: F403
