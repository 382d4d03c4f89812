"""Check the Link calls of httpx before they are sent: ``linkcheck.integrations.httpx``."""

from linkcheck.integrations.httpx import *  # noqa: F403
