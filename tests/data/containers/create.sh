#!/bin/sh
# curl https://sandbox.plaid.com/link/token/create -d '{"commented": "out"}'
curl -sX POST https://sandbox.plaid.com/link/token/create \
  -H 'Content-Type: application/json' -H "PLAID-CLIENT-ID: $PLAID_CLIENT_ID" -H "PLAID-SECRET: $PLAID_SECRET" \
  -d '{
    "client_name": "Wonderwallet", "language": "en",
    "country_codes": ["US", "UK"], "products": ["auth"],
    "user": {"client_user_id": "'"$USER_ID"'"}
  }' | jq .
curl "$PLAID_URL/link/token/create" --json @- <<EOF
{
  "client_id": "${PLAID_CLIENT_ID}", "secret": "$PLAID_SECRET", "client_name": "Wonderwallet",
  "language": $LANGUAGE, "country_codes": ["UK"], "products": ["auth"], "user": {"client_user_id": "u-1"}
}
EOF
curl https://production.plaid.com/link/token/get -d "{\"link_token\": \"nonsense\"}"
curl https://sandbox.plaid.com/link/token/create -d @body.json
cat <<'END' | curl --data-binary @- https://sandbox.plaid.com/link/token/get
{"link_tokn": "$literal"}
END
curl https://sandbox.plaid.com/link/token/create -d "$(cat <<EOF
{"client_name": "Wonderwallet", "language": "en", "country_codes": ["UK"], "products": ["auth"], "user": {"client_user_id": "u-1"}}
EOF
)"
