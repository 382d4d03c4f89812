"""Parse and check webhooks: ``linkcheck.integrations.webhooks``."""

from linkcheck.integrations.webhooks import *  # noqa: F403
