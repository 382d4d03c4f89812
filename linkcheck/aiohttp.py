"""Check the Link calls of aiohttp before they are sent: ``linkcheck.integrations.aiohttp``."""

from linkcheck.integrations.aiohttp import *  # noqa: F403
