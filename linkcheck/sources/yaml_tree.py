"""YAML files as trees of JSON values with their places.

The events of PyYAML are put together here instead of by its composer and constructor. So nothing
of a file is ever executed or instantiated, whatever its tags say; nesting and aliases are bounded
before they cost anything; and each scalar keeps its place. Plain scalars mean what PyYAML's safe
loader (YAML 1.1, as Ruby's too) makes of them, but dates stay the texts they are in JSON.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from linkcheck.pointer import Part, Path, Target
from linkcheck.sources.decode import Decoded, Duplicate, SourceError, repeated
from linkcheck.sources.excerpt import Excerpt
from linkcheck.sources.lines import Lines, Span
from linkcheck.sources.tree import Duplicates
from linkcheck.sources.yaml_text import content_start, scalar_excerpt

MAX_DEPTH = 200
MAX_VALUES = 1_000_000
MAX_ALIASED = 16 * 1024 * 1024
"""The most characters that aliases may stand for, beyond those of the text itself."""
MAX_DIGITS = 3500
"""The most characters of an integer: reading more takes time by the square of their number.

So many hexadecimal digits are fewer decimal ones than Python converts.
"""
MAX_TAGS = 100
"""The most ``%TAG`` lines before a document: libyaml compares each with all others."""
_TAG = "tag:yaml.org,2002:"
_BINARY = (_TAG + "binary", "!binary")  # Ruby's Psych writes the second, and reads both


class YamlMissing(Exception):
    """PyYAML is not installed."""


@dataclass(slots=True, eq=False)
class Node:
    """A value with its range in the text.

    ``members`` are the pairs of a mapping (with merged ones, which come first), ``entries`` those
    of a sequence. ``style`` is that of a scalar; ``is_binary`` says that it holds Base64. ``size``,
    ``length`` (of strings) and ``depth`` count what an alias stands for each time. ``target`` is
    what an alias stands for. ``is_marked`` says that it has an anchor or a tag, and ``is_block``
    that a container has no brackets.
    """

    start: int
    end: int
    value: Any = None
    style: str = ""
    is_binary: bool = False
    is_marked: bool = False
    is_block: bool = False
    members: list[tuple[Node, Node]] | None = None
    entries: list[Node] | None = None
    size: int = 1
    length: int = 0
    depth: int = 1
    target: Node | None = None
    names: dict[str, tuple[Node, Node]] = field(default_factory=dict)

    @property
    def content(self) -> Node:
        """The node itself, or what it is an alias of."""
        return self.target or self


class YamlTree:
    """A document of a YAML file as a tree."""

    def __init__(self, lines: Lines, root: Node, duplicates: tuple[Duplicate, ...]) -> None:
        self.lines = lines
        self.root = root
        self.value = root.content.value
        self._duplicates = Duplicates(duplicates)

    def want(self, path: Path) -> None:
        """Nothing to do: the places are known."""

    def range(self, path: Path) -> tuple[int, int]:
        return _range(self._node(path), "value", None)

    def is_binary(self, path: Path) -> bool:
        return self._node(path).content.is_binary

    def excerpt(self, path: Path) -> Excerpt:
        node = self._node(path).content
        return scalar_excerpt(self.lines.text, node.start, node.end, node.style, node.value)

    def inline(self, path: Path) -> Decoded:
        root = self._node(path)

        def locator(targets: Sequence[Target]) -> list[Span]:
            return [self.lines.span(*_find(root, *target)) for target in targets]

        value, duplicates = root.content.value, self._duplicates.below(path)
        text = self.lines.text
        return Decoded(text, value, duplicates, locator=locator, lines=self.lines)

    def _node(self, path: Path) -> Node:
        node = self.root
        for step in path:
            node = _child(node, step)[1]  # type: ignore[index]  # callers follow the value
        return node


def _child(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    """The member or entry of a node: key and value."""
    content = node.content
    if content.entries is not None:
        if isinstance(step, int) and step < len(content.entries):
            return None, content.entries[step]
        return None
    return content.names.get(step) if isinstance(step, str) else None


def _find(node: Node, path: Path, kind: Part) -> tuple[int, int]:
    key: Node | None = None
    for step in path:
        found = _child(node, step)
        if found is None:
            return _range(node, "object-start", key)
        key, node = found
    return _range(node, kind, key)


def _range(node: Node, kind: Part, key: Node | None) -> tuple[int, int]:
    if kind == "key" and key is not None:
        return key.start, key.end
    if node.start == node.end and key is not None:  # a member without a value
        return key.start, key.end
    is_container = node.members is not None or node.entries is not None
    if kind == "object-start" and is_container:
        return node.start, node.start + 1
    return node.start, node.end


def read(text: str) -> Iterator[YamlTree]:
    """The documents of a YAML text. Raises SourceError where it is broken, and YamlMissing."""
    try:
        import yaml
    except ImportError:
        raise YamlMissing from None
    lines = Lines(text)
    _refuse_many_tags(text, lines)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # libyaml takes a text as UTF-8, which has no surrogates.
        events = yaml.parse(text.encode("utf-8", "replace"), Loader=loader)
        composer = _Composer(lines, _scalars())
        for event in events:
            root = composer.take(type(event).__name__, event)
            if root is not None:
                yield YamlTree(lines, root, tuple(composer.duplicates))
                composer = _Composer(lines, composer.scalars)
    except SourceError:
        raise
    except (yaml.YAMLError, ValueError) as error:  # as of the version of a directive
        broken = _broken(text, lines, error)
        # libyaml has a limit of its own, and may meet it before it gives the first of the levels.
        _refuse_deep(text[: broken.offset], lines, loader)
        raise broken from None


def _refuse_deep(start: str, lines: Lines, loader: Any) -> None:
    """Raise SourceError if the start of a text, which may end anywhere, is nested too deep."""
    import yaml

    depth = 0
    with suppress(yaml.YAMLError):
        for event in yaml.parse(start.encode("utf-8", "replace"), Loader=loader):
            mark: Any = event.start_mark
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    raise _too_deep(lines, mark.index)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1


def _too_deep(lines: Lines, offset: int) -> SourceError:
    what = f"The document is nested more than {MAX_DEPTH} levels deep."
    hint = "No Link document needs more than 20: look for data that was wrapped again."
    return SourceError(what, hint, lines.text, offset, lines)


_LINE = re.compile(r"(?:\A\ufeff?|[\r\n\x85\u2028\u2029])(%TAG[ \t]|---)")


def _refuse_many_tags(text: str, lines: Lines) -> None:
    count = 0
    for found in _LINE.finditer(text) if text.count("%TAG") > MAX_TAGS else ():
        count = 0 if found[1] == "---" else count + 1
        if count > MAX_TAGS:
            what = f"The document has more than {MAX_TAGS} `%TAG` directives."
            raise SourceError(what, "Leave them out.", text, found.start(1), lines)


def _broken(text: str, lines: Lines, error: Any) -> SourceError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    # Where there is no mark, a character is not allowed; the place is given in bytes.
    read = text.encode("utf-8", "replace")[: getattr(error, "position", 0)]
    offset = mark.index if mark else len(read.decode("utf-8", "ignore"))
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "broken"
    problem = _QUOTED.sub(_without_words, _FOUND.sub("", problem))
    what = f"This is not valid YAML: {' '.join(problem.split())}{_context(error, offset, lines)}."
    hint = "Look for a tab, a missing quote or colon, or wrong indentation here or just above."
    return SourceError(what, hint, text, offset, lines)


# libyaml quotes signs only; the parser in pure Python quotes pieces of the text, too.
_FOUND = re.compile(r", but (?:found|got) .*", re.DOTALL)
_QUOTED = re.compile(r""" ?(?:'([^']+)'|"([^"]+)")""")
_SIGN = re.compile(r"[^\w\s]|\\t| |<document start>")


def _without_words(quoted: re.Match[str]) -> str:
    return quoted[0] if _SIGN.fullmatch(quoted[1] or quoted[2]) else ""


def _context(error: Any, offset: int, lines: Lines) -> str:
    """What was being read, and where that begins if it is not on the line of the error."""
    context = getattr(error, "context", None)
    mark = getattr(error, "context_mark", None)
    if not context:
        return ""
    line, here = (lines.position(at)[0] for at in (mark.index if mark else offset, offset))
    return f" {context}" if line == here else f" {context} that begins on line {line}"


@dataclass(slots=True)
class _Open:
    """A container whose end has not come yet. ``key`` is that of the member under way."""

    node: Node
    anchor: str | None
    key: Node | None = None
    merged: list[Node] = field(default_factory=list)


class _Composer:
    """Puts the events of one document together. Iterative: nesting may be deep."""

    def __init__(self, lines: Lines, scalars: Any) -> None:
        self.lines = lines
        self.text = lines.text
        self.scalars = scalars
        self.duplicates: list[Duplicate] = []
        self._opened: list[_Open] = []
        self._anchors: dict[str, Node | None] = {}
        self._root: Node | None = None

    def take(self, kind: str, event: Any) -> Node | None:
        """Take the next event; gives the root at the end of the document."""
        start, end = event.start_mark.index, event.end_mark.index
        if kind == "ScalarEvent":
            self._add(self._scalar(event, start, end), event.anchor)
        elif kind == "AliasEvent":
            self._add(self._alias(event.anchor, start, end), None)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._open(kind == "MappingStartEvent", event, start, end)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(end)
        elif kind == "DocumentEndEvent":
            return self._root
        return None

    def _error(self, what: str, hint: str, offset: int) -> SourceError:
        return SourceError(what, hint, self.text, offset, self.lines)

    def _scalar(self, event: Any, start: int, end: int) -> Node:
        if event.anchor or event.tag:
            start = content_start(self.text, start)
        style = event.style or ""
        if style in "|>" and style:
            end = start + len(self.text[start:end].rstrip())
        plain = not style and event.implicit[0]
        try:
            value = self.scalars(event.value, event.tag, plain)
        except TooManyDigits as error:
            what = f"The number has {error} characters, more than can be read."
            raise self._error(what, "If it is a text, put it in quotes.", start) from None
        is_binary = event.tag in _BINARY
        is_marked = bool(event.anchor or event.tag)
        length = len(event.value)
        return Node(
            start, end, value, style, is_binary=is_binary, is_marked=is_marked, length=length
        )

    def _alias(self, anchor: str, start: int, end: int) -> Node:
        if anchor not in self._anchors:
            raise self._error("An alias has no anchor.", "Define it before, with `&`.", start)
        target = self._anchors[anchor]
        if target is None:
            what = "An alias stands inside what it is an alias of."
            raise self._error(what, "JSON cannot hold that: write the value out.", start)
        target = target.content
        return Node(
            start,
            end,
            target.value,
            size=target.size,
            length=target.length,
            depth=target.depth,
            target=target,
        )

    def _open(self, is_mapping: bool, event: Any, start: int, end: int) -> None:
        if len(self._opened) >= MAX_DEPTH:
            raise _too_deep(self.lines, start)
        if event.anchor or event.tag:
            start = content_start(self.text, start)
        is_marked = bool(event.anchor or event.tag)
        node = Node(start, end, is_marked=is_marked, is_block=not event.flow_style)
        if is_mapping:
            node.members, node.value = [], {}
        else:
            node.entries, node.value = [], []
        if event.anchor:
            self._anchors[event.anchor] = None
        self._opened.append(_Open(node, event.anchor))

    def _close(self, end: int) -> None:
        opened = self._opened.pop()
        node = opened.node
        if node.is_block:
            children = node.entries or [part for pair in node.members or [] for part in pair]
            # The parser gives the start of what comes next as the end.
            node.end = children[-1].end if children else node.start
        else:
            node.end = end
        if opened.merged:
            self._merge(node, opened.merged)
        self._add(node, opened.anchor)

    def _merge(self, node: Node, merged: list[Node]) -> None:
        """Take over what ``<<`` names: own members win, and earlier sources over later ones."""
        names = dict(node.names)
        for source in merged:
            for name, pair in source.content.names.items():
                names.setdefault(name, pair)
        node.names = names
        node.value = {name: pair[1].content.value for name, pair in names.items()}

    def _add(self, node: Node, anchor: str | None) -> None:
        """Put a complete value where it belongs."""
        if anchor:
            self._anchors[anchor] = node
        if not self._opened:
            self._root = node
            return
        opened = self._opened[-1]
        parent = opened.node
        if parent.entries is not None:
            parent.entries.append(node)
            parent.value.append(node.content.value)
        elif opened.key is None:
            opened.key = node
            parent.length += node.length
            if node.members is not None or node.entries is not None or node.target:
                self._name(node)
            return
        else:
            self._member(opened, opened.key, node)
            opened.key = None
        parent.size += node.size
        parent.length += node.length
        parent.depth = max(parent.depth, node.depth + 1)
        if parent.size > MAX_VALUES or parent.length > len(self.text) + MAX_ALIASED:
            what = "The aliases of this document stand for more values than can be checked."
            raise self._error(what, "Write out what is meant.", node.start)
        if parent.depth > MAX_DEPTH:
            raise _too_deep(self.lines, node.start)

    def _member(self, opened: _Open, key: Node, node: Node) -> None:
        parent = opened.node
        assert parent.members is not None
        parent.members.append((key, node))
        content = node.content
        if key.value == "<<" and not key.style:
            sources = content.entries if content.entries is not None else [content]
            if all(source.content.members is not None for source in sources):
                opened.merged.extend(sources)
                return
        name = self._name(key)
        if name in parent.names:
            first, _ = self.lines.position(parent.names[name][0].start)
            path = (*self._steps(), name)
            self.duplicates.append(repeated(path, first, self.lines.span(key.start, key.end)))
        parent.names[name] = (key, node)
        parent.value[name] = content.value

    def _steps(self) -> Path:
        """The path of the innermost open container."""
        steps: list[str | int] = []
        for opened in self._opened[:-1]:
            if opened.node.entries is not None:
                steps.append(len(opened.node.entries))
            elif opened.key is not None:
                steps.append(self._name(opened.key))
        return tuple(steps)

    def _name(self, key: Node) -> str:
        """A key as the member name that it becomes in JSON."""
        value = key.content.value
        if key.content.is_binary:  # Ruby writes such names of headers
            with suppress(ValueError):
                return base64.b64decode(value, validate=False).decode()
        if isinstance(value, (dict, list)):
            what = "A mapping or list is used as a member name."
            raise self._error(what, "JSON has texts for names only.", key.start)
        return value if isinstance(value, str) else json.dumps(value)


class TooManyDigits(Exception):
    """An integer is too long to be read. The text is its number of characters."""


def plain_value(text: str) -> Any:
    """What a plain scalar means; dates are texts, and None stands for what cannot be read."""
    try:
        return _scalars()(text, None, True)
    except TooManyDigits:
        return None


def is_plain_text(text: str) -> bool:
    """True if a plain scalar is a text for every loader, and not a date either."""
    from yaml import SafeLoader

    resolvers = SafeLoader.yaml_implicit_resolvers
    return not any(
        pattern.match(text)
        for _, pattern in [*resolvers.get(text[:1], []), *resolvers.get(None, [])]
    )


def _scalars() -> Any:
    """A function from the text, tag and plainness of a scalar to its JSON value."""
    from yaml import SafeLoader, ScalarNode
    from yaml.constructor import SafeConstructor

    resolvers = SafeLoader.yaml_implicit_resolvers
    constructor = SafeConstructor()
    made: dict[str, Any] = {
        _TAG + "null": lambda node: None,
        _TAG + "bool": constructor.construct_yaml_bool,
        _TAG + "int": constructor.construct_yaml_int,
        _TAG + "float": constructor.construct_yaml_float,
    }

    def value(text: str, tag: str | None, plain: bool) -> Any:
        if tag is None and plain:
            for candidate, pattern in [*resolvers.get(text[:1], []), *resolvers.get(None, [])]:
                if pattern.match(text):
                    tag = candidate
                    break
        make = made.get(tag or "")
        if make is None:
            return text
        if len(text) > MAX_DIGITS and (tag == _TAG + "int" or ":" in text):
            raise TooManyDigits(len(text))
        try:
            return make(ScalarNode(tag or "", text))
        except (ValueError, KeyError, LookupError, OverflowError):
            return text  # a tag that does not fit, or a number that Python cannot read

    return value
