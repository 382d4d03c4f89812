"""What other readers make of a script or a page: tree-sitter-bash, and markdown-it's CommonMark.

Both are compared with linkcheck's own readers, in tests/sources/test_readers_agree.py and by
tools/compare_readers.py. Where a script or page is beyond them, they give None.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import tree_sitter_bash
from markdown_it import MarkdownIt
from tree_sitter import Language, Node, Parser

from linkcheck.sources.fences import Fence, fences
from linkcheck.sources.shell import Command, Script, Unclosed

Argument = str | None
"""An argument after quotes are removed; None if the shell fills in a part of it."""

_PARSER = Parser(Language(tree_sitter_bash.language()))
_COMMONMARK = MarkdownIt("commonmark", {"maxNesting": 100})
_REDIRECTS = frozenset({"file_redirect", "heredoc_redirect", "herestring_redirect"})
_AROUND = frozenset({"list", "negated_command", "pipeline", "redirected_statement"})
_UNKNOWN = frozenset(
    {
        "ansi_c_string",  # compared with Bash itself, in test_shell.py
        "arithmetic_expansion",
        "array",
        "command_substitution",
        "expansion",
        "process_substitution",
        "simple_expansion",
        "subscript",
    }
)


class Call(NamedTuple):
    """A command: the offset of its first word, and its words from the name on."""

    start: int
    words: tuple[Argument, ...]


class Block(NamedTuple):
    """A fenced code block: its first line from 0, its info string, its content."""

    line: int
    info: str
    content: str


def calls_of_tree_sitter(text: str, names: re.Pattern[str]) -> list[Call] | None:
    """The commands with such a name; None if tree-sitter finds the script broken."""
    data = text.encode()
    root = _PARSER.parse(data).root_node
    if root.has_error:
        return None
    found = []
    for node in _nodes(root):
        name = node.child_by_field_name("name") if node.type == "command" else None
        if name is None:
            continue
        words = tuple(_text(word, data) for word in _arguments(node))
        if words and words[0] is not None and names.fullmatch(words[0]):
            found.append(Call(len(data[: name.start_byte].decode()), words))
    return sorted(found, key=lambda call: call.start)


def calls_of_linkcheck(text: str, names: re.Pattern[str]) -> list[Call]:
    """The commands with such a name."""
    found = []
    for command in Script(text).commands():
        if isinstance(command, Unclosed):
            continue
        words = command.words
        while words and re.match(r"\w+(?:\[[^]]*\])?\+?=", words[0].text):
            words = words[1:]
        if words and names.fullmatch(words[0].text) and not words[0].variables:
            start = words[0].excerpt.origin(0, 0)[0]
            found.append(Call(start, _words(command, len(command.words) - len(words))))
    return sorted(found, key=lambda call: call.start)


def _words(command: Command, first: int) -> tuple[Argument, ...]:
    return tuple(None if word.variables else word.text for word in command.words[first:])


# Where tree-sitter-bash 0.25 is wrong: a word that begins with an escaped blank, a digit before a
# redirection that belongs to a word, backticks in here-documents, assignments among arguments.
_MISREAD = re.compile(r"\\[ \t]|-\w*\d+>|<<[^`]*`|[^\s;&|({]\s+\w+='", re.S)


def is_misread(text: str) -> bool:
    """True if a script has what tree-sitter is known to read otherwise than Bash."""
    return _MISREAD.search(text) is not None


def bash_accepts(text: str) -> bool:
    """True if Bash takes a script for sound: its word is the last where the readers differ."""
    done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, check=False)
    return done.returncode == 0 and not done.stderr


def agree(one: list[Call], other: list[Call]) -> bool:
    """True if both are the same commands, as far as both know their words."""
    if len(one) != len(other):
        return False
    for call, same in zip(one, other, strict=True):
        if len(call.words) != len(same.words):
            return False
        # A quote before a name belongs to it for one reader only.
        if abs(call.start - same.start) > 2:
            return False
        for word, twin in zip(call.words, same.words, strict=True):
            if word is not None and twin is not None and word != twin:
                return False
    return True


def _nodes(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.children


def _arguments(command: Node) -> Iterator[Node]:
    """The nodes of the name and the arguments, some of them within those of redirections."""
    for child in command.children:
        if child.type in _REDIRECTS:
            yield from _behind(child)
        elif child.type == "command_name":
            yield child.children[0]
        elif child.type != "variable_assignment" and child.is_named:
            yield child
    # Redirections of the last command of a pipeline or list stand above all of it.
    parent: Node | None = command
    while parent is not None and (parent is command or parent.type in _AROUND):
        last, parent = parent, parent.parent
        if parent is not None and parent.type == "redirected_statement":
            for child in parent.children:
                if child.type in _REDIRECTS:
                    yield from _behind(child)
        elif parent is None or parent.children[-1] != last:
            return


def _behind(redirect: Node) -> list[Node]:
    if redirect.type == "heredoc_redirect":
        found = redirect.children_by_field_name("argument")
        for child in redirect.children:
            if child.type in _REDIRECTS:
                found += _behind(child)
        return found
    return redirect.children_by_field_name("destination")[1:]


def _text(node: Node, data: bytes) -> Argument:
    """The text of a word without its quotes."""
    pieces: list[str] = []
    waiting = [node]
    while waiting:
        piece = waiting.pop()
        source = data[piece.start_byte : piece.end_byte].decode()
        if piece.type in _UNKNOWN:
            return None
        if piece.type == "concatenation":
            waiting += reversed(piece.children)
        elif piece.type == "string":
            if any(child.type in _UNKNOWN for child in piece.children):
                return None
            pieces.append(re.sub(r'\\([$`"\\])|\\\n', r"\1", source[1:-1]))
        elif piece.type == "raw_string":
            pieces.append(source[1:-1])
        elif piece.type == "translated_string":
            return None
        else:
            pieces.append(re.sub(r"\\\n|\\(.)", r"\1", source))
    return "".join(pieces)


def blocks_of_markdown_it(text: str) -> list[Block] | None:
    """The fenced code blocks; None if the library itself fails."""
    try:
        tokens = _COMMONMARK.parse(text)
    except IndexError:
        return None
    return [
        Block(token.map[0], token.info.strip(), _ended(token.content))
        for token in tokens
        if token.type == "fence" and token.map
    ]


def blocks_of_linkcheck(text: str) -> list[Block]:
    """The fenced code blocks."""
    return [
        Block(text.count("\n", 0, fence.start), fence.info, _ended(fence.content.text))
        for fence in fences(text)
        if isinstance(fence, Fence)
    ]


def _ended(content: str) -> str:
    """Content with a line break at its end, which the last line of a page need not have."""
    content = content.replace("\r\n", "\n")
    if content.endswith("\n"):
        return content
    content = content.rstrip(" \t")
    return content if content.endswith("\n") or not content else content + "\n"


def mutated(text: str, dice: Random) -> str:
    """A text with one to three changes: a deletion, a quote or mark more, two lines swapped."""
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(text) + 1)
        match dice.randrange(4):
            case 0:
                text = text[:at] + text[at + dice.randint(1, 4) :]
            case 1:
                mark = dice.choice(
                    ["'", '"', "`", "\\", "$(", ")", "(", "#", "<<E\n", "}", " ", "\n"]
                )
                text = text[:at] + mark + text[at:]
            case 2:
                mark = dice.choice(["```", "~~~", "> ", "- ", "    ", "\t", "<!--", "<div>", "1. "])
                text = text[:at] + mark + text[at:]
            case _:
                lines = text.split("\n")
                if len(lines) > 1:
                    index = dice.randrange(len(lines) - 1)
                    lines[index : index + 2] = reversed(lines[index : index + 2])
                text = "\n".join(lines)
    return text
