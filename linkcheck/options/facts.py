"""The kinds of the facts of ``Context`` that a configuration or an option can set."""

from __future__ import annotations

from linkcheck.context import FACTS, Customization, Fact
from linkcheck.options.kinds import Choice, Day, Flag, Kind, ListOf, Record, TableOf, Text
from linkcheck.rules.data.products import COUNTRY_CODES, PRODUCTS


def _customization(
    language: str | None = None, country_codes: tuple[str, ...] | None = None
) -> Customization:
    return Customization(language, None if country_codes is None else frozenset(country_codes))


_ENTRIES: dict[str, Kind] = {
    # Plaid adds products, and an account may have one before linkcheck knows it.
    "product": Choice(tuple(PRODUCTS), "product", is_open=True),
    "country": Choice(COUNTRY_CODES, "country"),
}
_CUSTOMIZATION = Record(
    {
        "language": Text("a language code"),
        "country-codes": ListOf(_ENTRIES["country"], "country codes"),
    },
    _customization,
    "a table",
    descriptions={
        "language": "The language of the customization.",
        "country-codes": "The countries of the customization.",
    },
)


def _kind_of(fact: Fact) -> Kind:
    """Return the kind of value that a fact takes."""
    if fact.form == "choice":
        return Choice(fact.choices, fact.noun)
    if fact.form == "list":
        return ListOf(_ENTRIES.get(fact.noun) or Text(fact.noun), fact.nouns)
    if fact.form == "customizations":
        return TableOf(_CUSTOMIZATION, "a table of customizations")
    return Flag() if fact.form == "flag" else Day()


FACT_KINDS: dict[str, Kind] = {
    name: _kind_of(fact) for name, fact in FACTS.items() if fact.form != "document"
}
"""The kind of each fact, by the name of its field in ``Context``."""
