"""Components of Vue and Svelte: the scripts in them."""

from __future__ import annotations

from html.parser import HTMLParser

COMPONENTS = (".vue", ".svelte")

_SCRIPT = "script"
_GRAMMARS = {"ts": "typescript", "typescript": "typescript", "tsx": "tsx"}


class _Scripts(HTMLParser):
    """Finds the scripts of a component."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._begin: int | None = None
        self.ranges: list[tuple[int, int]] = []
        self.language = ""
        self.feed(text)
        self._end(len(text))

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a script begins."""
        given = dict(attrs)
        if tag == _SCRIPT and "json" not in (given.get("type") or ""):
            self._begin = self._offset() + len(self.get_starttag_text() or "")
            self.language = given.get("lang") or self.language

    def handle_endtag(self, tag: str) -> None:
        """Note where a script ends."""
        if tag == _SCRIPT:
            self._end(self._offset())

    def _end(self, offset: int) -> None:
        if self._begin is not None:
            self.ranges.append((self._begin, offset))
            self._begin = None


def scripts_of(data: bytes) -> tuple[bytes, str]:
    """Return the scripts of a component at their places in it, and their grammar.

    All else is blank.
    """
    text = data.decode()
    scripts = _Scripts(text)
    found: list[bytes] = []
    last = 0
    for start, end in scripts.ranges:
        found += [_blank(text[last:start]), text[start:end].encode()]
        last = end
    return b"".join(found), _GRAMMARS.get(scripts.language, "javascript")


def _blank(text: str) -> bytes:
    """Return white space of the same size, with the same lines."""
    return b"\n".join(b" " * len(line.encode()) for line in text.split("\n"))
