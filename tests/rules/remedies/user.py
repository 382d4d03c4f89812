"""Remedies of rules/user.py."""

from tests.rules.pair import NO_REQUEST, Pair

USER_ID = "usr_9nSp2KuZ2x4JDw"
USER_TOKEN = "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PHONE = "+14155550010"

PAIRS = [
    Pair("LC220", "Add `user` with a `client_user_id`", {"/user": {"client_user_id": "u-1001"}}),
    Pair("LC221", "Use your own ID for the user", {"/user/client_user_id": "u-1001"}),
    Pair("LC221", "a hash", {"/user/client_user_id": HASH}),
    Pair("LC222", "Use your own ID for the user", {"/user/client_user_id": "u-1001"}),
    Pair("LC222", "a hash", {"/user/client_user_id": HASH}),
    Pair(
        "LC222",
        "Use your own ID for the user",
        {"/user/client_user_id": "u-1001", "/user/phone_number": "+14155550010"},
        bad=1,
    ),
    Pair("LC222", "a hash", {"/user/client_user_id": HASH, "/user/phone_number": PHONE}, bad=1),
    Pair("LC223", "Use an ID that is unique to the user", {"/user/client_user_id": "u-1001"}),
    Pair(
        "LC224", "Add `user` with your own ID for the user", {"/user": {"client_user_id": "u-1001"}}
    ),
    Pair("LC225", "Remove it", {"/user/date_of_birth": ...}),
    Pair("LC252", "Remove it", {"/user/legal_name": ...}),
    Pair("LC226", "Remove it", {"/user/name": ...}),
    Pair(
        "LC226",
        "for micro-deposits, use `user.legal_name`",
        {"/user/name": ..., "/user/legal_name": "Jane Doe"},
    ),
    Pair(
        "LC227",
        "Write a plus sign, the country code and the number, with digits only",
        {"/user/phone_number": PHONE},
    ),
    Pair(
        "LC227",
        "Write a plus sign, the country code and the number, with digits only",
        {"/user/phone_number": "+14155550123"},
        bad=1,
    ),
    Pair("LC228", "Correct the area code, prefix or length", {"/user/phone_number": PHONE}),
    Pair("LC229", "Remove it if you send it only for this flow", {"/user/phone_number": ...}),
    Pair("LC230", "Correct the address", {"/user/email_address": "jane@example.com"}),
    Pair("LC231", "Correct the date", {"/user/date_of_birth": "1990-01-01"}),
    Pair("LC231", "Correct the date", {"/user/date_of_birth": "1990-01-01"}, bad=1),
    Pair("LC232", "Do not send this user through Identity Verification", NO_REQUEST),
    Pair("LC233", "Send the `user_id` that `/user/create` returned", {"/user_id": USER_ID}),
    Pair(
        "LC233",
        "your own ID for the user goes in `user.client_user_id`",
        {"/user_id": ..., "/user": {"client_user_id": "u-1001"}},
    ),
    Pair(
        "LC234", "send the `user_token` that `/user/create` returned", {"/user_token": USER_TOKEN}
    ),
    Pair("LC234", "Send it as `user_id`", {"/user_token": ..., "/user_id": USER_ID}),
    Pair(
        "LC234",
        "Send the `user_token` that `/user/create` returned",
        {"/user_token": USER_TOKEN},
        bad=1,
    ),
    Pair("LC235", "Keep `user_id`", {"/user_token": ...}),
    Pair("LC235", "otherwise keep `user_token`", {"/user_id": ...}),
    Pair("LC236", "Add the `user_token` that `/user/create` returned", {"/user_token": USER_TOKEN}),
    Pair("LC236", "the `user_id`", {"/user_id": USER_ID}),
    Pair("LC237", "Add the `user_id` that `/user/create` returned", {"/user_id": USER_ID}),
    Pair("LC237", "the `user_token`", {"/user_token": USER_TOKEN}),
    Pair("LC237", "Add the `user_id` that `/user/create` returned", {"/user_id": USER_ID}, bad=1),
    Pair("LC237", "the `user_token`", {"/user_token": USER_TOKEN}, bad=1),
    Pair("LC238", "Add the `user_id` that `/user/create` returned", {"/user_id": USER_ID}),
    Pair("LC239", "Remove the prefix", {"/user/phone_number": "+447911123456"}),
    Pair(
        "LC229",
        "Use a seeded number, +1 415 555 0010 to 0015",
        {"/user/phone_number": PHONE},
        bad='{"user": {"client_user_id": "u-1001", "phone_number": "+12125551234"}}',
        context={"environment": "sandbox"},
    ),
    Pair(
        "LC233",
        "Send it as `user_token`",
        {"/user_id": ..., "/user_token": USER_TOKEN},
        bad=f'{{"user_id": "{USER_TOKEN}"}}',
    ),
    Pair("LC236", "Make sure that Plaid has enabled your account for `user_id`", bad=1),
]
