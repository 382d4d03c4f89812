"""Remedies of rules/get_request.py."""

from tests.rules.pair import Pair

TOKEN = {"/link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"}
LIVE = {"/link_token": "link-production-af1a0311-da53-4636-b754-dd15cc058176"}

PAIRS = [
    Pair("LC740", "Use the `link_token` that `/link/token/create` returned", TOKEN),
    Pair("LC740", "Use the `link_token` that `/link/token/create` returned", TOKEN, bad=1),
    Pair("LC741", "Call the host of the token's environment", facts={"environment": "sandbox"}),
    Pair("LC741", "use a token of the environment you call", LIVE),
]
