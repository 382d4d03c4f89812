"""Declarations of JavaScript and TypeScript, lowered to the shared form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from linkcheck.sources.code import tree
from linkcheck.sources.code.javascript.effects import Effects
from linkcheck.sources.code.javascript.functions import FUNCTION_VALUES
from linkcheck.sources.code.javascript.literals import undefined
from linkcheck.sources.code.javascript.scopes import children


class Declarations(Effects):
    """Lowers declarations, imports and exports."""

    def _variables(self, node: Any) -> list[tree.Statement]:
        found: list[tree.Statement] = []
        is_var = node.type == "variable_declaration"
        for declarator in children(node):
            name, value = (declarator.child_by_field_name(key) for key in ("name", "value"))
            if name is None:
                continue
            for variable in self.scopes.names_in(name) if is_var else ():
                self.scopes.declare_variable(variable)
            outside, self.before = self.before, []
            if value is not None:
                lowered = self._variable(declarator, name, value)
            else:
                lowered = [] if is_var else self.bind(name, undefined(self.text.span(name)))
            found += [*self.before, *lowered]
            self.before = outside
        return found

    def _variable(self, node: Any, name: Any, value: Any) -> list[tree.Statement]:
        if name.type == "identifier":
            target = self.scopes.write(self.text.of(name))
            if value.type in FUNCTION_VALUES:
                return [self.function(value, target)]
            if value.type == "class":
                return [self.class_(value, target)]
            path = self.loaded(value)
            if path is not None:
                return [tree.Import(self.text.span(name), target, path)]
        return self.bind(name, self.typed(self.expression(value), node.child_by_field_name("type")))

    def _function(self, node: Any) -> list[tree.Statement]:
        name = node.child_by_field_name("name")
        label = self.new_name(self.text.span(node)) if name is None else self.text.of(name)
        return [self.function(node, self.scopes.write(label))]

    def _class(self, node: Any) -> list[tree.Statement]:
        name = node.child_by_field_name("name")
        label = self.new_name(self.text.span(node)) if name is None else self.text.of(name)
        return [self.class_(node, self.scopes.write(label))]

    def _enum(self, node: Any) -> list[tree.Statement]:
        name = self.scopes.write(self.text.of(node.child_by_field_name("name")))
        body: list[tree.Statement] = []
        for member in children(node.child_by_field_name("body")):
            key = member.child_by_field_name("name") or member
            value = member.child_by_field_name("value")
            span = self.text.span(key)
            written = tree.Opaque(span, (), "number") if value is None else self.expression(value)
            label = self.key(key)
            if type(label) is tree.Literal:
                body.append(tree.Assign(span, tree.Name(span, str(label.value)), written))
        return [tree.Class(self.text.span(node), name, tuple(body))]

    def _namespace(self, node: Any) -> list[tree.Statement]:
        name, body = (node.child_by_field_name(key) for key in ("name", "body"))
        if body is None:
            return []
        block = self.block_in(children(body))
        return [tree.Class(self.text.span(node), self.text.of(name), block)]

    def _export(self, node: Any) -> list[tree.Statement]:
        declaration = declared(node)
        if declaration is not node:
            return list(self.block([declaration]))
        value = node.child_by_field_name("value")
        return [] if value is None else self.effect(value)

    def _import(self, node: Any) -> list[tree.Statement]:
        source = node.child_by_field_name("source")
        if source is None:
            clause = next((c for c in children(node) if c.type == "import_require_clause"), None)
            if clause is None:
                return []
            node, source = clause, clause.child_by_field_name("source")
        path = self.path_of(source)
        return [
            tree.Import(self.text.span(name), self.text.of(name), path + suffix)
            for name, suffix in self._imported(node)
        ]

    def _imported(self, node: Any) -> Iterator[tuple[Any, str]]:
        """Yield the node of each name that is imported, and what it is in the module."""
        for child in children(node):
            if child.type == "import_specifier":
                name, alias = (child.child_by_field_name(key) for key in ("name", "alias"))
                label = self.text.of(name)
                yield alias or name, "" if label == "default" else f".{label}"
            elif child.type == "identifier":
                yield child, ""
            elif child.type != "string":
                yield from self._imported(child)


def declared(node: Any) -> Any:
    """Return the declaration in an export, or the node itself."""
    is_export = node.type == "export_statement"
    return (node.child_by_field_name("declaration") if is_export else None) or node


DECLARATIONS: dict[str, Callable[[Any, Any], list[tree.Statement]]] = {
    "lexical_declaration": Declarations._variables,
    "variable_declaration": Declarations._variables,
    "function_declaration": Declarations._function,
    "generator_function_declaration": Declarations._function,
    "class_declaration": Declarations._class,
    "abstract_class_declaration": Declarations._class,
    "enum_declaration": Declarations._enum,
    "internal_module": Declarations._namespace,
    "module": Declarations._namespace,
    "export_statement": Declarations._export,
    "import_statement": Declarations._import,
}
