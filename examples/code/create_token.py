from plaid.model.country_code import CountryCode
from plaid.model.link_token_create_request import LinkTokenCreateRequest
from plaid.model.link_token_create_request_user import LinkTokenCreateRequestUser
from plaid.model.products import Products


def create(client, user, token=None):
    request = LinkTokenCreateRequest(
        client_name="Wonderwallet",
        language="en",
        country_codes=[CountryCode("US")],
        user=LinkTokenCreateRequestUser(client_user_id=str(user.id)),
    )
    if token:
        request["access_token"] = token
    else:
        request["products"] = [Products("auth"), Products("balance")]
    return client.link_token_create(request)
