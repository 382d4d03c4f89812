"""Cases for rules/document_upload.py."""

from tests.rules.case import Case

IDS = ["DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX"]
TWO = [*IDS, "VJyR7wRm79TNGEKxpEG9fjpJ1mmM5Bt9ymVkR"]
THREE = [*TWO, "BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp"]
CONFIGS = "/identity/parsing_configs"


def identity(**members: object) -> dict[str, object]:
    """A request with these members of `identity`."""
    return {"identity": members}


def upload(**members: object) -> dict[str, object]:
    """A document upload with these members of `identity` besides."""
    return identity(is_document_upload=True, account_ids=IDS, **members)


CASES = [
    Case(
        "LC700",
        "upload",
        identity(is_document_upload=True),
        at=["/identity"],
        missing="account_ids",
        severity="error",
    ),
    Case(
        "LC700",
        "upload",
        identity(is_document_upload=True, account_ids=None),
        at=["/identity"],
        missing="account_ids",
    ),
    Case(
        "LC700",
        "upload",
        identity(is_document_upload=True, account_ids=[]),
        at=["/identity/account_ids"],
    ),
    Case("LC700", "upload"),
    Case("LC700", "upload", identity(is_document_upload=True, account_ids=IDS[0])),
    Case("LC700", "upload", identity(is_document_upload=False)),
    Case("LC700", "upload", identity(is_document_upload="true")),
    Case(
        "LC701",
        "upload",
        identity(is_document_upload=True, account_ids=THREE),
        at=["/identity/account_ids/1", "/identity/account_ids/2"],
        severity="error",
    ),
    Case("LC701", "upload", identity(account_ids=TWO), at=["/identity/account_ids/1"]),
    Case("LC701", "upload"),
    Case("LC701", "upload", identity(account_ids={"0": IDS})),
    Case(
        "LC702",
        "upload",
        identity(account_ids=IDS, parsing_configs=["ocr"]),
        at=["/identity/account_ids", CONFIGS],
        severity="warning",
    ),
    Case(
        "LC702", "upload", identity(is_document_upload=False, parsing_configs=["ocr"]), at=[CONFIGS]
    ),
    Case(
        "LC702",
        "request",
        {"products": ["identity"], **identity(parsing_configs=["ocr"])},
        at=[CONFIGS],
    ),
    Case("LC702", "upload"),
    Case("LC702", "upload", identity(account_ids=[], parsing_configs=None)),
    Case("LC702", "upload", identity(is_document_upload="true", account_ids=IDS)),
    Case("LC702", "request", identity(parsing_configs=["ocr"])),
    Case(
        "LC703",
        "upload",
        upload(parsing_configs=["risk_signals"]),
        at=[CONFIGS],
        severity="warning",
    ),
    Case("LC703", "upload", upload(parsing_configs=["ocr", "risk_signals"])),
    Case("LC703", "upload", upload(parsing_configs=["ocr"])),
    Case("LC703", "upload", upload(parsing_configs=[])),
    Case("LC703", "upload", upload(parsing_configs=["fraud_risk"])),
    Case("LC703", "upload", upload(parsing_configs=[{}])),
    Case("LC703", "upload", identity(parsing_configs=["risk_signals"])),
    Case(
        "LC704",
        "upload",
        without=["access_token"],
        at=[""],
        missing="access_token",
        severity="error",
    ),
    Case("LC704", "upload", {"access_token": None}, at=[""], missing="access_token"),
    Case("LC704", "upload"),
    Case(
        "LC704",
        "upload",
        {"update": {"user": True}, "user_id": "usr_9nSp2KuZ2x4JDw"},
        without=["access_token"],
    ),
    Case("LC704", "request", {"products": ["identity"], **identity(is_document_upload=False)}),
    Case("LC705", "upload", without=["products"], at=[""], missing="products", severity="warning"),
    Case("LC705", "upload", {"products": None}, at=[""], missing="products"),
    Case("LC705", "upload", {"products": []}, at=["/products"]),
    Case("LC705", "upload", {"products": ["auth"]}, at=["/products"]),
    Case("LC705", "upload", {"products": ["auth", "identity"]}),
    Case("LC705", "upload"),
    Case("LC705", "upload", without=["products", "access_token"]),
    Case("LC705", "update"),
    Case("LC706", "upload", without=["webhook"], at=[""], missing="webhook", severity="warning"),
    Case("LC706", "upload", {"webhook": None}, at=[""], context={"environment": "sandbox"}),
    Case("LC706", "upload"),
    Case("LC706", "upload", without=["webhook"], context={"environment": "production"}),
    Case("LC706", "upload", identity(is_document_upload=False), without=["webhook"]),
]
