"""Methods of clients that check what they send.

Whatever linkcheck does during a call runs in ``contained`` or ``contained_async``. What a violation
raises comes out of them as a value, and only the ``__call__`` methods here raise it: their frames
drop all that they hold of the call first, so that a traceback of ``InvalidPayload`` shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from linkcheck.integrations.containment import contained, contained_async
from linkcheck.integrations.preflight import LinkCall, Preflight

_MARK = "_linkcheck"


class Sent(NamedTuple):
    """A Link call whose response is to be checked. ``body`` is None if it was left alone."""

    call: LinkCall
    body: Any


Before = tuple[Any, BaseException | None]
"""What ``after`` gets, None to skip it; and what stops the call, None to let it go on."""
UNCHECKED: Before = (None, None)


class Guarded:
    """Takes the place of a method of a client that sends, and checks Link calls on their way.

    ``inner`` is what sends; None for a hook, which the client calls besides sending.
    """

    def __init__(self, preflight: Preflight, inner: Callable[..., Any] | None = None) -> None:
        self.preflight = preflight
        self.inner = inner
        self.replaced: Any = None

    def before(self, *arguments: Any, **options: Any) -> Before:
        """Check a call that has the arguments of ``inner``."""
        raise NotImplementedError

    def after(self, sent: Any, response: Any) -> BaseException | None:
        """Check the response to a call; return what to raise instead of handing it on."""
        raise NotImplementedError

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        sent = stop = response = None
        try:
            logger = self.preflight.logger
            sent, stop = contained(logger, self.before, *arguments, **options) or UNCHECKED
            if stop is None and self.inner is not None:
                response = self.inner(*arguments, **options)
                if sent is not None:
                    stop = contained(logger, self.after, sent, response)
            if stop is None:
                return response
            raise stop
        finally:
            arguments, options, sent, stop, response = (), {}, None, None, None

    def refuse_copy(self) -> Any:
        """Take the place of ``__getstate__``: a copy would send unchecked, or by the original."""
        raise TypeError(
            "a client with a guard of linkcheck cannot be copied or pickled: "
            "create a second client and guard it as well"
        )


class AsyncGuarded(Guarded):
    """As ``Guarded``, for a method that is awaited."""

    async def after_async(self, sent: Any, response: Any) -> BaseException | None:
        """As ``after``."""
        return self.after(sent, response)

    async def __call__(self, *arguments: Any, **options: Any) -> Any:
        sent = stop = response = None
        try:
            logger = self.preflight.logger
            sent, stop = contained(logger, self.before, *arguments, **options) or UNCHECKED
            if stop is None and self.inner is not None:
                response = await self.inner(*arguments, **options)
                if sent is not None:
                    stop = await contained_async(logger, self.after_async, sent, response)
            if stop is None:
                return response
            raise stop
        finally:
            arguments, options, sent, stop, response = (), {}, None, None, None


def _leave_alone(*_: Any, **__: Any) -> Before:
    return UNCHECKED


def install(client: Any, name: str, guarded: Guarded) -> None:
    """Let ``guarded`` take the place of a method of a client, for what was there before."""
    remove(client, name)
    attributes = vars(client)
    guarded.replaced = attributes.get(name)
    guarded.inner = getattr(client, name)
    attributes[name] = attributes[_MARK] = guarded
    attributes["__getstate__"] = guarded.refuse_copy  # what both copy and pickle call


def remove(client: Any, name: str) -> None:
    """Undo ``install``; a client without a guard stays as it is."""
    attributes = vars(client)
    guarded = attributes.pop(_MARK, None)
    if guarded is None:
        return
    del attributes["__getstate__"]
    vars(guarded)["before"] = _leave_alone  # somebody may have wrapped it
    if attributes.get(name) is guarded:
        del attributes[name]
        if guarded.replaced is not None:
            attributes[name] = guarded.replaced


def guard_of(client: Any) -> Guarded | None:
    """The guard that was installed in a client."""
    guarded = vars(client).get(_MARK)
    return guarded if isinstance(guarded, Guarded) else None
