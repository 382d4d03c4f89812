"""Recognizable JSON and YAML objects that are not Link documents."""

from __future__ import annotations

from typing import Any

from linkcheck.detection import is_error_answer, is_webhook
from linkcheck.sources.recordings import get

_WRAPPERS = (("error",), ("data",), ("body",), ("response", "data"), ("response", "body"))
"""Where clients keep the response: plaid-node, axios, superagent and custom error handlers."""

_EXPORTS: tuple[tuple[str, str], ...] = (
    ("openapi", "an OpenAPI description"),
    ("swagger", "an OpenAPI description"),
    ("_postman_variable_scope", "a Postman environment"),
)
"""Fields that only one kind of file has, and that kind."""


def description(value: Any) -> str | None:
    """Return what an object is, such as "a Plaid error"; None if unrecognized.

    For objects that ``detect`` does not recognize.
    """
    if not isinstance(value, dict):
        return None
    if is_error_answer(value) or any(is_error_answer(get(value, *path)) for path in _WRAPPERS):
        return "a Plaid error without its request"
    if _is_client_error(value):
        return "a client's error object without its request"
    if is_webhook(value):
        return "a webhook that linkcheck does not check"
    if isinstance(value.get("nbformat"), int):
        return "a Jupyter notebook, which is read only with the suffix .ipynb"
    if _is_collection(value):
        return "an API client's collection in a format that linkcheck does not read"
    return next((what for name, what in _EXPORTS if isinstance(value.get(name), str)), None)


def _is_client_error(value: dict[str, Any]) -> bool:
    """True for an error of axios, another JavaScript library or plaid-python."""
    name = value.get("name")
    if isinstance(name, str) and name.endswith("Error"):
        return isinstance(value.get("message"), str)
    if value.get("isAxiosError") is True:
        return True
    return value.keys() >= {"status", "reason", "body"} and isinstance(value["status"], int)


def _is_collection(value: dict[str, Any]) -> bool:
    """True for an export of Insomnia, Bruno, Thunder Client or Hoppscotch."""
    kind = value.get("type")
    if isinstance(kind, str) and kind.startswith("collection.insomnia"):
        return True
    if value.get("_type") == "export" and isinstance(value.get("resources"), list):
        return True
    if isinstance(value.get("name"), str):
        return any(
            isinstance(value.get(one), list) and other in value
            for one, other in (("items", "brunoConfig"), ("requests", "folders"))
        )
    return value.get("clientName") == "Thunder Client"
