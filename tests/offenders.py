"""One test over many values, which fails once and lists every value that fails."""

from __future__ import annotations

import functools
import inspect
import traceback
from collections.abc import Callable, Iterable
from typing import Any

import pytest

Test = Callable[..., None]


def each(
    names: str | tuple[str, ...], values: Iterable[Any], ids: Callable[[Any], object] = repr
) -> Callable[[Test], Test]:
    """Like ``pytest.mark.parametrize``, but one test instead of one per value.

    Fixtures are set up once, for all values. Where a run of ``subtests`` would do, its reports on
    what passes cost as much as tests.
    """
    cases = list(values)
    assert cases, "no values: such a test cannot fail"
    named = (names,) if isinstance(names, str) else names

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def run_all(*args: Any, **fixtures: Any) -> None:
            errors = []
            for case in cases:
                given = (case,) if isinstance(names, str) else case
                try:
                    test(*args, **fixtures, **dict(zip(named, given, strict=True)))
                except (Exception, pytest.fail.Exception) as error:
                    errors.append((str(ids(case)), error))
            if errors:
                lines = [f"{name}\n{_last_frame(error)}" for name, error in errors]
                total = f"{len(errors)} of {len(cases)} cases fail"
                raise AssertionError("\n".join([total, *lines])) from errors[0][1]

        parameters = inspect.signature(test).parameters.values()
        run_all.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [p for p in parameters if p.name not in named]
        )
        return run_all

    return decorate


def _last_frame(error: BaseException) -> str:
    """The place and the message of an error."""
    return "".join(traceback.format_exception(error, limit=-1, chain=False))
