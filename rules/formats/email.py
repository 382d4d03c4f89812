"""Email addresses: could a real mailbox have this name?

Lenient on purpose: internationalized names and the odd local parts that some providers assign
(``a..b@``) pass. An address that fails cannot be delivered to.
"""

from __future__ import annotations

from typing import Literal

EmailFault = Literal["no-at", "blank", "local-part", "domain", "length"]

# RFC 5321 allows 254 octets; twice that still limits the work on hostile input.
MAX_LENGTH = 508
_SPECIALS = frozenset('()<>[]:;@\\,"')
_JOINERS = frozenset("\u200c\u200d")  # zero-width (non-)joiner: part of words in several scripts


def fault(address: str) -> EmailFault | None:
    """Return why ``address`` is not an email address, or None.

    ``no-at``: no ``@``; ``blank``: white space or control characters; ``local-part``: nothing
    usable before the last ``@``; ``domain``: not a domain with at least two labels after it;
    ``length``: longer than any address.
    """
    if len(address) > MAX_LENGTH:
        return "length"
    local, at, domain = address.rpartition("@")
    if not at:
        return "no-at"
    if not (address.isprintable() or all(c.isprintable() or c in _JOINERS for c in address)):
        return "blank"
    if not _is_quoted(local):
        if " " in address:  # the only printable white space
            return "blank"
        if not local.strip(".") or not _SPECIALS.isdisjoint(local):
            return "local-part"
    return None if _is_domain(domain) else "domain"


def is_plausible(address: str) -> bool:
    """Return whether ``address`` could be the address of a mailbox."""
    return fault(address) is None


def _is_quoted(local: str) -> bool:
    return len(local) > 2 and local[0] == local[-1] == '"'


def _is_domain(domain: str) -> bool:
    for full_stop in "\u3002\uff0e\uff61":  # dots in IDNA
        domain = domain.replace(full_stop, ".")
    labels = domain.split(".")
    return (
        len(labels) > 1 and all(_is_label(label) for label in labels) and not labels[-1].isdigit()
    )


def _is_label(label: str) -> bool:
    return (
        0 < len(label) <= 63
        and label[0] != "-"
        and label[-1] != "-"
        and (label.isalnum() or all(map(_is_in_label, label)))
    )


def _is_in_label(character: str) -> bool:
    return (
        character.isalnum() or character in "-_" or (character > "\x7f" and not character.isspace())
    )
