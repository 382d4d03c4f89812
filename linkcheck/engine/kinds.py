"""Kinds of documents: what the engine needs of an API besides its rules."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path as FilePath
from typing import Any, Self


class DocumentKind(StrEnum):
    """A kind of document. The members of a subclass are the kinds of one API.

    A kind has the name of its schema file. It gives access to the API's schemas, example bodies and
    reference, so that the engine imports none of them.
    """

    # A kind equals its name, so it has the same hash; that of enum.Enum is slower.
    __hash__ = str.__hash__

    is_request: bool
    """True for documents that a client sends. Requests are checked strictly, others leniently."""

    snapshot: str
    """Which version of the API the schema describes, in words."""
    provider: str
    """Who provides the API, for messages."""
    answers: Mapping[str, str]
    """How the API answers a wrong shape: ``CODE``, or ``CODE: message``.

    Keys are ``missing`` and ``unknown``, whose message ends with the field's name, ``type``, and
    ``object`` for an object instead of a string.
    """

    def __new__(cls, name: str) -> Self:
        """Return a kind that equals its name; it is a request."""
        kind = str.__new__(cls, name)
        kind._value_ = name
        kind.is_request = True
        kind.snapshot = "this version of the API"
        kind.provider = "The API"
        kind.answers = {}
        return kind

    @classmethod
    def schema_folder(cls) -> FilePath:
        """Return the folder of the API's JSON Schemas."""
        raise NotImplementedError

    @classmethod
    def mask_token(cls, text: str) -> str | None:
        """Return a token of the API with its secret part masked; None for any other string."""
        return None

    @classmethod
    def example_bases(cls) -> Mapping[str, tuple[DocumentKind, dict[str, Any]]]:
        """Return the complete bodies for the examples of rules, by name."""
        return {}

    @classmethod
    def read_fact(cls, name: str, text: str) -> Any:
        """Return a fact that the documentation of a rule sets, parsed from its text."""
        return text

    def features(self) -> frozenset[str]:
        """Return the features (see ``View.features``) that rules about this kind may name.

        Empty if they are unknown: then every name is accepted.
        """
        return frozenset()

    def source_text(self, source: str) -> str:
        """Return a source of a rule in words."""
        return source


_served: list[tuple[type[DocumentKind], str]] = []


def serve(api: type[DocumentKind], rules: str) -> None:
    """Set the API that this program is about, with the package of its rules.

    The package has a function ``load()`` that imports all rules. Rules that name no kind of
    document are about the first kind of the API.
    """
    _served[:] = [(api, rules)]


def served() -> type[DocumentKind]:
    """Return the API that this program is about. Raises LookupError if there is none."""
    return _only()[0]


def served_rules() -> str:
    """Return the package of the API's rules. Raises LookupError if there is none."""
    return _only()[1]


def _only() -> tuple[type[DocumentKind], str]:
    if not _served:
        raise LookupError("no API is served: import linkcheck.documents first")
    return _served[0]
