"""Cases for rules/webhooks.py."""

from tests.rules.case import Case

TOKEN = "public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d"
OTHER = "public-sandbox-44ba202e-bf6b-45c6-a5ba-d526765626a9"
PRODUCTION = "public-production-44ba202e-bf6b-45c6-a5ba-d526765626a9"
ACCESS = "access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6"
FINISHED = "session-finished"
ADDED = "/link_sessions/0/results/item_add_results"


def session(**members: object) -> dict[str, object]:
    return {"link_sessions": [{"link_session_id": "s-1", **members}]}


def added(*tokens: object) -> dict[str, object]:
    return session(results={"item_add_results": [{"public_token": token} for token in tokens]})


CASES = [
    Case("LC900", "events", {"webhook_code": "NEW"}, ["/webhook_code"], severity="info"),
    Case("LC900", FINISHED, {"webhook_code": "NEW"}, ["/webhook_code"]),
    Case("LC900", "events"),
    Case("LC900", FINISHED),
    Case("LC900", "item-add-result"),
    Case("LC900", "events", {"webhook_code": None}),
    Case(
        "LC901",
        FINISHED,
        {"public_token": TOKEN},
        ["/public_token"],
        without=["public_tokens"],
        severity="warning",
    ),
    Case("LC901", FINISHED, {"public_token": TOKEN}, ["/public_token"], severity="info"),
    Case("LC901", FINISHED),
    Case("LC901", FINISHED, {"public_token": None}),
    Case("LC901", "item-add-result"),
    Case("LC902", FINISHED, {"public_token": OTHER}, ["/public_token"], severity="warning"),
    Case("LC902", FINISHED, {"public_token": TOKEN}),
    Case("LC902", FINISHED, {"public_token": OTHER, "public_tokens": [TOKEN, OTHER]}),
    Case("LC902", FINISHED, {"public_token": OTHER, "public_tokens": []}),
    Case("LC902", FINISHED, {"public_token": OTHER}, without=["public_tokens"]),
    Case("LC902", FINISHED, {"public_token": 5}),
    Case("LC903", FINISHED, at=[""], without=["public_tokens"], missing="public_tokens"),
    Case("LC903", FINISHED, {"public_tokens": []}, ["/public_tokens"], severity="info"),
    Case("LC903", FINISHED, {"status": "EXITED"}, ["/status"], severity="info"),
    Case("LC903", FINISHED),
    Case("LC903", FINISHED, {"status": "EXITED", "public_tokens": []}),
    Case("LC903", FINISHED, {"status": "EXITED"}, without=["public_tokens"]),
    Case("LC903", FINISHED, {"public_token": TOKEN}, without=["public_tokens"]),
    Case("LC903", FINISHED, {"status": "success", "public_tokens": []}, ["/public_tokens"]),
    Case("LC903", FINISHED, {"status": "exited"}, ["/status"], severity="info"),
    Case("LC903", FINISHED, {"status": "success"}),
    Case("LC903", FINISHED, {"status": "exited", "public_tokens": []}),
    Case("LC903", FINISHED, {"status": "abandoned"}),
    Case("LC903", FINISHED, {"status": 7}),
    Case("LC904", FINISHED, {"public_tokens": [TOKEN, ACCESS]}, ["/public_tokens/1"]),
    Case("LC904", FINISHED, {"public_token": "x"}, ["/public_token"], severity="warning"),
    Case("LC904", "item-add-result", {"public_token": "x"}, ["/public_token"]),
    Case("LC904", "get-response", added(TOKEN, ACCESS), [f"{ADDED}/1/public_token"]),
    Case(
        "LC904",
        "get-response",
        session(on_success={"public_token": "x"}),
        ["/link_sessions/0/on_success/public_token"],
    ),
    Case("LC904", FINISHED),
    Case("LC904", "item-add-result"),
    Case("LC904", "get-response"),
    Case("LC904", FINISHED, {"public_tokens": ["${PUBLIC_TOKEN}", None, 5]}),
    Case("LC905", FINISHED, {"environment": "production"}, ["/environment"], severity="warning"),
    Case("LC905", "item-add-result", {"environment": "production"}, ["/environment"]),
    Case("LC905", "item-add-result", {"public_token": PRODUCTION}, ["/public_token"]),
    Case("LC905", FINISHED, {"public_tokens": [TOKEN, PRODUCTION]}, ["/public_tokens/1"]),
    Case("LC905", "events", {"environment": "production"}, ["/environment"]),
    Case("LC905", "get-response", added(PRODUCTION), [f"{ADDED}/0/public_token"]),
    Case("LC905", "get-response", added(TOKEN, OTHER)),
    Case("LC905", "get-response"),
    Case("LC905", FINISHED),
    Case("LC905", "events", without=["environment"]),
    Case("LC905", "events", {"link_token": "abc", "environment": "production"}),
    Case("LC905", FINISHED, {"public_tokens": [5, None]}),
    Case("LC906", "get-response", added(TOKEN, OTHER, TOKEN), [f"{ADDED}/2/public_token"]),
    Case(
        "LC906",
        "get-response",
        {
            "link_sessions": [
                {"link_session_id": s, "results": {"item_add_results": [{"public_token": TOKEN}]}}
                for s in ("s-1", "s-2")
            ]
        },
        ["/link_sessions/1/results/item_add_results/0/public_token"],
    ),
    Case(
        "LC906",
        "get-response",
        session(results={"cra_item_add_results": [{"item_id": i} for i in ("A", "A", "B")]}),
        ["/link_sessions/0/results/cra_item_add_results/1/item_id"],
        severity="warning",
    ),
    Case("LC906", FINISHED, {"public_tokens": [TOKEN, TOKEN]}, ["/public_tokens/1"]),
    Case("LC906", FINISHED, {"public_tokens": [TOKEN, OTHER]}),
    Case("LC906", "get-response", added(TOKEN, OTHER)),
    Case(
        "LC906",
        "get-response",
        session(
            results={
                "cra_item_add_results": [{"item_id": "A"}],
                "cra_update_results": [{"item_id": "A"}],
            }
        ),
    ),
    Case("LC906", "get-response", added(None, None, [], [])),
]
