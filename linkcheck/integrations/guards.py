"""Replacements for client methods, which check what the client sends.

All work of linkcheck during a call runs in ``contained`` or ``contained_async``. They return the
exception for a violation as a value, and only the ``__call__`` methods here raise it: these first
delete their references to the call, so that a traceback of ``InvalidPayload`` shows no values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from linkcheck.integrations.containment import contained, contained_async
from linkcheck.integrations.preflight import LinkCall, Preflight

_MARK = "_linkcheck"


class Sent(NamedTuple):
    """A Link call whose response will be checked. ``body`` is None if it was not checked."""

    call: LinkCall
    body: Any


Before = tuple[Any, BaseException | None]
"""The argument of ``after`` or None to skip it, and the exception that stops the call or None."""
UNCHECKED: Before = (None, None)


class Guarded:
    """Replaces a method of a client that sends, and checks Link calls before they are sent.

    ``inner`` is the original method; None for a hook, which does not send.
    """

    def __init__(self, preflight: Preflight, inner: Callable[..., Any] | None = None) -> None:
        self.preflight = preflight
        self.inner = inner
        self.replaced: Any = None

    def before(self, *arguments: Any, **options: Any) -> Before:
        """Check a call. The arguments are those of ``inner``."""
        raise NotImplementedError

    def after(self, sent: Any, response: Any) -> BaseException | None:
        """Check the response to a call; return an exception to raise instead of returning it."""
        raise NotImplementedError

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        sent = stop = response = None
        try:
            journal = self.preflight.journal
            sent, stop = contained(journal, self.before, *arguments, **options) or UNCHECKED
            if stop is None and self.inner is not None:
                response = self.inner(*arguments, **options)
                if sent is not None:
                    stop = contained(journal, self.after, sent, response)
            if stop is None:
                return response
            raise stop
        finally:
            arguments, options, sent, stop, response = (), {}, None, None, None

    def refuse_copy(self) -> Any:
        """Replace ``__getstate__``: a copy would send unchecked, or through the original."""
        raise TypeError(
            "a client with a linkcheck guard cannot be copied or pickled: "
            "create a second client and guard it too"
        )


class AsyncGuarded(Guarded):
    """Does the same as ``Guarded`` for an async method."""

    async def after_async(self, sent: Any, response: Any) -> BaseException | None:
        """Do the same as ``after``."""
        return self.after(sent, response)

    async def __call__(self, *arguments: Any, **options: Any) -> Any:
        sent = stop = response = None
        try:
            journal = self.preflight.journal
            sent, stop = contained(journal, self.before, *arguments, **options) or UNCHECKED
            if stop is None and self.inner is not None:
                response = await self.inner(*arguments, **options)
                if sent is not None:
                    stop = await contained_async(journal, self.after_async, sent, response)
            if stop is None:
                return response
            raise stop
        finally:
            arguments, options, sent, stop, response = (), {}, None, None, None


def _leave_alone(*_: Any, **__: Any) -> Before:
    return UNCHECKED


def install(client: Any, name: str, guarded: Guarded) -> None:
    """Replace a method of a client by ``guarded``, which wraps the original."""
    remove(client, name)
    attributes = vars(client)
    guarded.replaced = attributes.get(name)
    guarded.inner = getattr(client, name)
    attributes[name] = attributes[_MARK] = guarded
    attributes["__getstate__"] = guarded.refuse_copy  # both copy and pickle call it


def remove(client: Any, name: str) -> None:
    """Undo ``install``. Does nothing for a client without a guard."""
    attributes = vars(client)
    guarded = attributes.pop(_MARK, None)
    if guarded is None:
        return
    del attributes["__getstate__"]
    vars(guarded)["before"] = _leave_alone  # other code may have wrapped it
    if attributes.get(name) is guarded:
        del attributes[name]
        if guarded.replaced is not None:
            attributes[name] = guarded.replaced


def guard_of(client: Any) -> Guarded | None:
    """Return the guard that is installed in a client."""
    guarded = vars(client).get(_MARK)
    return guarded if isinstance(guarded, Guarded) else None
