"""Remedies of rules/address.py."""

import json

from tests.rules.pair import NO_REQUEST, Pair

ADDRESS = "/user/address"
US = {
    "street": "123 Main St",
    "city": "San Francisco",
    "region": "CA",
    "postal_code": "94105",
    "country": "US",
}


def in_region(region: str) -> str:
    user = {"client_user_id": "u-1001", "address": {**US, "region": region}}
    return f"idv {json.dumps({'user': user})}"


PAIRS = [
    Pair("LC240", "Add it", {ADDRESS: US}),
    Pair("LC240", "send only `country`", {ADDRESS: {"country": "US"}}),
    Pair("LC240", "Add it", {f"{ADDRESS}/region": "ON"}, bad=1),
    Pair("LC240", "send only `country`", {ADDRESS: {"country": "CA"}}, bad=1),
    Pair("LC241", "Remove it", {f"{ADDRESS}/region": ...}),
    Pair("LC241", "Remove it", {f"{ADDRESS}/postal_code": ...}, bad=1),
    Pair("LC242", "Check that each part of the address is in the right field", {ADDRESS: US}),
    Pair("LC243", "Write only the part after the hyphen", {f"{ADDRESS}/region": "CA"}),
    Pair("LC244", "Use `CA`", {f"{ADDRESS}/region": "CA"}),
    Pair("LC245", "Keep only the first five digits", {f"{ADDRESS}/postal_code": "94105"}),
    Pair(
        "LC245",
        "Correct the postal code; a leading zero may be missing",
        {f"{ADDRESS}/postal_code": "02108"},
        bad='idv {"user": {"client_user_id": "u-1001", "address": {"street": "1 Beacon St", '
        '"city": "Boston", "region": "MA", "postal_code": "2108", "country": "US"}}}',
    ),
    Pair("LC245", "Correct the postal code", {f"{ADDRESS}/postal_code": "75001"}, bad=1),
    Pair("LC246", "Remove spaces and hyphens", {f"{ADDRESS}/postal_code": "SW1A2AA"}),
    Pair("LC247", "Correct the postal code", {f"{ADDRESS}/postal_code": "10115"}),
    Pair("LC247", "the country", {f"{ADDRESS}/country": "GB"}),
    Pair("LC248", "Correct the ZIP code or the state", {f"{ADDRESS}/region": "CA"}),
    Pair("LC249", "Use `US`", {f"{ADDRESS}/country": "US"}),
    Pair("LC249", "Use `GB`", {f"{ADDRESS}/country": "GB"}, bad=1),
    Pair("LC250", "Do not start the session", NO_REQUEST),
    Pair("LC250", "correct the country", {f"{ADDRESS}/country": "US"}),
    Pair("LC251", "Try the address in Sandbox"),
    Pair("LC244", "Use a code of US", {f"{ADDRESS}/region": "CA"}, bad=in_region("MX-JAL")),
    Pair("LC244", "Use an ISO 3166-2 code", {f"{ADDRESS}/region": "CA"}, bad=in_region("QQ")),
    Pair("LC244", "Use `CA`", {f"{ADDRESS}/region": "CA"}, bad=in_region("ca")),
    Pair(
        "LC249",
        "Use a code such as `US`",
        {f"{ADDRESS}/country": "US"},
        bad='idv {"user": {"client_user_id": "u-1001", "address": {"country": "ZZ"}}}',
    ),
]
