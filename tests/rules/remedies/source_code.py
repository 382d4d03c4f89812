"""Remedies of the rules in linkcheck/rules/source_code.py."""

from __future__ import annotations

from tests.rules.pair import Pair

IMPORT = "from plaid.model.link_token_create_request import LinkTokenCreateRequest\n"
PRODUCTS = "from plaid.model.products import Products\n"
CREATE = "client.link_token_create({**body, %s})"
MODEL = "client.link_token_create(LinkTokenCreateRequest(products=[%s], **body))"

PAIRS = [
    Pair("LC260", "Pass `Products(...)`", {"": IMPORT + PRODUCTS + MODEL % "Products('auth')"}),
    Pair("LC261", "Pass your own ID", {"": CREATE % "'user': {'client_user_id': str(user.id)}"}),
    Pair("LC262", "Pass an ID", {"": CREATE % "'user': {'client_user_id': user.uuid}"}),
    Pair("LC263", "from the environment", {"": CREATE % "'secret': os.environ['PLAID_SECRET']"}),
    Pair("LC263", "or a secret store", {"": CREATE % "'secret': store.get('plaid')"}),
]
