"""Which calls of JavaScript and TypeScript are requests, and where they are."""

from __future__ import annotations

import pytest

from linkcheck.documents import Document
from linkcheck.sources.code import read
from tests.sources.code import UNKNOWN, see_site, sites

_PATH = "/link/token/create"
_URL = f"https://sandbox.plaid.com{_PATH}"


@pytest.mark.parametrize(
    "code",
    [
        "client.linkTokenCreate({ x: 1 });",
        "await client.linkTokenCreate({ x: 1 });",
        "this.client.linkTokenCreate({ x: 1 });",
        "client?.linkTokenCreate({ x: 1 });",
        "client['linkTokenCreate']({ x: 1 });",
        "(client as any).linkTokenCreate({ x: 1 });",
        "new PlaidApi(config).linkTokenCreate({ x: 1 });",
        "import { PlaidApi } from 'plaid';\n"
        "const client = new PlaidApi(config);\nclient.linkTokenCreate({ x: 1 });",
        "const plaid = require('plaid');\nclient.createLinkToken({ x: 1 }, callback);",
        "import plaid from 'plaid';\nclient.createLinkToken({ x: 1 });",
        "client.linkTokenCreate({ x: 1 }, { timeout: 1 });",
        "call(client.linkTokenCreate, { x: 1 });",
        "export const token = async () => client.linkTokenCreate({ x: 1 });",
        "export default async function () { return client.linkTokenCreate({ x: 1 }); }",
        "module.exports = { token: async () => client.linkTokenCreate({ x: 1 }) };",
        "exports.token = onCall(async (data) => client.linkTokenCreate({ x: 1 }));",
        "class S { async token() { return this.client.linkTokenCreate({ x: 1 }); } }",
        "class S { token = async () => this.client.linkTokenCreate({ x: 1 }); }",
        "export default class { static token() { return client.linkTokenCreate({ x: 1 }); } }",
        "const S = class { token() { return client.linkTokenCreate({ x: 1 }); } };",
        "const api = { async token() { return client.linkTokenCreate({ x: 1 }); } };",
        "app.post('/x', (req, res) => { p.then(async function () {\n"
        "client.linkTokenCreate({ x: 1 }); }); });",
        "for (const x of xs) { retry(() => client.linkTokenCreate({ x: 1 })); }",
        "try { f(); } catch (e) { client.linkTokenCreate({ x: 1 }); }",
        "try { f(); } catch { run(() => client.linkTokenCreate({ x: 1 })); }",
        "client.linkTokenCreate({ x: 1 }).then((r) => r.data).catch(console.error);",
        "switch (a) { case 1: client.linkTokenCreate({ x: 1 }); }",
        "while (true) { client.linkTokenCreate({ x: 1 }); }",
        "a && client.linkTokenCreate({ x: 1 });",
        "const r = a ? await client.linkTokenCreate({ x: 1 }) : null;",
        "const [r] = await Promise.all([client.linkTokenCreate({ x: 1 }), other()]);",
        f"fetch('{_URL}', {{ method: 'POST', body: JSON.stringify({{ x: 1 }}) }});",
        f"fetch(BASE + '{_PATH}', {{ method: 'POST', body: JSON.stringify({{ x: 1 }}) }});",
        f"fetch(`${{BASE}}{_PATH}`, {{ method: 'POST', body: JSON.stringify({{ x: 1 }}) }});",
        f"axios.post('{_URL}', {{ x: 1 }});",
        f"axios.post(`https://${{env}}.plaid.com{_PATH}`, {{ x: 1 }}, {{ headers: {{}} }});",
        f"axios({{ method: 'post', url: '{_URL}', data: {{ x: 1 }} }});",
        f"axios.request({{ method: 'post', url: '{_URL}', data: {{ x: 1 }} }});",
        f"const api = axios.create({{ baseURL: 'https://sandbox.plaid.com' }});\n"
        f"api.post('{_PATH}', {{ x: 1 }});",
        f"const api = axios.create({{ baseURL: `https://${{env}}.plaid.com` }});\n"
        f"api.post('{_PATH}', {{ x: 1 }});",
        f"got.post('{_URL}', {{ json: {{ x: 1 }} }}).json();",
        f"ky.post('{_URL}', {{ json: {{ x: 1 }} }}).json();",
        f"request.post({{ url: '{_URL}', json: true, body: {{ x: 1 }} }}, done);",
        f"superagent.post('{_URL}').set('A', 'b').send({{ x: 1 }});",
        f"const post = (path, body) => fetch(BASE + path, {{ body: JSON.stringify(body) }});\n"
        f"post('{_PATH}', {{ x: 1 }});",
        "import { PlaidApi } from './client';\n"
        "const api = new PlaidApi();\napi.linkTokenCreate({ x: 1 });",
        "class S { async t(): Promise<import('axios').R<X>> {\n"
        "return this.client.linkTokenCreate({ x: 1 }); } }",
        f"fetch(new URL('{_PATH}', 'https://sandbox.plaid.com'),"
        " { body: JSON.stringify({ x: 1 }) });",
        "import { LinkTokenCreateRequest } from 'plaid';\n"
        "export const request: LinkTokenCreateRequest = { x: 1 };",
        "import type { LinkTokenCreateRequest as R } from 'plaid';\nconst r = { x: 1 } as R;",
        "import { LinkTokenCreateRequest } from 'plaid';\n"
        "f({ x: 1 } satisfies LinkTokenCreateRequest);",
        "import { LinkTokenCreateRequest } from 'plaid';\nf(<LinkTokenCreateRequest>{ x: 1 });",
        "import * as Plaid from 'plaid';\nconst r: Plaid.LinkTokenCreateRequest = { x: 1 };",
        "import { LinkTokenCreateRequest } from 'plaid';\n"
        "const build = (): LinkTokenCreateRequest => ({ x: 1 });",
        "import { LinkTokenCreateRequest } from 'plaid';\n"
        "async function build(): Promise<LinkTokenCreateRequest> { return { x: 1 }; }",
        "import { LinkTokenCreateRequest } from 'plaid';\n"
        "class S { request: LinkTokenCreateRequest = { x: 1 }; }",
    ],
)
def test_a_site(code: str) -> None:
    (site,) = sites(code, "app.ts")
    assert (site.language, site.document) == ("typescript", Document.CREATE_REQUEST)
    assert see_site(site).members == {"/x": 1}


@pytest.mark.parametrize(
    "code",
    [
        "linkTokenCreate({ x: 1 });",
        "client.createLinkToken({ x: 1 });",  # the SDK is not imported
        "import { usePlaidLink } from 'react-plaid-link';\napi.createLinkToken({ x: 1 });",
        "import { createLinkToken } from './api';\ncreateLinkToken({ x: 1 });",
        "const client = { linkTokenCreate: async (body) => body };\n"
        "client.linkTokenCreate({ x: 1 });",
        "class S { linkTokenCreate(x) { return x; }\n f() { this.linkTokenCreate({ x: 1 }); } }",
        "import plaid from 'plaid';\n"
        "class S { createLinkToken(x) { return x; }\n f() { this.createLinkToken({ x: 1 }); } }",
        "import { PlaidApi } from '@harbor/banking';\n"
        "const api = new PlaidApi();\napi.linkTokenCreate({ x: 1 });",
        "import { PlaidApi } from 'other';\n"
        "class S { constructor() { this.api = new PlaidApi(); }\n"
        "f() { return this.api.linkTokenCreate({ x: 1 }); } }",
        f"fetch('/api{_PATH}', {{ method: 'POST', body: '{{}}' }});",
        f"fetch(`/api/${{x}}{_PATH}`, {{ method: 'POST', body: '{{}}' }});",
        f"request('/api{_PATH}', {{ x: 1 }});",
        f"fetch('{_PATH}', {{ method: 'POST', body: JSON.stringify({{ x: 1 }}) }});",
        f"axios.post('http://localhost:3000{_PATH}', {{ x: 1 }});",
        f"axios.post(`${{BASE}}/api{_PATH}`, {{ x: 1 }});",
        f"const api = axios.create({{ baseURL: 'https://api.example.com' }});\n"
        f"api.post('{_PATH}', {{ x: 1 }});",
        f"axios.get('{_URL}');",
        f"app.post('{_PATH}', handler);",
        "client.linkTokenCreate();",
        "expect(client.linkTokenCreate).toHaveBeenCalledWith({ x: 1 });",
        "client.linkTokenCreate.mockResolvedValue({ x: 1 });",
        "const x = 'client.linkTokenCreate({ x: 1 })';",
        "// client.linkTokenCreate({ x: 1 });",
        "/* client.linkTokenCreate({ x: 1 }); */",
        "interface LinkTokenCreateRequest { x: number }\n"
        "const r: LinkTokenCreateRequest = { x: 1 };",
        "import { LinkTokenCreateRequest } from './types';\n"
        "const r: LinkTokenCreateRequest = { x: 1 };",
        "import { LinkTokenCreateRequest } from 'plaid';\nlet r: LinkTokenCreateRequest;",
        "import { LinkTokenCreateRequest } from 'plaid';\nfunction f(r: LinkTokenCreateRequest) {}",
    ],
)
def test_no_site(code: str) -> None:
    assert sites(code, "app.ts") == ()


def test_request_of_the_other_endpoint() -> None:
    (site,) = sites("client.linkTokenGet({ link_token: token });", "app.ts")
    assert site.document is Document.GET_REQUEST
    assert see_site(site).members == {"/link_token": UNKNOWN}


def test_object_that_a_call_takes_is_no_site() -> None:
    code = """
        import { LinkTokenCreateRequest } from 'plaid';
        function build(): LinkTokenCreateRequest {
          const request: LinkTokenCreateRequest = { x: 1 };
          return request;
        }
        export const token = () => client.linkTokenCreate(build());
    """
    (site,) = sites(code, "app.ts")
    assert site.span.line == 7


def test_object_that_is_part_of_another_is_no_site() -> None:
    code = """
        import { LinkTokenCreateRequest } from 'plaid';
        export function build(token?: string): LinkTokenCreateRequest {
          const base: LinkTokenCreateRequest = { x: 1 };
          if (token) return { ...base, access_token: token };
          return Object.assign({}, base, { y: 2 });
        }
    """
    assert [site.span.line for site in sites(code, "app.ts")] == [5, 6]


def test_each_call_is_a_site() -> None:
    code = "const body = { x: 1 };\nclient.linkTokenCreate(body);\nclient.linkTokenCreate(body);"
    assert [site.span.line for site in sites(code, "app.ts")] == [2, 3]


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        (f"axios.post('{_URL}', {{ x: 1 }});", {"environment": "sandbox"}),
        (
            f"axios.post(BASE + '{_PATH}', {{ x: 1 }},"
            " { headers: { 'PLAID-CLIENT-ID': a, 'Plaid-Secret': b } });",
            {"header_credentials": True},
        ),
        (f"axios.post(BASE + '{_PATH}', {{ x: 1 }});", {}),
    ],
)
def test_facts(code: str, facts: dict[str, object]) -> None:
    (site,) = sites(code, "app.ts")
    assert [dict(world.facts) for world in site.worlds] == [facts]


_CALL = "client.linkTokenCreate({ x: 1 });"
_COMPONENT = "<template><p v-if='a < b'>é</p></template>\n<script{}>\nlet é;  {}\n</script>\n"


@pytest.mark.parametrize(
    ("name", "code", "language", "place"),
    [
        ("a.ts", _CALL, "typescript", (1, 1)),
        ("a.mts", _CALL, "typescript", (1, 1)),
        ("a.cts", _CALL, "typescript", (1, 1)),
        ("a.tsx", f"const p = <p onClick={{() => {_CALL[:-1]}}}>é</p>;", "typescript", (1, 29)),
        ("a.js", f"#!/usr/bin/env node\n{_CALL}", "javascript", (2, 1)),
        ("a.jsx", f"const p = <p onClick={{() => {_CALL[:-1]}}}>é</p>;", "javascript", (1, 29)),
        ("a.mjs", _CALL, "javascript", (1, 1)),
        ("a.cjs", _CALL, "javascript", (1, 1)),
        ("a.vue", _COMPONENT.format("", _CALL), "javascript", (3, 9)),
        ("a.vue", _COMPONENT.format(" setup lang='ts'", f"{_CALL} x!"), "typescript", (3, 9)),
        ("a.svelte", _COMPONENT.format(' lang="ts"', f"{_CALL} x!"), "typescript", (3, 9)),
        ("A.TS", _CALL, "typescript", (1, 1)),
    ],
)
def test_languages(name: str, code: str, language: str, place: tuple[int, int]) -> None:
    (site,) = sites(code, name)
    assert (site.language, site.span[:2]) == (language, place)


def test_scripts_of_a_component_share_their_variables() -> None:
    code = "<script>\nconst X = 1;\n</script>\n<p>é</p><script setup>{}</script>"
    (site,) = sites(code.replace("{}", "client.linkTokenCreate({ x: X });"), "a.vue")
    assert see_site(site).members == {"/x": 1}
    assert site.span[:2] == (4, 23)


@pytest.mark.parametrize("name", ["a.min.js", "a.json", "a.ts.txt"])
def test_other_files_have_no_sites(name: str) -> None:
    assert read(name, _CALL.encode()).sites == ()


def test_places() -> None:
    code = "x = '😀é'; c.linkTokenCreate({ client_name: 'é', 'products': [\n\t'ü'] })"
    (site,) = sites(code, "app.js")
    assert site.span[:2] == (1, 11)
    places = site.worlds[0].body.places
    key, value = places["client_name",]
    assert (key and key[1:], value and value[1:]) == ((31, 1, 42), (44, 1, 47))
    key, value = places["products",]
    assert (key and key[1:], value and value[1:]) == ((49, 1, 59), (61, 2, 6))
    assert places["products", 0].value == (2, 2, 2, 5)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines(newline: str) -> None:
    code = f"\ufeffx = '\u2028';{newline}y = `{newline}`;  {_CALL}"
    (site,) = read("app.ts", code.encode()).sites
    assert site.span[:2] == (3, 5)


def test_place_of_a_value_is_where_its_literal_is_written() -> None:
    code = "const NAME = 'A';\nconst body = {};\nbody.a = NAME;\nclient.linkTokenCreate(body);"
    (site,) = sites(code, "app.ts")
    key, value = site.worlds[0].body.places["a",]
    assert (key, value) == ((3, 6, 3, 7), (1, 14, 1, 17))
