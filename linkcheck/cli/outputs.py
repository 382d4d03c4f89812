"""Write the results of a run in one or more formats, to standard output or files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from linkcheck.cli.exits import WrongUsage
from linkcheck.cli.terminal import columns_of, standard_output, use_color, write
from linkcheck.output import FORMATS, Render, renderer
from linkcheck.output.results import Options, Result, Results, Totals
from linkcheck.sources.regular_files import identity

STREAMED = frozenset({"text", "concise", "jsonl"})
"""The formats that can be written result by result."""

_QUOTING = frozenset({"html", "sarif"})
"""The other formats that quote the source."""

_COUNTED = frozenset({"text", "concise"})


class Destination(NamedTuple):
    """A format and the file to write it to; None is standard output."""

    format: str
    file: str | None = None


def destinations(form: str, files: Sequence[str]) -> list[Destination]:
    """Return the outputs for ``--format`` and the values of ``--output-file``.

    ``FORMAT:PATH`` adds an output; ``PATH`` replaces standard output. Raises WrongUsage.
    """
    plain: list[Destination] = []
    added: list[Destination] = []
    for entry in files:
        name, colon, path = entry.partition(":")
        if colon and name in FORMATS:
            added.append(Destination(name, path))
        elif colon and len(name) > 1 and name.isalpha():  # one letter is a drive of Windows
            raise WrongUsage(_unknown(name))
        else:
            plain.append(Destination(form, entry))
    if len(plain) > 1:
        raise WrongUsage("only one --output-file may omit the format; use FORMAT:PATH.")
    chosen = [*(plain or [Destination(form)]), *added]
    places = [
        identity(destination.file) or os.path.realpath(destination.file)
        for destination in chosen
        if destination.file is not None
    ]
    if len(set(places)) < len(places):
        raise WrongUsage("two outputs cannot go to the same file.")
    if any(destination.file == "" for destination in chosen):
        raise WrongUsage("--output-file has no path.")
    return chosen


def _unknown(name: str) -> str:
    from linkcheck.suggestions import closest

    near = closest(name, FORMATS)
    hint = f"did you mean `{near}`?" if near else f"use one of {', '.join(FORMATS)}."
    return f"unknown format `{name}`; {hint} For a file of this name use ./{name}:..."


class _Stream(Protocol):
    def write(self, pieces: Iterable[str]) -> bool:
        """Write, and return whether the stream is still open."""


class _StandardOutput:
    def write(self, pieces: Iterable[str]) -> bool:
        return write(pieces)


class _File:
    """A file that is created when the block ends without an error."""

    def __init__(self, path: str, stack: ExitStack) -> None:
        from linkcheck.cli.atomic_files import replacing

        self._file = stack.enter_context(replacing(path))

    def write(self, pieces: Iterable[str]) -> bool:
        for piece in pieces:
            self._file.write(piece.encode("utf-8", "backslashreplace"))
        return True


class _Output:
    def __init__(self, render: Render, options: Options, stream: _Stream, streamed: bool) -> None:
        self.render = render
        self.options = options
        self.stream = stream
        self.streamed = streamed
        self.open = True

    def write(self, results: Results, *, summary: bool) -> None:
        options = self.options._replace(summary=self.options.summary and summary)
        self.open = self.open and self.stream.write(self.render(results, options))


class Outputs:
    """The outputs of a run: a context manager.

    Results are added one by one. The formats in ``STREAMED`` write each result at once. For the
    other formats, results with violations or crashes are kept, and one result per file; their
    sources only if a format quotes them. The files are created when the block ends without an
    error.
    """

    def __init__(
        self,
        chosen: Sequence[Destination],
        *,
        color: str = "auto",
        summary: bool = True,
        statistics: bool = False,
        unsafe_fixes: bool = False,
    ) -> None:
        """Raises WrongUsage for a format without statistics; the block raises Unwritable."""
        self.totals = Totals()
        self._chosen = [(d, _renderer(d.format, statistics)) for d in chosen]
        self._color, self._statistics = color, statistics
        self._options = Options(summary=summary, unsafe_fixes=unsafe_fixes)
        self._outputs: list[_Output] = []
        self._stack = ExitStack()
        self._kept: list[Result] = []
        self._last_file: str | None = None
        self._quotes = not statistics and any(d.format in _QUOTING for d in chosen)

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            for destination, render in self._chosen:
                self._outputs.append(self._output(destination, render, stack))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def _output(self, destination: Destination, render: Render, stack: ExitStack) -> _Output:
        streamed = destination.format in STREAMED and not self._statistics
        if destination.file is None:
            stream = standard_output()
            options = self._options._replace(
                color=use_color(self._color, stream, os.environ),
                columns=columns_of(stream, os.environ),
                encoding=getattr(stream, "encoding", None) or "utf-8",
            )
            return _Output(render, options, _StandardOutput(), streamed)
        options = self._options._replace(color=self._color == "always")
        return _Output(render, options, _File(destination.file, stack), streamed)

    @property
    def shows_violations(self) -> bool:
        """Whether standard output shows each violation."""
        return not self._statistics and any(d.file is None for d, _ in self._chosen)

    @property
    def wanted(self) -> bool:
        """Whether any of the outputs is still open."""
        return any(output.open for output in self._outputs)

    def add(self, result: Result) -> None:
        """Write a result, or keep it for the end."""
        self.totals.add(result)
        if result.violations:
            for output in self._outputs:
                if output.streamed:
                    output.write(Results((result,)), summary=False)
        self._keep(result)

    def _keep(self, result: Result) -> None:
        if all(output.streamed for output in self._outputs):
            return
        is_bad = result.violations or result.internal_errors or result.suppressed
        if is_bad or result.file != self._last_file:
            self._kept.append(
                result if self._quotes else result._replace(text="", value=None, snippets=None)
            )
        self._last_file = result.file

    def finish(self) -> None:
        """Write the kept results and the summaries."""
        skipped = self.totals.skipped
        for output in self._outputs:
            kept = () if output.streamed else tuple(self._kept)
            output.write(Results(kept, skipped, self.totals), summary=True)


def _renderer(form: str, statistics: bool) -> Render:
    if not statistics:
        return renderer(form)
    if form not in _COUNTED:
        raise WrongUsage(f"--statistics requires the format {' or '.join(sorted(_COUNTED))}.")
    from linkcheck.output.statistics import render

    return render
