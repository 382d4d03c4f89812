"""Check the Link calls of aiohttp before they are sent: ``linkcheck.aiohttp``."""

from linkcheck.integrations.aiohttp import *  # noqa: F403
