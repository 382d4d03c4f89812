"""Values of a request in JavaScript and TypeScript, as far as they can be known."""

from __future__ import annotations

from typing import Any

import pytest

from linkcheck.sources.code import merge
from tests.sources.code import UNKNOWN, Seen, see, sites

SEND = "client.linkTokenCreate(body);"
SDK = "import { CountryCode, LinkTokenCreateRequest, Products } from 'plaid';\n"


@pytest.mark.parametrize(
    "code",
    [
        "const body = { client_name: 'A', products: ['auth'] };",
        "const body = { 'client_name': \"A\", products: [`auth`] };",
        "const body = { ['client_name']: 'A', products: ['auth',], };",
        "const client_name = 'A', products = ['auth'];\nconst body = { client_name, products };",
        "const body = {};\nbody.client_name = 'A';\nbody['products'] = ['auth'];",
        "let body;\nbody = { client_name: 'A' };\nbody.products = ['auth'];",
        "var body = { client_name: 'A' };\nbody.products = ['auth'];",
        "const body = Object.assign({}, { client_name: 'A' }, { products: ['auth'] });",
        "const body = { client_name: 'A' };\nObject.assign(body, { products: ['auth'] });",
        "const base = { client_name: 'A' };\nconst body = { ...base, products: ['auth'] };",
        "const base = { client_name: 'B' };\n"
        "const body = { ...base, client_name: 'A', products: ['auth'] };",
        "const body = { client_name: 'A', products: ['auth'], ...null, ...undefined };",
        "const body = { client_name: 'A', products: ['auth'], ...(false && { webhook: 'x' }) };",
        "const body = { client_name: 'A', products: ['auth'], webhook: undefined };",
        "const body = { client_name: 'A', products: ['auth'], webhook: void 0 };",
        "const body = { client_name: 'A', products: ['auth'], webhook: 'x' };\n"
        "delete body.webhook;",
        "const body = { client_name: 'A', products: [] };\nbody.products.push('auth');",
        "const body = { client_name: 'A', products: [].concat('auth') };",
        "const body = { client_name: 'A', products: [].concat(['auth']) };",
        "const body = { client_name: 'A', products: [...['auth']] };",
        "const body = { client_name: 'A', products: 'auth'.split(',') };",
        "const body = { client_name: 'A', products: ['auth'].map((p) => p as Products) };",
        "const body = { client_name: 'A', products: ['au'].map((p) => { return p + 'th'; }) };",
        "const body = { client_name: 'A', products: [null, 'auth', ''].filter(Boolean) };",
        "const body = { client_name: 'A', products: ['auth', 'x'].filter((p) => p !== 'x') };",
        "const body = { client_name: 'A', products: ['auth'].slice() };",
        "const body = { client_name: 'A', products: Array.from(['auth']) };",
        "const body = { client_name: 'A', products: Array.of('auth') };",
        "const body = { client_name: 'A', products: Object.values({ a: 'auth' }) };",
        "const body = { client_name: 'A', products: ['auth'] as const };",
        "const body = { client_name: ('A' as string)!, products: <Products[]>['auth'] };",
        "const body = { client_name: 'A', products: ['auth'] } satisfies Request;",
        "const body = { client_name: `${'A'}`, products: ['au' + 'th'] };",
        "const body = { client_name: '\\u0041', products: ['\\x61uth'] };",
        "const body = { client_name: ' A '.trim(), products: ['AUTH'.toLowerCase()] };",
        "const [name, list] = ['A', ['auth']];\n"
        "const body = { client_name: name, products: list };",
        "const { a: name, b: { c: list } } = { a: 'A', b: { c: ['auth'] } };\n"
        "const body = { client_name: name, products: list };",
        "const { a = 'A', b = ['auth'] } = {};\nconst body = { client_name: a, products: b };",
        "const { x, ...body } = { x: 1, client_name: 'A', products: ['auth'] };",
        "let body, other;\nbody = other = { client_name: 'A' };\nother.products = ['auth'];",
        "const body = { client_name: 'A' };\nconst alias = body;\nalias.products = ['auth'];",
        "const products = [];\nfor (const p of ['auth']) products.push(p);\n"
        "const body = { client_name: 'A', products };",
        "const products = [];\n['auth'].forEach((p) => products.push(p));\n"
        "const body = { client_name: 'A', products };",
        "const body = { client_name: 'A', products: ['auth'] };\n{ const body = 1; f(body); }",
        "const body = { client_name: 'A', products: ['auth'] };\n"
        "for (const body of []) { f(body); }",
        "const body = { client_name: 'A', products: ['auth'] };\n"
        "try { f(); } catch (body) { throw body; }",
        "const body = { client_name: true ? 'A' : 'B', products: ['auth'] };",
        "const body = { client_name: null || 'A', products: ['auth'] };",
        "const body = { client_name: undefined ?? 'A', products: ['auth'] };",
        "const body = { client_name: '' || 'A', products: ['auth'] };",
        "let name;\nname ??= 'A';\nconst body = { client_name: name, products: ['auth'] };",
        "let name = '';\nname ||= 'A';\nconst body = { client_name: name, products: ['auth'] };",
        "let name = 'A';\nname += '';\nconst body = { client_name: name, products: ['auth'] };",
        "const body = { client_name: 'A', products: ['auth'] };\nconsole.log(body);",
        "const body = JSON.parse(JSON.stringify({ client_name: 'A', products: ['auth'] }));",
        "const body = structuredClone({ client_name: 'A', products: ['auth'] });",
        "const body = Object.freeze({ client_name: 'A', products: ['auth'] });",
        "const body = await Promise.resolve({ client_name: 'A', products: ['auth'] });",
        "const build = () => ({ client_name: 'A', products: ['auth'] });\nconst body = build();",
        "const build = function () { return { client_name: 'A', products: ['auth'] }; };\n"
        "const body = build();",
        "async function build(name) { return { client_name: name, products: ['auth'] }; }\n"
        "const body = await build('A');",
        "function build(name, list = ['auth']) { return { client_name: name, products: list }; }\n"
        "const body = build('A');",
        "function build({ name, list = ['auth'] }) {\n"
        "  return { client_name: name, products: list };\n}\nconst body = build({ name: 'A' });",
        "const build = (...list) => ({ client_name: 'A', products: list });\n"
        "const body = build('auth');",
        "const build = (name?: string) => ({ client_name: name ?? 'A', products: ['auth'] });\n"
        "const body = build();",
        "const body = (() => ({ client_name: 'A', products: ['auth'] }))();",
        "enum Name { A = 'A' }\nconst body = { client_name: Name.A, products: ['auth'] };",
        "const Name = { A: 'A' } as const;\n"
        "const body = { client_name: Name.A, products: ['auth'] };",
        "namespace N { export const A = 'A'; }\n"
        "const body = { client_name: N.A, products: ['auth'] };",
        "class N { static A = 'A'; }\nconst body = { client_name: N.A, products: ['auth'] };",
        "class N { a = 'A'; }\nconst body = { client_name: new N().a, products: ['auth'] };",
        "class N { constructor(readonly a: string) {} }\n"
        "const body = { client_name: new N('A').a, products: ['auth'] };",
        "class B { #list = ['auth'];\n"
        "build() { return { client_name: 'A', products: this.#list }; } }\n"
        "const body = new B().build();",
        "const b = { list: ['auth'],\n"
        "build() { return { client_name: 'A', products: this.list }; } };\n"
        "const body = b.build();",
        "switch ('a') { case 'b': f(); }\nconst body = { client_name: 'A', products: ['auth'] };",
    ],
)
def test_equal_ways_to_write_a_body(code: str) -> None:
    seen = see(f"{code}\n{SEND}", "app.ts")
    assert seen == Seen({"/client_name": "A", "/products/0": "auth"}, {}, [])
    # The same in a function.
    inside = "\n".join(f"  {line}" for line in f"{code}\nreturn {SEND}".split("\n"))
    assert see(f"export async function token(client) {{\n{inside}\n}}", "app.ts") == seen


@pytest.mark.parametrize(
    "code",
    [
        "for (name of names) {}",
        "while (name) { name = 'B'; }",
        "for (const x of xs) name = x;",
        "xs.forEach((x) => { name = x; });",
        "try { name = load(); } catch {}",
        "try { f(); } catch { name = 'B'; }",
        "export function rename() { name = 'B'; }",
        "export const rename = () => { name = 'B'; };",
        "app.use(() => { name = 'B'; });",
        "name = load();",
        "[name] = load();",
        "({ name } = load());",
        "name += other;",
        "name++;",
        "do { name = load(); } while (name);",
        "outer: for (const x of xs) { for (const y of x) { name = y; continue outer; } }",
        "switch (x) { case 1: if (y) break; name = 'B'; }",
    ],
)
def test_reassigned_variable_is_unknown(code: str) -> None:
    code = f"let name = 'A';\n{code}\nexport const f = () => client.linkTokenCreate({{ a: name }});"
    assert see(code, "app.ts").members == {"/a": UNKNOWN}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("enrich(body);", [""]),
        ("Object.assign(body, extra);", [""]),
        ("body[key] = 1;", [""]),
        ("body = { ...body, ...extra };", [""]),
        ("body = { ...body, [key]: 1 };", [""]),
        ("for (const x of xs) body.products.push(x);", ["/products"]),
        ("xs.forEach((x) => body.products.push(x));", ["/products"]),
        ("body.products.push(...xs);", ["/products"]),
    ],
)
def test_open_containers(code: str, expected: list[str]) -> None:
    seen = see(f"let body = {{ products: ['auth'] }};\n{code}\n{SEND}", "app.ts")
    assert set(expected) <= set(seen.open)


def test_unknown_spread_may_replace_what_is_before_it() -> None:
    code = "client.linkTokenCreate({ client_name: 'A', ...extra, language: 'en' });"
    assert see(code, "app.ts").members == {"/client_name": UNKNOWN, "/language": "en"}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("`App ${x}`", {"unknown": True, "prefix": "App ", "type": "string"}),
        ("'App ' + x", {"unknown": True, "prefix": "App ", "type": "string"}),
        ("String(x)", {"unknown": True, "type": "string"}),
        ("x.toString()", {"unknown": True, "type": "string"}),
        ("x", {"unknown": True}),
        ("x.y", {"unknown": True}),
        ("x?.y", {"unknown": True}),
        ("x[0]", {"unknown": True}),
        ("x > 1", {"unknown": True, "type": "boolean"}),
        ("!x", {"unknown": True, "type": "boolean"}),
        ("x * 2", {"unknown": True, "type": "number"}),
        ("process.env.X", {"unknown": True, "type": "string"}),
        ("process.env.X!", {"unknown": True, "type": "string"}),
        ("process.env['X'] as string", {"unknown": True, "type": "string"}),
        ("import.meta.env.VITE_X", {"unknown": True, "type": "string"}),
        ("crypto.randomUUID()", {"unknown": True, "type": "string"}),
        ("null", {"value": None}),
        ("-1", {"value": -1}),
        ("1_000", {"value": 1000}),
        ("0x10", {"value": 16}),
        ("1.5e1", {"value": 15}),
        ("1.5", {"value": 1.5}),
        ("10n", {"unknown": True, "type": "number"}),
        ("true", {"value": True}),
        ("{}", {"value": {}}),
        ("[]", {"value": []}),
        ("[undefined]", None),
        ("xs.map((x) => x)", {"unknown": True, "type": "array"}),
        ("'a,b'.split(separator)", {"unknown": True, "type": "array"}),
        ("/x/", {"unknown": True}),
        ("'\\ud83d\\ude00'", {"value": "😀"}),
        ("'\\ud83d'", {"unknown": True, "type": "string"}),
        ("'a\\\nb'", {"value": "ab"}),
        ("['a', 'b'].length", {"value": 2}),
        ("['a'].includes('a')", {"value": True}),
        ("['a', 'b'].some((x) => x.startsWith('b'))", {"value": True}),
        ("['a', 'b'].every((x) => x === 'a')", {"value": False}),
        ("'ab'.endsWith('b')", {"value": True}),
        ("[1,,2]", {"unknown": True, "type": "array"}),
    ],
)
def test_what_is_known_of_a_value(expression: str, expected: dict[str, Any] | None) -> None:
    (site,) = sites(f"client.linkTokenCreate({{ a: {expression} }});", "app.ts")
    members = {"/a/0": {"value": None}} if expected is None else {"/a": expected}
    assert merge(site).members == members


@pytest.mark.parametrize(
    "imports",
    [
        "import { CountryCode, Products } from 'plaid';",
        "import plaid, { CountryCode, Products } from 'plaid';",
        "import plaid from 'plaid';\nconst { CountryCode, Products } = plaid;",
        "import * as plaid from 'plaid';\nconst Products = plaid.Products;\n"
        "const { CountryCode } = plaid;",
        "const { CountryCode, Products } = require('plaid');",
        "const plaid = require('plaid');\nconst { CountryCode, Products } = plaid;",
        "const CountryCode = require('plaid').CountryCode;\nconst { Products } = require('plaid');",
        "const { CountryCode, Products } = await import('plaid');",
        "import plaid = require('plaid');\nconst { CountryCode, Products } = plaid;",
        "import { CountryCode as C, Products as P } from 'plaid';\n"
        "const CountryCode = C, Products = P;",
        "import { CountryCode, Products } from 'plaid/dist/api';",
        "import { CountryCode, Products } from 'https://esm.sh/plaid@18.0.0?target=deno';",
        "import { CountryCode, Products } from 'npm:plaid@18';",
    ],
)
def test_enums_of_the_sdk(imports: str) -> None:
    code = f"""{imports}
client.linkTokenCreate({{
  products: [Products.Auth, Products.CraBaseReport, Products['Balance'], x && Products.Assets]
    .filter(Boolean),
  country_codes: [CountryCode.Us] as CountryCode[],
}});"""
    assert see(code, "app.ts").members == {
        "/products/0": "auth",
        "/products/1": "cra_base_report",
        "/products/2": "balance",
        "/products/3": "assets",
        "/country_codes/0": "US",
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("for (const key in body) { if (body[key] === null) delete body[key]; }", ["/a", "/b"]),
        ("Object.keys(body).forEach((key) => { body[key] = load(); });", []),
        ("delete body[key];", ["/a", "/b"]),
        ("const { b, ...rest } = body; f(rest);", []),
    ],
)
def test_fields_that_may_be_removed(code: str, expected: list[str]) -> None:
    seen = see(f"const body = {{ a: load(), b: load() }};\n{code}\n{SEND}", "app.ts")
    assert list(seen.members) == ["/a", "/b"]
    assert list(seen.conditional) == expected


@pytest.mark.parametrize(
    ("parameter", "may_be_null"),
    [
        ("x: string", False),
        ("x", False),
        ("x?: string", True),
        ("x: string | undefined", True),
        ("x: null | string", True),
        ("x: 'a' | 'b'", False),
        ("x = load()", True),
    ],
)
def test_optional_parameters_may_be_absent(parameter: str, may_be_null: bool) -> None:
    code = f"export const f = ({parameter}) => client.linkTokenCreate({{ x }});"
    (site,) = sites(code, "app.ts")
    assert site.worlds[0].body.unknown.values["x",].may_be_null is may_be_null


def test_default_of_an_undefined_argument() -> None:
    code = "const f = (x = 'D') => x;\nclient.linkTokenCreate({ a: f(undefined), b: f(null) });"
    assert see(code, "app.ts").members == {"/a": "D", "/b": None}


def test_variables_of_blocks() -> None:
    code = """
        var a = 1;
        let b = 1;
        if (load()) { var a = 2; let b = 2; f(b); }
        client.linkTokenCreate({ a, b });
    """
    assert see(code, "app.ts").members == {"/a": (2, 1), "/b": 1}


def test_equal_tests_of_other_variables_differ() -> None:
    code = """
        const body = { x: 0 };
        for (const item of [load(), load()]) {
          if (item) body.x = body.x === 1 ? 2 : 1;
        }
        const [a, b] = [load(), load()].map((item) => (item ? 'T' : 'F'));
        client.linkTokenCreate({ x: body.x, a, b });
    """
    assert len(sites(code, "app.ts")[0].worlds) == 16


@pytest.mark.parametrize("imports", ["", "import { Products } from './products';"])
def test_enums_of_others_are_unknown(imports: str) -> None:
    code = f"{imports}\nclient.linkTokenCreate({{ products: [Products.Auth] }});"
    assert see(code, "app.ts").members == {"/products/0": UNKNOWN}


def test_objects_of_own_classes() -> None:
    code = """
        import { Products } from 'plaid';
        @Injectable()
        export class Service {
          private readonly products = [Products.Auth];
          private language: string = 'en';
          other = 'o';
          static NAME = 'A';
          constructor(@Inject(X) private readonly client: PlaidApi, private config: Config) {
            super();
            this.countries = ['US'];
          }
          rename(other: string) { this.other = other; }
          private body(user: string) {
            return {
              client_name: Service.NAME,
              country_codes: this.countries,
              language: this.language,
              products: this.products,
              webhook: this.config.get('X'),
              a: this.other,
              b: this.calculated,
            };
          }
          get calculated() { return 'x'; }
          token = async (user: string) => this.client.linkTokenCreate(this.body(user));
        }
    """
    assert see(code, "app.ts").members == {
        "/client_name": "A",
        "/country_codes/0": "US",
        "/language": "en",
        "/products/0": "auth",
        "/webhook": UNKNOWN,
        "/a": UNKNOWN,
        "/b": UNKNOWN,
    }


def test_parameters_are_unknown() -> None:
    code = """
        export function token(client, name = 'A', { a, b = 'B' } = {}, [c] = [], ...rest) {
          client.linkTokenCreate({ name, a, b, c, rest });
        }
    """
    assert see(code, "app.ts").members == dict.fromkeys(
        ("/name", "/a", "/b", "/c", "/rest"), UNKNOWN
    )


def test_value_changed_by_another_function_is_unknown() -> None:
    code = """
        const CONFIG = { language: 'en' };
        export function change() { CONFIG.language = load(); }
        export const token = () => client.linkTokenCreate({ language: CONFIG.language, a: 'A' });
    """
    assert see(code, "app.ts").members == {"/language": UNKNOWN, "/a": "A"}


def test_callback_sees_the_variables_around_it() -> None:
    code = """
        app.post('/token', async (req, res) => {
          const body = { client_name: 'A', user: { client_user_id: req.user.id } };
          if (req.body.hook) body.webhook = req.body.hook;
          await retry(async () => {
            const name = body.client_name;
            return client.linkTokenCreate({ ...body, client_name: name });
          });
        });
    """
    assert see(code, "app.ts") == Seen(
        {"/client_name": "A", "/user/client_user_id": UNKNOWN, "/webhook": UNKNOWN},
        {"/webhook": [("req.body.hook", True)]},
        [],
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("const x = process.env.X || 'd';", (UNKNOWN, "d")),
        ("const x = process.env.X ?? 'd';", (UNKNOWN, "d")),
        ("const { X: x = 'd' } = process.env;", (UNKNOWN, "d")),
        ("const { X } = process.env;\nconst x = X || 'd';", (UNKNOWN, "d")),
        ("const env = process.env;\nconst x = env.X || 'd';", (UNKNOWN, "d")),
        ("const x = process.env.X ? process.env.X : 'd';", (UNKNOWN, "d")),
        ("let x = 'd';\nif (process.env.X) x = process.env.X;", (UNKNOWN, "d")),
        ("let x = 'd';\nprocess.env.X && (x = 'e');", ("e", "d")),
        ("let x;\nif (a) { x = 'e'; } else if (b) { x = 'f'; } else x = 'd';", ("e", "f", "d")),
        ("let x = 'd';\nif (a === 'y') { x = a; }", ("y", "d")),
        ("let x = 'd';\nif ('y' === a) { x = a; }", ("y", "d")),
        ("const x = a !== null ? 'e' : 'd';", ("e", "d")),
        ("let x;\nswitch (a) { case 'y': x = a; break; default: x = 'd'; }", ("y", "d")),
        (
            "let x;\nswitch (a) { case 'y': case 'z': x = 'e'; break; default: x = 'd'; }",
            ("e", "d"),
        ),
        (
            "let x = 'd';\nswitch (a()) { case 'y': x = 'e'; case 'z': x += '!'; }",
            ("e!", "d!", "d"),
        ),
        ("const x = a ? 'e' : b && 'f' || 'd';", ("e", "f", "d")),
        ("const f = (y) => { if (y) return 'e'; return 'd'; };\nconst x = f(a);", ("e", "d")),
        ("const f = (y) => { if (!y) throw new Error(); return 'e'; };\nconst x = f(a);", "e"),
        ("const a = load();\nconst x = a ? 'e' : a ? 'f' : 'd';", ("e", "d")),
        ("const x = typeof a === 'undefined' ? 'd' : 'e';", ("e", "d")),
    ],
)
def test_worlds(code: str, expected: object) -> None:
    if "const a" not in code:
        code = f"const a = load();\n{code}"
    seen = see(f"{code}\nclient.linkTokenCreate({{ x }});", "app.ts")
    assert seen.members == {"/x": expected}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("...(a && { x: 'X' })", [("a", True)]),
        ("...(!a && { x: 'X' })", [("a", False)]),
        ("...(a ? { x: 'X' } : {})", [("a", True)]),
        ("...(a ? {} : { x: 'X' })", [("a", False)]),
        ("...(a === 'A' ? { x: 'X' } : null)", [("a === 'A'", True)]),
        ("...(a !== 'A' && { x: 'X' })", [("a !== 'A'", True)]),
        ("...(a && b && { x: 'X' })", [("a", True), ("b", True)]),
        ("...(process.env.A && { x: 'X' })", [("process.env.A", True)]),
        ("x: a ? 'X' : undefined", [("a", True)]),
    ],
)
def test_conditional_fields(code: str, expected: list[tuple[str, bool]]) -> None:
    seen = see(f"client.linkTokenCreate({{ y: 1, {code} }});", "app.ts")
    assert seen.members == {"/y": 1, "/x": "X"}
    assert seen.conditional == {"/x": expected}


@pytest.mark.parametrize(
    "code",
    [
        "if (a) { return null; }",
        "if (!a) throw new Error('x');",
        "if (a) { return run(() => client.linkTokenGet(body)); }",
    ],
)
def test_early_exits_leave_one_world(code: str) -> None:
    code = (
        "export function f(a) {\n  const body = { x: 1 };\n  if (a) body.x = 2;\n"
        f"  {code}\n  return run(() => client.linkTokenCreate(body));\n}}"
    )
    *_, site = sites(code, "app.ts")
    assert len(site.worlds) == 1


def test_function_of_a_branch_runs_in_its_worlds() -> None:
    code = """
        export function f(hook) {
          const body = { x: 1 };
          if (hook) {
            body.webhook = hook;
            return run(() => client.linkTokenCreate(body));
          }
          return run(() => client.linkTokenCreate(body));
        }
    """
    members = [set(merge(site).members) for site in sites(code, "app.ts")]
    assert members == [{"/x", "/webhook"}, {"/x"}]
