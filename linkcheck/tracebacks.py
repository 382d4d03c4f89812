"""Remove values from exceptions: error trackers and ``pytest -l`` record the locals of frames.

A public function that takes a payload and may raise is ``discreet``: the frames of linkcheck in the
traceback lose their locals, but keep lines and function names. Frames of the caller and of other
packages are not changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from sys import _getframe
from types import FrameType, TracebackType
from typing import Any, TypeVar, cast

CallableT = TypeVar("CallableT", bound=Callable[..., Any])
_PACKAGE = __name__.partition(".")[0]
_COROUTINE = 0x80  # inspect.CO_COROUTINE; importing inspect is slow


def discreet(function: CallableT) -> CallableT:
    """Decorate a function or coroutine function, so that its exceptions contain no values."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            args, kwargs = (), {}
            _try_to_conceal(error)
            raise

    @wraps(function)
    async def await_call(*args: Any, **kwargs: Any) -> Any:
        try:
            return await function(*args, **kwargs)
        except BaseException as error:
            args, kwargs = (), {}
            _try_to_conceal(error)
            raise

    is_coroutine = function.__code__.co_flags & _COROUTINE
    return cast(CallableT, await_call if is_coroutine else call)


def _try_to_conceal(error: BaseException) -> None:
    try:  # noqa: SIM105  (suppress is one more call that may fail)
        conceal(error)
    except Exception:
        pass  # the exception matters more than its frames


def conceal(error: BaseException) -> None:
    """Clear the locals of all finished frames of linkcheck in the tracebacks of an exception.

    The caller must rebind its own locals, as its frame is still running. An exception of linkcheck
    loses the causes within linkcheck: a JSONDecodeError holds the whole document.
    """
    for raised in tuple(_chain(error)):
        frames = tuple(_frames(raised))
        if frames and is_ours(frames[-1]):
            raised.__cause__, raised.__context__ = None, _outside(raised.__context__)
        for frame in filter(is_ours, frames):
            try:
                frame.clear()
            except RuntimeError:  # it is still running
                continue


def summary(error: BaseException) -> str:
    """Return the traceback of an exception and its causes, with types instead of messages.

    The message of an exception may contain a value of the document.
    """
    from traceback import format_tb

    parts = [
        f"Traceback (most recent call last):\n{''.join(format_tb(raised.__traceback__))}"
        f"{type(raised).__qualname__}\n"
        for raised in _chain(error)
    ]
    return "\nThe above exception caused the following one:\n\n".join(reversed(parts))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and its causes, each once."""
    waiting, seen = [error], set[int]()
    while waiting:
        raised = waiting.pop()
        if id(raised) in seen:
            continue
        seen.add(id(raised))
        yield raised
        waiting += [e for e in (raised.__cause__, raised.__context__) if e is not None]


def _outside(error: BaseException | None) -> BaseException | None:
    """Return the first exception of a chain that the caller of linkcheck caught."""
    while error is not None and any(map(is_ours, list(_frames(error))[:1])):
        error = error.__context__
    return error


def _frames(error: BaseException) -> Iterator[FrameType]:
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        yield trace.tb_frame
        trace = trace.tb_next


def is_ours(frame: FrameType) -> bool:
    """Return whether a frame runs code of linkcheck."""
    return str(frame.f_globals.get("__name__", "")).partition(".")[0] == _PACKAGE


def stacklevel(is_skipped: Callable[[FrameType], bool] = is_ours, depth: int = 1) -> int:
    """Return the ``stacklevel``, for the calling function, of the first frame that is not skipped.

    ``depth`` 2 is for the caller of the calling function instead.
    """
    level, frame = 1, _getframe(depth)
    while frame.f_back is not None and is_skipped(frame):
        level, frame = level + 1, frame.f_back
    return level
