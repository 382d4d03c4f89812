"""What is seen of random programs in JavaScript agrees with what Node sends when it runs them."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from typing import Any

import pytest

from linkcheck.sources.code import read
from tests.sources.code.programs import Parts, agrees, steps_of

_VALUES = (
    "'x'",
    "'y'",
    "1",
    "null",
    "undefined",
    "['p']",
    "{ k: 'v' }",
    "a",
    "b",
    "name",
    "`${a}!`",
    "helper(a)",
    "process.env.SET",
    "process.env.UNSET",
    "process.env.UNSET || 'd'",
    "a ?? 'd'",
    "b && 'B'",
    "config.get('k')?.x",
    "['1', '2'].map((item) => item + '!')",
    "[a && 'A', 'B'].filter(Boolean)",
    "[a, b].map((item) => item ? 'T' : 'F')",
    "[a, b, 'c'].filter((item) => item !== 'x')",
    "a > 'b'",
    "typeof b",
    "'x' in body",
    "Kinds.ONE",
    "'p,q'.split(',')",
)
_TESTS = (
    "a",
    "b",
    "!a",
    "a === null",
    "b !== undefined",
    "a == null",
    "a === 'x'",
    "a && b",
    "a || !b",
    "name",
    "typeof b === 'undefined'",
    "items.length",
    "items.length > 1",
    "['x', 'y'].some((item) => item === a)",
    "items.includes('A')",
    "typeof name === 'string'",
)
_STEPS = (
    "name = {value};",
    "name = {value} || {value};",
    "name = {test} ? {value} : {value};",
    "name ??= {value};",
    "name ||= {value};",
    "body.{key} = {value};",
    "body['{key}'] = {value};",
    "Object.assign(body, {{ {key}: {value} }});",
    "body = {{ ...body, {key}: {value} }};",
    "body = {{ ...body, ...({test} && {{ {key}: {value} }}) }};",
    "body = {{ ...body, ...({test} ? {{ {key}: {value} }} : {{}}) }};",
    "body = {{ ...body, {key}: undefined }};",
    "delete body.{key};",
    "items.push({value});",
    "items = items.concat([{value}]);",
    "items = [...items, {value}];",
    "items = [...items, ...({test} ? [{value}] : [])];",
    "items = ['1', '2'].map(() => {value});",
    "body.items = items;",
    "other = body;",
    "other.{key} = {value};",
    "fill(body, {value});",
    "{test} && items.push({value});",
    "{test} && (body.{key} = {value});",
    "for (const step of ['1', '2']) {{\n  body.{key} = step;\n}}",
    "for (const step of many) {{\n  body.{key} = {value};\n}}",
    "for (const step of many) {{\n  items.push({value});\n}}",
    "for (const step of [a, b]) {{\n  items.push(helper(step));\n}}",
    "for (const key in body) {{ if (body[key] === null) delete body[key]; }}",
    "body = Object.fromEntries(Object.entries(body).filter(([, x]) => x != null));",
    "name = [a, b].find((item) => item === 'y');",
    "body.has = ['x', 'q'].includes(a);",
    "many.forEach((step) => {{ items.push(step); }});",
    "['1', '2'].forEach((step, index) => {{ if ({test}) return; items.push(step); }});",
    "for (let i = 0; i < many.length; i++) {{ const name = {value}; body.{key} = name; }}",
    "try {{\n  body.{key} = {value};\n}} catch (error) {{\n  body.{key} = null;\n}}",
    "try {{\n  if ({test}) throw new Error('x');\n  name = {value};\n}} catch {{\n  a = 1;\n}}",
    "if ({test}) return;",
    "{{ let name = {value}; body.{key} = name; }}",
    "for (const step of many) {{\n  if ({test}) break;\n  name = {value};\n}}",
    "switch (a) {{\n  case 'x':\n    name = {value};\n    break;\n  case 'z':\n"
    "    body.{key} = {value};\n  default:\n    items.push('s');\n}}",
    "switch ({value}) {{\n  case 'x': {{ name = {value}; break; }}\n  case 1:\n"
    "    if ({test}) break;\n    body.{key} = {value};\n}}",
    "const {{ {key}: part_{key} = {value} }} = body; body.part_{key} = part_{key};",
    "({{ first: name }} = body);",
    "[name, items] = [{value}, [{value}]];",
    "name = `${{name}}z`;",
    "items.pop();",
    "items[0] = {value};",
    "items = items.filter(Boolean);",
    "items = items.slice();",
    "body = JSON.parse(JSON.stringify(body));",
    "body = {{ ...body }};",
    "while (many.length) {{\n  many = [];\n  body.{key} = {value};\n}}",
    "name = ((x) => x)({value});",
    "(() => {{ name = {value}; }})();",
    "setName({value});",
    "function setName(x) {{ name = x; }}",
    "body.n = {{ ...body.n, {key}: {value} }};",
    "if (body.n) body.n.{key} = {value};",
    "name = new Box({value}).value;",
    "name = box.with({value});",
    "body.list = Object.values({{ a: {value}, b: {value} }});",
    "name = (x => {{ if (x) return 'T'; return x; }})({value});",
    "name = body.{key} ?? {value};",
    "name = body?.first?.toString();",
    "name = {value}, items = [];",
    "var late = {value}; body.{key} = late;",
    "do {{ name = {value}; }} while (false);",
    "outer: for (const step of many) {{ for (const s of ['1']) {{ if ({test}) continue outer; }}\n"
    "  items.push('o'); }}",
)
_START = """\
const GLOBAL = {{ g: 'G' }};
const Kinds = {{ ONE: 'one' }};
class Box {{
  extra = 'E';
  constructor(value) {{ this.value = value; }}
  with(value) {{ return value || this.extra; }}
}}
const box = new Box('b');
function helper(x, y = 'd') {{
  if (x === 'x') {{ return 'X'; }}
  return y;
}}
const fill = (body, x) => {{
  body.filled = x;
  if (x) body.more = 'm';
}};
function send(client, a, b = undefined, many, config, setName = () => {{}}) {{
  let body = {{ first: 'F', ...GLOBAL }};
  let other = {{}};
  let items = [];
  let name = 'n';
{steps}
  client.linkTokenCreate(body);
}}
"""
_RUN = """\
const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const cases = [];
for (const a of ['x', 'z', null])
  for (const b of ['y', undefined])
    for (const n of [0, 2]) cases.push([a, b, Array(n).fill('m')]);
const all = given.map((code) => {
  const found = [];
  let send;
  try { send = new Function(code + '; return send;')(); } catch (error) { return String(error); }
  for (const [a, b, many] of cases) {
    let sent;
    const client = { linkTokenCreate(body) { sent = JSON.stringify(body); } };
    const config = { get: () => (a ? { x: 'cx' } : undefined) };
    try { send(client, a, b, [...many], config); } catch (error) { continue; }
    if (sent !== undefined) found.push(JSON.parse(sent));
  }
  return found;
});
console.log(JSON.stringify(all));
"""


def _branch(test: str, then: list[str], otherwise: list[str]) -> list[str]:
    lines = [f"if ({test}) {{", *(f"  {line}" for line in then), "}"]
    if not otherwise:
        return lines
    return [*lines[:-1], "} else {", *(f"  {line}" for line in otherwise), "}"]


_PARTS = Parts(_STEPS, _VALUES, _TESTS, _branch)


def run_with_node(programs: list[str]) -> list[Any]:
    """Return what each program sends, in several runs; a string if it cannot be run."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    environment = {"SET": "s"}
    done = subprocess.run(
        [node, "-e", _RUN],
        input=json.dumps(programs),
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    found: list[Any] = json.loads(done.stdout)
    return found


def test_random_programs() -> None:
    chance = random.Random(20)
    programs = [
        _START.format(steps="\n".join(f"  {line}" for line in steps_of(_PARTS, chance)))
        for _ in range(400)
    ]
    runs = 0
    for code, bodies in zip(programs, run_with_node(programs), strict=True):
        if isinstance(bodies, str):
            continue  # such as a second declaration of a variable
        (site,) = read("app.js", code.encode()).sites
        for sent in bodies:
            runs += 1
            fitting = (agrees(world, sent, is_null_absent=True) for world in site.worlds)
            assert any(fitting), f"{sent}\n{code}"
    assert runs > 500
