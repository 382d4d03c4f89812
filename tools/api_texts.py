"""Read the sentences of a description, and the values that it lists.

Some lists of values are not in an ``enum``, only in the description: "Will always be `a` or `b`",
"`X`: what it means", "- Danish (`'da'`)". Descriptions are compared by the hashes of their
sentences without the listed values, so that a new value is not also a changed sentence. Custom,
because the patterns are specific to Plaid's descriptions.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

_TOKEN = r"(?:`'[^`'\s]+'`|`\"[^`\"\s]+\"`|`[^`\s]+`|\"[^\"\s]+\"|'[^'\s]+')"
_RUN = rf"{_TOKEN}(?:\s*(?:,\s*(?:or|and)?|/|\bor\b|\band\b)\s*{_TOKEN})*"
_CUE = (
    r"(?<!not )\b(?:one of|(?:possible|allowed|allowable|valid|supported|accepted)(?: \w+){1,4}?"
    r"|options|choices|values|(?:must|will|can|may|should) (?:always |only )?be"
    r"|either|following(?: \w+){0,3})"
)
_LINK = r"(?:\s*(?:are|is|include|includes|be|either|one of|the following(?: values)?))*\s*:?\s*"
_ENUMERATION = re.compile(rf"{_CUE}{_LINK}(?P<run>{_RUN})", re.I)
_BARE = re.compile(
    r"\b(?:one of the following|possible values)[^.:]*:\s*"
    r"(?P<run>\w+(?:,\s*(?:or |and )?\w+)+)(?=\.|$)",
    re.I,
)
_DEFINITION = re.compile(rf"(?:[-*•]\s+)?(?P<value>{_TOKEN})(?:\s*(?::|[-–—])\s+\S|\s*$)")
_LABELED = re.compile(rf"[-*•]\s+[^`\"'.]{{1,60}}\((?P<value>{_TOKEN})\)\s*$")
# Bullets and definitions are only set off by blanks where a generator has joined the lines.
_ENDS = re.compile(
    rf"\n+|\s{{2,}}|(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)\s+(?=[A-Z`\"'\[*(-])|\s(?=[-*•]\s+(?:{_TOKEN}|[A-Z][^.]{{0,60}}?\({_TOKEN}\)))"
)
_COMMON = frozenset({"true", "false", "null"})


@dataclass(frozen=True)
class Text:
    """The sentences of a description by hash, and the values that it lists.

    ``listed`` maps each value to the hash of its own explanation, if there is one.
    """

    sentences: dict[str, str] = field(default_factory=dict)
    listed: dict[str, str] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)


def read(description: str) -> Text:
    """Return the sentences and listed values of a description."""
    found = Text()
    for sentence in filter(None, map(str.strip, _ENDS.split(description))):
        entry = _DEFINITION.match(sentence) or _LABELED.match(sentence)
        if entry and (value := _value(entry["value"])) not in _COMMON:
            found.listed.setdefault(value, hashed(sentence))
            found.meanings.setdefault(value, sentence)
            continue
        for match in (*_ENUMERATION.finditer(sentence), *_BARE.finditer(sentence)):
            for value in _values(match["run"]):
                found.listed.setdefault(value, "")
        bare = _BARE.sub(_without_run, _ENUMERATION.sub(_without_run, sentence))
        found.sentences.setdefault(hashed(bare), " ".join(sentence.split()))
    return found


def hashed(sentence: str) -> str:
    """Return the hash of a sentence, ignoring white space and the final period."""
    plain = " ".join(sentence.split()).rstrip(". ")
    return hashlib.blake2b(plain.encode(), digest_size=5).hexdigest()


def _without_run(match: re.Match[str]) -> str:
    kept = [v for v in _tokens(match["run"]) if _value(v) in _COMMON]
    start = match.start("run") - match.start()
    return match[0][:start] + " ".join(["…", *kept])


def _values(run: str) -> list[str]:
    return [value for value in map(_value, _tokens(run)) if value not in _COMMON]


def _tokens(run: str) -> list[str]:
    quoted: list[str] = re.findall(_TOKEN, run)
    return quoted or [w for w in re.findall(r"\w+", run) if w not in ("or", "and")]


def _value(token: str) -> str:
    return token.strip("`").strip("'\"")
