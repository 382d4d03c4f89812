"""Check the Link calls of httpx before they are sent: ``linkcheck.httpx``."""

from linkcheck.integrations.httpx import *  # noqa: F403
