"""A toy API on the engine: orders of a pizza shop, and what the shop answers.

It imports nothing of linkcheck but the engine and the shapes. Run with the folder of its schemas;
prints what is wrong with the documents on standard input, as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linkcheck import shapes
from linkcheck.engine import relations
from linkcheck.engine.dedupe import dedupe
from linkcheck.engine.facts import Facts
from linkcheck.engine.kinds import DocumentKind
from linkcheck.engine.ordering import in_order
from linkcheck.engine.plan import Plan
from linkcheck.engine.runner import Run
from linkcheck.engine.unknown import Unknown, Unknowns
from linkcheck.engine.view import View
from linkcheck.shapes.loader import schema


class Pizza(DocumentKind):
    """The documents of the pizza shop."""

    ORDER = "order"
    RECEIPT = "receipt"

    @classmethod
    def schema_folder(cls) -> Path:
        return Path(sys.argv[1])

    def features(self) -> frozenset[str]:
        return frozenset({*schema(self)["properties"], "@delivers"})


@dataclass(frozen=True)
class Shop(Facts):
    """What is known of the shop."""

    delivers: bool | None = None


RULES = (
    relations.requires(
        "PIZZA1",
        "delivery-address",
        "address",
        when=relations.is_true("delivery"),
        message="There is no address to deliver to",
        doc="A delivery needs an address.",
        document=Pizza.ORDER,
        area="orders",
    ),
    relations.forbids(
        "PIZZA2",
        "no-pineapple-on-margherita",
        "extras",
        when=relations.equals("pizza", "margherita"),
        message="Margherita takes no extras",
        doc="Margherita stays as it is.",
        document=Pizza.ORDER,
        area="orders",
    ),
    relations.only_with(
        "PIZZA3",
        "tip-without-delivery",
        "tip",
        condition=relations.is_true("delivery"),
        message="Nobody takes the tip",
        doc="A tip is for the driver.",
        document=Pizza.ORDER,
        area="orders",
        needs="@delivers",
    ),
    relations.not_both(
        "PIZZA4",
        "coupon-and-discount",
        "coupon",
        "discount",
        message="A coupon and a discount do not go together",
        doc="One reduction is enough.",
        document=Pizza.ORDER,
        area="orders",
    ),
    relations.at_most_one(
        "PIZZA5",
        "one-receipt-line",
        "lines",
        message="A receipt has one line",
        doc="Each pizza has its own receipt.",
        document=Pizza.RECEIPT,
        area="receipts",
    ),
)


def check(
    kind: Pizza, value: Any, shop: Shop, engine: str, unknown: Unknowns | None
) -> list[list[str | None]]:
    """Return code, place and missing field of everything that is wrong with a document."""
    examined = shapes.examine(kind, value, engine, unknown=unknown)
    found = []
    if not examined.is_unreadable:
        view = View(examined.value, shop, examined.traits, examined.unknown)
        run = Run(examined.value)
        run.run(Plan(RULES).rules(kind, view.features), view)
        assert not run.crashes, run.crashes
        found = run.found
    ordered = in_order(examined.value, dedupe(examined.value, examined.findings, found))
    return [
        [rule.code, ".".join(map(str, finding.path)), finding.missing] for rule, finding in ordered
    ]


def unknown_of(value: Any, is_open: bool) -> Unknowns | None:
    """Return the fields ``?`` as unknown, ``?!`` as such that may be absent."""
    fields = value.items() if isinstance(value, dict) else ()
    unknown = {
        (name,): Unknown(may_be_absent=text == "?!") for name, text in fields if text in ("?", "?!")
    }
    return Unknowns(unknown, {()} if is_open else set()) if unknown or is_open else None


if __name__ == "__main__":
    print(sys.modules["linkcheck"].__file__)
    print(
        json.dumps(
            [
                check(Pizza(kind), value, Shop(**facts), engine, unknown_of(value, is_open))
                for kind, value, facts, engine, is_open in json.load(sys.stdin)
            ]
        )
    )
