"""Branches of the code: conditions, defaults, early exits, and the cap."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.sources.code import UNKNOWN, members, see, see_site, sites


def test_branch() -> None:
    code = """
        def token(client, hook):
            body = {"client_name": "A"}
            if hook:
                body["webhook"] = hook
            client.link_token_create(body)
    """
    assert see(code) == (
        {"/client_name": "A", "/webhook": UNKNOWN},
        {"/webhook": [("hook", True)]},
        [],
    )


@pytest.mark.parametrize(
    ("first", "second", "outcomes"),
    [
        ("token", "token", {"both"}),
        ("token", "not token", {"a", "b"}),
        ("token is None", "token is not None", {"a", "b"}),
        ("token is None", "token", {"a", "b"}),
        ("token == 'x'", "token != 'x'", {"a", "b"}),
        ("token  ==  'x'", "token == 'x'", {"both"}),
        ("f(token)", "f( token )", {"a", "b", "both"}),
        ("token", "other", {"a", "b", "both"}),
    ],
)
def test_conditions_are_correlated(first: str, second: str, outcomes: set[str]) -> None:
    code = f"""
        def send(client, token, other):
            body = {{}}
            if {first}:
                body["a"] = 1
            if {second}:
                body["b"] = 1
            client.link_token_create(body)
    """
    (site,) = sites(code)
    keys = {frozenset(world.body.value) for world in site.worlds} - {frozenset()}
    assert {"both" if len(key) == 2 else min(key) for key in keys} == outcomes


def test_condition_about_another_value_is_another_condition() -> None:
    code = """
        def send(client, token):
            body = {}
            if token:
                body["a"] = 1
            token = load()
            if token:
                body["b"] = 1
            client.link_token_create(body)
    """
    (site,) = sites(code)
    assert len(site.worlds) == 4


def test_conjunction_is_split() -> None:
    code = """
        def send(client, a, b):
            body = {}
            if a and not b:
                body["x"] = 1
            client.link_token_create(body)
    """
    assert see(code).conditional == {"/x": [("a", True), ("b", False)]}


def test_nested_conditions() -> None:
    code = """
        def send(client, a, b):
            body = {}
            if a:
                if b:
                    body["x"] = 1
            client.link_token_create(body)
    """
    assert see(code).conditional == {"/x": [("a", True), ("b", True)]}


def test_early_exits_narrow() -> None:
    code = """
        def send(client, mode, user):
            if not user:
                return None
            if mode == "a":
                products = ["auth"]
            elif mode == "b":
                products = ["identity"]
            else:
                raise ValueError(mode)
            body = {"products": products, "mode": mode}
            if user:
                body["user"] = 1
            client.link_token_create(body)
    """
    assert see(code) == (
        {"/products/0": ("auth", "identity"), "/mode": ("a", "b"), "/user": 1},
        {},
        [],
    )


@pytest.mark.parametrize(
    ("expression", "condition"),
    [
        ("os.getenv('X', 'd')", "os.getenv('X', 'd')"),
        ("os.environ.get('X', 'd')", "os.environ.get('X', 'd')"),
        ("os.getenv('X') or 'd'", "os.getenv('X')"),
    ],
)
def test_default_of_the_environment(expression: str, condition: str) -> None:
    code = f"import os\nvalue = {expression}\nclient.link_token_create({{'a': value}})"
    assert members(code) == {"/a": (UNKNOWN, "d")}
    (site,) = sites(code)
    texts = [[found.text for found in world.conditions.values()] for world in site.worlds]
    assert texts == [[condition], [condition]]


def test_default_that_is_a_list() -> None:
    code = """
        import os
        PRODUCTS = os.getenv("PRODUCTS", "auth,identity").split(",")
        client.link_token_create({"products": PRODUCTS})
    """
    condition = 'os.getenv("PRODUCTS", "auth,identity")'
    assert see(code) == (
        {"/products": UNKNOWN, "/products/0": "auth", "/products/1": "identity"},
        {
            "/products": [(condition, True)],
            "/products/0": [(condition, False)],
            "/products/1": [(condition, False)],
        },
        [],
    )


def test_conditional_spreads() -> None:
    code = """
        def send(client, token, hook):
            client.link_token_create({
                **({"access_token": token} if token else {"products": ["auth"]}),
                **(hook and {"webhook": hook} or {}),
            })
    """
    assert see(code).conditional == {
        "/access_token": [("token", True)],
        "/products/0": [("token", False)],
        "/webhook": [("hook", True)],
    }


def test_match() -> None:
    code = """
        def send(client, mode):
            body = {}
            match mode:
                case "a":
                    body["x"] = 1
                case _:
                    body["x"] = 2
            client.link_token_create(body)
    """
    assert members(code) == {"/x": (1, 2)}


def test_assignment_in_a_condition() -> None:
    code = """
        def send(client):
            body = {}
            if (hook := load()):
                body["webhook"] = hook
            client.link_token_create(body)
    """
    assert see(code).conditional == {"/webhook": [("hook", True)]}


def test_loops_and_handlers_are_no_branches() -> None:
    code = """
        def send(client, xs):
            for x in xs:
                body = {"client_name": "A"}
                client.link_token_create(body)
            try:
                load()
            except Exception:
                client.link_token_create({"client_name": "B"})
    """
    assert [len(site.worlds) for site in sites(code)] == [1, 1]


def test_branches_that_do_not_matter_are_left_out() -> None:
    steps = "".join(f"    if a{i}:\n        log({i})\n" for i in range(20))
    code = f"def send(client):\n{steps}    client.link_token_create({{'x': 1}})"
    (site,) = sites(code)
    assert site.is_complete
    assert len(site.worlds) == 1


def test_functions_in_functions_have_their_own_variables() -> None:
    part = """
    def {0}(client, flag):
        def send():
            body = {{"client_name": "A"}}
            if flag:
                body["language"] = "en"
            client.link_token_create(body)
        send()
    """
    code = "".join(dedent(part).format(name) for name in "ab")
    for site in sites(code):
        seen = see_site(site)
        assert seen.members == {"/client_name": "A", "/language": "en"}
        assert seen.conditional == {"/language": [("flag", True)]}
        assert seen.open == []


def test_many_conditions_are_sampled() -> None:
    steps = "".join(f"    if a{i}:\n        body['x{i}'] = {i}\n" for i in range(12))
    code = f"def send(client):\n    body = {{}}\n{steps}    client.link_token_create(body)"
    (site,) = sites(code)
    assert not site.is_complete
    seen = see(code)
    assert seen.members == {f"/x{i}": i for i in range(12)}
    assert seen.conditional == {f"/x{i}": [(f"a{i}", True)] for i in range(12)}


@pytest.mark.parametrize(
    "code",
    [
        "def pick(flag):\n    return ['auth'] if flag else ['identity']\n"
        "def token(client, update):\n    body = {'products': pick(update)}\n"
        "    if update:\n        body['client_name'] = 'A'\n    client.link_token_create(body)",
        "def token(client, update):\n    flag = update\n"
        "    body = {'products': ['auth'] if flag else ['identity']}\n"
        "    if update:\n        body['client_name'] = 'A'\n    client.link_token_create(body)",
    ],
)
def test_one_value_by_two_names_is_one_condition(code: str) -> None:
    (site,) = sites(code)
    found = {
        (*world.body.value["products"], "client_name" in world.body.value) for world in site.worlds
    }
    assert found == {("auth", True), ("identity", False)}


def test_two_values_by_one_name_are_two_conditions() -> None:
    (site,) = sites("""
        def pick(flag):
            return ['auth'] if flag else ['identity']
        def token(client, a, b):
            client.link_token_create({'products': pick(a), 'optional_products': pick(b)})
    """)
    assert len(site.worlds) == 4


@pytest.mark.parametrize(
    "guard",
    ["if not user:\n        raise Error", "if not user:\n        return None", "assert user"],
)
def test_a_guard_before_the_request_is_not_a_condition(guard: str) -> None:
    (site,) = sites(
        f"def token(client, user):\n    {guard}\n"
        "    return client.link_token_create({'client_name': 'A'})"
    )
    (world,) = site.worlds
    assert world.conditions == {}


@pytest.mark.parametrize(
    "code",
    [
        "    try:\n        if not user:\n            raise Error\n"
        "    except Error:\n        name = 'B'\n",
        "    for one in users:\n        if not one:\n            return None\n"
        "        name = load()\n",
        "    if not user:\n        return client.link_token_create({'client_name': 'B'})\n",
    ],
)
def test_a_guard_that_does_not_end_the_run_matters(code: str) -> None:
    found = sites(
        f"def token(client, user, users):\n    name = 'A'\n{code}"
        "    return client.link_token_create({'client_name': name})"
    )
    names = {world.body.value["client_name"] for site in found for world in site.worlds}
    assert names != {"A"}
