"""Models of client libraries as JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any

from linkcheck.shapes.guard import MAX_DEPTH, MAX_VALUES


def plain(payload: Any) -> Any:
    """A payload as JSON values: models give their ``to_dict()``, all else stays as it is.

    What cannot be converted stays, too, and the shapes report it: a model whose ``to_dict()``
    fails, and what is nested or repeated beyond the bounds of ``linkcheck.shapes.guard``.
    """
    return _Plain().all_of(payload) if _is_model(payload) else payload


def plain_throughout(payload: Any) -> Any:
    """As ``plain``, also for models within dicts and lists; a payload without any stays as it is.

    Looks at every value, so that it is for payloads that are known not to be made of JSON values.
    """
    conversion = _Plain()
    value = conversion.all_of(payload)
    return value if conversion.met_model else payload


def _is_model(payload: Any) -> bool:
    try:
        return not isinstance(payload, dict) and hasattr(payload, "to_dict")
    except Exception:  # raised by a property of that name
        return False


def _holds_one_value(payload: Any) -> bool:
    """True for the models that OpenAPI Generator makes for enums and the like, as ``Products``."""
    try:
        return hasattr(payload, "_data_store") and hasattr(payload, "value")
    except Exception:  # as above
        return False


class _Plain:
    """Turns models into JSON values. plaid-python leaves dates, and some models, in its dicts."""

    def __init__(self) -> None:
        self._room = MAX_VALUES
        self.met_model = False

    def all_of(self, payload: Any) -> Any:
        try:
            return self.value(payload)
        except Exception:  # raised by a class of the payload
            return payload

    def _first(self, values: Iterable[Any]) -> Iterable[Any]:
        """As many as may be looked at, and one more: some have no end."""
        return islice(values, max(self._room, 0) + 1)

    def value(self, value: Any, depth: int = 0) -> Any:
        self._room -= 1
        if self._room < 0 or depth > MAX_DEPTH:
            return value
        if _is_model(value):
            self.met_model = True
            try:
                value = value.to_dict()
            except Exception:
                return value
        elif _holds_one_value(value):
            self.met_model = True
            value = value.value
        if isinstance(value, dict):
            return {k: self.value(v, depth + 1) for k, v in self._first(value.items())}
        if isinstance(value, (list, tuple)):
            return [self.value(v, depth + 1) for v in self._first(value)]
        if isinstance(value, date):
            return value.isoformat()
        return value
