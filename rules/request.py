"""The view of a create request: products, countries, update mode, environment.

Also the conditions that rules of several areas share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from linkcheck.context import Context
from linkcheck.engine.finding import Finding, Related, at
from linkcheck.engine.guarded import GuardedArray, opened
from linkcheck.engine.origins import Origins
from linkcheck.engine.relations import Condition
from linkcheck.engine.unknown import Unknowns, UnknownValue
from linkcheck.engine.view import EVERYDAY, View
from linkcheck.pointer import to_pointer
from linkcheck.rules.data.products import CRA, PRODUCTS
from linkcheck.rules.formats.tokens import environment_of, is_placeholder
from linkcheck.rules.plain import is_everyday, unusual
from linkcheck.suggestions import closest

ARRAYS = (
    "products",
    "required_if_supported_products",
    "optional_products",
    "additional_consented_products",
)
"""The four product arrays, in the order of the reference."""

USING = {product: "+" + product for product in PRODUCTS}
"""The feature (see ``View.features``) of each product."""
STARTING = {product: "+products." + product for product in PRODUCTS}
"""The feature of each product in ``products``."""

_TOKEN_FIELDS = (
    ("access_token",),
    ("user_token",),
    ("payment_initiation", "payment_id"),
    ("payment_initiation", "consent_id"),
)


UPDATES = "*update mode"
"""The feature of a request that updates something existing; see ``LinkRequest.updates``."""
NO_PRODUCTS = "*a request without `products`"
"""The feature of a request whose ``products`` are absent or an empty array."""
REPEATED_PRODUCT = "*a product that is named twice"
"""The feature of a request with a product in two places of the four arrays."""
NO_USER = "*a request without `user` and `user_id`"
"""The feature of a request that names no user."""

FEATURES = frozenset(
    {
        *USING.values(),
        *STARTING.values(),
        UPDATES,
        NO_PRODUCTS,
        REPEATED_PRODUCT,
        NO_USER,
    }
)
"""The features of create requests besides fields and facts."""

_UPDATING = frozenset({"access_token", "access_tokens", "update", "transfer"})
_TELL_ENVIRONMENT = frozenset({"@environment", *(path[0] for path in _TOKEN_FIELDS)})
_NONE = frozenset[str]()
FoundT = TypeVar("FoundT")


class LinkRequest(View):
    """A create request. ``null`` counts as absent, and so does an empty product array."""

    __slots__ = (
        "_countries",
        "_environment",
        "_extended",
        "_found",
        "_meant",
        "_open",
        "_updates",
        "looked_up",
    )

    def __init__(
        self,
        payload: dict[str, object],
        context: Context,
        traits: frozenset[str] = frozenset(),
        unknown: Unknowns | None = None,
        origins: Origins | None = None,
    ) -> None:
        super().__init__(payload, context, traits, unknown, origins)
        # The arrays that may contain unknown products.
        self._open = _NONE if unknown is None else frozenset(filter(self._is_open, ARRAYS))
        # The arrays with more products, which this release does not know.
        self._extended = (
            _NONE
            if unknown is None
            else frozenset(array for array in ARRAYS if (array,) in unknown.extended)
        )
        self._countries: list[str] | None = None
        self._updates: bool | None = None
        self._environment: str | None = ""  # not computed yet
        self._meant: frozenset[str] | None = None
        self._found: dict[str, list[tuple[str, int]]] | None = None
        self.looked_up: dict[Callable[[LinkRequest], Any], Any] = {}

    @property
    def _places(self) -> dict[str, list[tuple[str, int]]]:
        if self._found is None:
            self._found = self._find_places()
        return self._found

    def _is_open(self, array: str) -> bool:
        if self.unknown is None:
            return False
        if array in self._written:
            return self.unknown.touches((array,))
        return () in self.unknown.open

    def _is_known(self, *path: str | int) -> bool:
        return self.unknown is None or not self.unknown.hides(path)

    def _find_places(self) -> dict[str, list[tuple[str, int]]]:
        places: dict[str, list[tuple[str, int]]] = {}
        for array in ARRAYS:
            entries = self._written.get(array)
            if isinstance(entries, list):
                for index, product in enumerate(entries):
                    if not isinstance(product, str):
                        continue
                    if array in self._open and not self._is_known(array, index):
                        continue
                    if product in places:
                        places[product].append((array, index))
                    else:
                        places[product] = [(array, index)]
        return places

    def places(self, product: str) -> list[tuple[str, int]]:
        """Return array and index of each entry of the four arrays that names the product."""
        found = self._places.get(product, [])
        return opened(found, (min(self._open),)) if self._open else found

    def entry(self, product: str, message: str = "", **more: Any) -> Finding:
        """Return a finding at the first entry of the four arrays that names a product."""
        return at(*self.places(product)[0], message=message, **more)

    def related(self, product: str, text: str) -> Related:
        """Return the first entry of the four arrays that names a product as a related place."""
        return Related(to_pointer(self.places(product)[0]), text)

    def uses(self, *products: str) -> bool:
        """True if one of the products is in any of the four arrays."""
        if not self._places.keys().isdisjoint(products):
            return True
        self._require_closed(of_group=len(products) > 1)
        return False

    def _require_closed(self, *arrays: str, of_group: bool = True) -> None:
        """Raise UnknownValue if these arrays, or any if none is named, hold unknown entries.

        A product that this release does not know may belong to any group of products, but is not
        a known one.
        """
        unknown = self._open | self._extended if of_group else self._open
        if unknown and not unknown.isdisjoint(arrays or ARRAYS):
            raise UnknownValue((min(unknown.intersection(arrays or ARRAYS)),), is_open=True)

    def may_use(self, *products: str) -> bool:
        """True if one of the products is requested, or probably intended by a wrong entry.

        For rules about a missing product: the wrong entry has its own violation.
        """
        return self.uses(*products) or not self.meant.isdisjoint(products)

    @property
    def meant(self) -> frozenset[str]:
        """The products that entries of the arrays with unknown values may be intended as."""
        self._require_closed(of_group=False)
        if self._meant is None:
            self._meant = self._find_meant()
        return self._meant

    def _find_meant(self) -> frozenset[str]:
        texts = [name for name in self._places if name not in PRODUCTS]
        if not texts:
            return frozenset()
        found: set[str | None] = set()
        for text in texts:
            if is_placeholder(text):
                return frozenset(PRODUCTS)
            parts = re.findall(r"[\w-]+", text)
            found.update(part if part in PRODUCTS else closest(part, PRODUCTS) for part in parts)
        return frozenset(product for product in found if product is not None)

    def initial(self, *products: str) -> bool:
        """True if one of the products is in ``products``."""
        # The places are in the order of the arrays, and `products` is the first of these.
        if any(self._places[p][0][0] == "products" for p in products if p in self._places):
            return True
        self._require_closed("products", of_group=len(products) > 1)
        return False

    def is_only_product(self, product: str) -> bool:
        """True if removing the product would leave ``products`` empty, although it must not be."""
        started = [name for name, places in self._places.items() if places[0][0] == "products"]
        return started == [product] and not self.updates

    @property
    def products(self) -> list[str]:
        """The products of all four arrays, each once, in order of appearance."""
        found = list(self._places)
        if lacking := self._open | self._extended:
            place = (min(lacking),)
            is_extended = bool(self._extended)
            return opened(found, place, is_open=bool(self._open), is_extended=is_extended)
        return found

    @property
    def countries(self) -> list[str]:
        """The entries of ``country_codes`` that are strings. Shared: do not change it."""
        if self._countries is None:
            entries = self.items("country_codes")
            if isinstance(entries, GuardedArray):
                self._countries = entries.strings()
            else:
                self._countries = [c for c in entries if isinstance(c, str)]
        return self._countries

    @property
    def updates(self) -> bool:
        """True if the session updates something existing, so that no product is needed.

        Source: the reference on ``products``, ``update.user`` and ``transfer.authorization_id``.
        """
        if self._updates is None:
            may_update = self.unknown is not None or not _UPDATING.isdisjoint(self.payload)
            self._updates = may_update and (
                self.names_updated
                # An empty token beside products is a leftover in a request for a first link.
                or (self.get("access_token") == "" and not self.items("products"))
                or self.has("transfer", "authorization_id")
            )
        return self._updates

    @property
    def names_updated(self) -> bool:
        """True if the session names what it updates, with more than an empty or blank string."""
        return (
            self.is_filled("access_token")
            or bool(self.items("access_tokens"))
            or self.flag("update", "user")
            or bool(self.items("update", "item_ids"))
            or bool((self.text("transfer", "authorization_id") or "").strip())
        )

    def _has_no_user(self) -> bool:
        return not (self.has("user") or self.is_filled("user_id"))

    @property
    def environment(self) -> str | None:
        """The configured environment, or the one on which all tokens of the request agree."""
        if self._environment == "":
            self._environment = self.context.environment or self._environment_of_tokens()
        return self._environment

    def _environment_of_tokens(self) -> str | None:
        found = {environment_of(token) for path in _TOKEN_FIELDS if (token := self.text(*path))}
        found.discard(None)
        return found.pop() if len(found) == 1 else None

    is_everyday = staticmethod(is_everyday)

    def _find_features(self) -> set[str]:
        found = self._places
        names = super()._find_features()
        if EVERYDAY not in self._traits:
            names.update(unusual(self._written))
        if self.unknown is not None:  # unknown values may be unusual
            paths = (*self.unknown.values, *self.unknown.open)
            near = {".".join(map(str, path[:end])) for path in paths for end in (1, 2)}
            names.update([f"~{name}" for name in names & near])
        for product, places in found.items():
            if len(places) > 1:
                names.add(REPEATED_PRODUCT)
            if product in USING:
                names.add(USING[product])
                if places[0][0] == "products":
                    names.add(STARTING[product])
        if not names.isdisjoint(_UPDATING) and _holds(lambda: self.updates):
            names.add(UPDATES)
        if not names.isdisjoint(_TELL_ENVIRONMENT) and _holds(lambda: self.environment):
            names.add("@environment")
        if not self._written.get("products") and "products" not in self._open | self._extended:
            names.add(NO_PRODUCTS)
        if "user" not in names and _holds(self._has_no_user):
            names.add(NO_USER)
        return names


def once(find: Callable[[LinkRequest], FoundT]) -> Callable[[LinkRequest], FoundT]:
    """Cache the result of a function for a request, as several rules need it."""

    @wraps(find)
    def look_up(request: LinkRequest) -> FoundT:
        known = request.looked_up
        if find not in known:
            known[find] = find(request)
        found: FoundT = known[find]
        return found

    return look_up


def _holds(fact: Callable[[], Any]) -> bool:
    """True if a fact is known, and is neither None nor false."""
    try:
        return bool(fact())
    except UnknownValue:
        return False


def using(products: Iterable[str]) -> tuple[str, ...]:
    """Return the features of requests that name one of the products in any array."""
    return tuple("+" + product for product in products)


def uses(*products: str) -> Condition:
    """One of the products is requested, in any array."""
    return Condition(lambda r: r.uses(*products), frozenset(using(products)))


def may_use(*products: str) -> Condition:
    """One of the products is requested, or probably intended: see ``LinkRequest.may_use``."""
    return Condition(lambda r: r.may_use(*products))


def initial(*products: str) -> Condition:
    """One of the products is in ``products``."""
    return Condition(lambda r: r.initial(*products), frozenset(using(products)))


def in_environment(name: str) -> Condition:
    """The environment is known, and it is this one."""
    return Condition(lambda r: r.environment == name, frozenset({"@environment"}))


uses_cra = uses(*CRA)
updates = Condition(
    lambda r: r.updates,
    frozenset({"access_token", "access_tokens", "update", "transfer"}),
)
