"""What the reader does not follow is unknown, and no request comes from a world that cannot be."""

from __future__ import annotations

import pytest

from tests.sources.code import UNKNOWN, Seen, see

_BRANCH = """
    import re, itertools
    from plaid.model.products import Products
    P = ['auth', 'transactions']
    def token(client):
        body = {{'client_name': 'A'}}
        if {test}:
            body['client_name'] = 'B'
        else:
            body['webhook'] = 'C'
        return client.link_token_create(body)
"""


@pytest.mark.parametrize(
    ("test", "is_true"),
    [
        ("'auth' in P", True),
        ("'income' in P", False),
        ("'income' not in P", True),
        ("Products('auth') in [Products(p) for p in P]", True),
        ("Products('income') in [Products(p) for p in P]", False),
        ("'key' in {'key': 1}", True),
        ("'au' in 'auth'", True),
        ("any(p in ['income'] for p in P)", False),
        ("any([p == 'auth' for p in P])", True),
        ("all(p in P for p in ['auth'])", True),
        ("len(P) > 3", False),
        ("len(P) >= 2", True),
        ("len('auth') == 4", True),
        ("isinstance(P, str)", False),
        ("isinstance('auth', str)", True),
        ("'auth'.startswith('t')", False),
        ("'auth'.endswith('th')", True),
        ("bool('')", False),
    ],
)
def test_conditions_on_known_values_are_decided(test: str, is_true: bool) -> None:
    seen = see(_BRANCH.format(test=test))
    expected = {"/client_name": "B"} if is_true else {"/client_name": "A", "/webhook": "C"}
    assert seen == Seen(expected, {}, [])


@pytest.mark.parametrize(
    "test",
    [
        "P == ['auth']",
        "set(P) & {'auth'}",
        "'auth' in set(P)",
        "P.count('auth')",
        "next((p for p in P), None)",
        "next((p for p in P), None) is None",
        "sum([1, 2]) > 2",
        "re.match('a', 'auth')",
        "not re.match('a', 'auth')",
        "re.match('a', 'auth') is not None and len(P) > 1",
        "[p for p in P if p != 'auth']",
        "P[1:] == ['transactions']",
    ],
)
def test_conditions_that_are_not_computed_make_no_worlds(test: str) -> None:
    seen = see(_BRANCH.format(test=test))
    assert seen == Seen({"/client_name": UNKNOWN}, {}, [""])


@pytest.mark.parametrize(
    "test",
    [
        "client in P",
        "len(client.modes) > 3",
        "any(client.has(p) for p in P)",
        "[p for p in P if p in client.modes]",
        "re.match('a', client.name)",
        "client.name.startswith('a')",
        "load('auth')",
    ],
)
def test_conditions_on_unknown_values_make_worlds(test: str) -> None:
    seen = see(_BRANCH.format(test=test))
    assert seen.members == {"/client_name": ("B", "A"), "/webhook": "C"}
    assert seen.conditional == {"/webhook": [(test, False)]}


_CHANGED = """
    import copy
    def fill(body):
        body['client_name'] = 'B'
    def token(client, many, flag):
        body = {{'client_name': 'A', 'user': {{'id': 'A'}}, 'products': ['p', 'q']}}
        name, products = 'A', body['products']
        {step}
        return client.link_token_create(body)
"""


@pytest.mark.parametrize(
    ("step", "pointers"),
    [
        ("body.popitem()", {"/client_name", "/user", "/products"}),
        ("body.clear()", {"/client_name", "/user", "/products"}),
        ("body.pop(flag)", {"/client_name", "/user", "/products"}),
        ("body['products'].sort()", {"/products"}),
        ("body['products'].insert(0, 'x')", {"/products"}),
        ("products.remove('p')", {"/products"}),
        ("del body['products'][1:]", {"/products"}),
        ("[body.__setitem__('client_name', 'B')]", {"/client_name", "/user", "/products"}),
        ("for _ in many: body.update(client_name='B')", {"/client_name"}),
        ("for _ in many: fill(body)", {"/client_name"}),
        ("for _ in many: same = body; same['client_name'] = 'B'", {"/client_name"}),
        ("for u in (body['user'] for _ in many): u['id'] = 'B'", {"/user/id"}),
    ],
)
def test_changes_that_are_not_followed(step: str, pointers: set[str]) -> None:
    members = see(_CHANGED.format(step=step)).members
    known = {pointer for pointer, value in members.items() if UNKNOWN not in value}
    assert not [k for k in known if any(k.startswith(p) for p in pointers)]


def test_copies_are_not_aliases() -> None:
    seen = see("""
        import copy
        A = {'user': {'id': 'A'}, 'products': ['p']}
        B = copy.deepcopy(A)
        C = copy.copy(A)
        A['user']['id'] = 'B'
        A['client_name'] = 'B'
        B['products'].append(C['user']['id'])
        def token(client):
            return client.link_token_create({'b': B, 'c': C})
    """)
    assert seen.members == {
        "/b/user/id": "A",
        "/b/products/0": "p",
        "/b/products/1": "B",
        "/c/user/id": "B",
        "/c/products/0": "p",
    }


@pytest.mark.parametrize("decorator", ["replace", "retry(3)", "functools.lru_cache"])
def test_the_result_of_a_decorated_function_is_not_known(decorator: str) -> None:
    seen = see(f"""
        @{decorator}
        def body():
            return {{'client_name': 'A'}}
        def token(client):
            return client.link_token_create(body())
    """)
    assert seen.members == {}
    assert seen.open == [""]


def test_a_request_in_a_decorated_function() -> None:
    seen = see("""
        import requests
        @retry(3)
        def post(path, body):
            return requests.post("https://sandbox.plaid.com" + path, json=body)
        def token():
            return post("/link/token/create", {'client_name': 'A'})
    """)
    assert seen.members == {"/client_name": "A"}


def test_a_function_that_may_return_early_changes_no_more_than_is_forgotten() -> None:
    seen = see("""
        import re
        def fill(body):
            if re.match('a', 'b'):
                return
            body['client_name'] = 'B'
        def token(client):
            body = {'client_name': 'A'}
            fill(body)
            return client.link_token_create(body)
    """)
    assert seen.members == {"/client_name": UNKNOWN}


@pytest.mark.parametrize(
    "step",
    [
        "exec('NAME = 1')",
        "globals()['NAME'] = 'B'",
        "setattr(sys.modules[__name__], 'NAME', 'B')",
        "module.__dict__['NAME'] = 'B'",
    ],
)
def test_reflection_makes_variables_unknown(step: str) -> None:
    seen = see(f"""
        NAME = 'A'
        def token(client):
            {step}
            return client.link_token_create({{'client_name': NAME}})
    """)
    assert seen.members == {"/client_name": UNKNOWN}


def test_variables_named_like_reflection_are_not() -> None:
    seen = see("""
        NAME = 'A'
        def token(client, locals):
            return client.link_token_create({'client_name': NAME, 'user': locals.user})
    """)
    assert seen.members == {"/client_name": "A", "/user": UNKNOWN}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("n = 'A'\n    f = lambda x=n: x\n    n = 'B'\n    name = f()", UNKNOWN),
        ("f = lambda x=NAME: x\n    name = f()", "A"),
        ("c = Item()\n    c.changed = 'A'\n    name = c.changed", UNKNOWN),
        ("c = Item()\n    c.plain = 'A'\n    name = c.plain", "A"),
        ("d = {'n': 'A'}\n    up = d.update\n    up(n='B')\n    name = d['n']", UNKNOWN),
        ("d = {'n': 'A'}\n    d.clear()\n    name = d.get('n', 'C')", "C"),
        ("name = 'A'\n    with contextlib.suppress(E):\n        raise E", "A"),
        (
            "name = 'A'\n    try:\n        name = 'B'\n        work()\n        name = 'C'\n"
            "    except E:\n        pass",
            UNKNOWN,
        ),
        ("add('A')\n    name = add('B')[0]", UNKNOWN),
    ],
)
def test_values_that_other_code_changes(code: str, name: str) -> None:
    seen = see(_ITEM + f"def token(client):\n    {code}\n    {_CALL}")
    assert seen.members == {"/client_name": name}


_CALL = "return client.link_token_create({'client_name': name})"
_ITEM = """
NAME = 'A'
class Item:
    @property
    def changed(self):
        return self.value
def add(item, items=[]):
    items.append(item)
    return items
"""


def test_setattr_changes_only_its_object() -> None:
    seen = see("""
        def update(user, changes):
            for name, value in changes.items():
                setattr(user, name, value)
            return user.__dict__
        def token(client, name):
            body = {'client_name': 'A'}
            request = LinkTokenCreateRequest(language='en', **body)
            setattr(request, name, 'B')
            return client.link_token_create({**request, **body})
    """)
    assert seen == Seen({"/client_name": "A"}, {}, [""])
