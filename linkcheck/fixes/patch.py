"""RFC 6902 operations on Python values.

Not from a package (``jsonpatch``): that would be another dependency, and it lacks two features that
fixes need. Only the containers on the path of a change are copied, as fixing tries many patches on
one large body; and a renamed member keeps its position. Source: RFC 6902, RFC 6901.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from linkcheck.pointer import Path, tokens, value_at

Operation = Mapping[str, Any]
Patch = Sequence[Operation]

_INDEX = re.compile(r"0|[1-9][0-9]*")


class PatchError(ValueError):
    """An operation that cannot be applied: its place does not exist, or its test fails.

    The message names the operation and never contains a value.
    """


def apply(value: Any, patch: Patch) -> Any:
    """Return the value with all operations applied in order.

    ``value`` consists of JSON values and is not changed; the result shares its unchanged parts.
    Raises PatchError if an operation cannot be applied.
    """
    for operation in patch:
        name = operation.get("op")
        if name not in _OPERATIONS:
            raise PatchError(f"unknown operation {name!r}")
        try:
            value = _OPERATIONS[name](value, operation)
        except (LookupError, TypeError, ValueError) as error:
            raise PatchError(f"operation {name!r} does not fit the document") from error
    return value


def resolve(value: Any, pointer: str) -> Path:
    """Return the path of a pointer in a value: tokens become indexes where the value has an array.

    The last step may be one past the end of an array, also written ``-``. Raises ValueError or
    LookupError if a step before the last does not exist.
    """
    path: list[str | int] = []
    for token in tokens(pointer):
        if path:
            value = value[path[-1]]
        path.append(_step(value, token))
    return tuple(path)


def _step(container: Any, token: str) -> str | int:
    if isinstance(container, dict):
        return token
    if not isinstance(container, list):
        raise LookupError(token)
    if token == "-":
        return len(container)
    if not _INDEX.fullmatch(token):
        raise LookupError(token)
    return int(token)


def _changed(value: Any, path: Path, change: Callable[[Any, Any], None]) -> Any:
    """Return a value with the container of a place changed; it and its parents are copies."""
    root = value = _copy(value)
    for step in path[:-1]:
        value[step] = _copy(value[step])
        value = value[step]
    change(value, path[-1])
    return root


def _copy(value: Any) -> Any:
    if not isinstance(value, (dict, list)):
        raise LookupError
    return value.copy()


def _add(value: Any, operation: Operation) -> Any:
    return _put(value, resolve(value, operation["path"]), operation["value"])


def _put(value: Any, path: Path, new: Any) -> Any:
    def change(container: Any, step: Any) -> None:
        if isinstance(container, dict):
            container[step] = new
        elif step > len(container):
            raise LookupError
        else:
            container.insert(step, new)

    return _changed(value, path, change) if path else new


def _remove(value: Any, operation: Operation) -> Any:
    return _cut(value, resolve(value, operation["path"]))


def _cut(value: Any, path: Path) -> Any:
    return _changed(value, path, lambda container, step: container.__delitem__(step))


def _replace(value: Any, operation: Operation) -> Any:
    path = resolve(value, operation["path"])
    value_at(value, path)  # it must exist

    def change(container: Any, step: Any) -> None:
        container[step] = operation["value"]

    return _changed(value, path, change) if path else operation["value"]


def _move(value: Any, operation: Operation) -> Any:
    source = resolve(value, operation["from"])
    moved = value_at(value, source)
    target = tokens(operation["path"])
    if len(target) > len(source) and target[: len(source)] == tokens(operation["from"]):
        raise LookupError("into itself")
    parent = value_at(value, source[:-1])
    if is_rename(value, operation):
        names = {name: name for name in parent if name != target[-1]} | {source[-1]: target[-1]}
        renamed = {names[name]: parent[name] for name in parent if name in names}
        whole = {"op": "replace", "path": operation["from"].rpartition("/")[0], "value": renamed}
        return _replace(value, whole)
    if not source:
        return value
    rest = _cut(value, source)
    return _put(rest, resolve(rest, operation["path"]), moved)


def is_rename(value: Any, operation: Operation) -> bool:
    """Return whether a move renames a member within its object."""
    source, target = resolve(value, operation["from"]), tokens(operation["path"])
    return (
        bool(source)
        and tokens(operation["from"])[:-1] == target[:-1]
        and isinstance(source[-1], str)
    )


def _duplicate(value: Any, operation: Operation) -> Any:
    found = value_at(value, resolve(value, operation["from"]))
    return _put(value, resolve(value, operation["path"]), found)


def _test(value: Any, operation: Operation) -> Any:
    if not equal(value_at(value, resolve(value, operation["path"])), operation["value"]):
        raise LookupError("the test failed")
    return value


def equal(one: Any, other: Any) -> bool:
    """Return whether two values are equal in JSON: 1 is 1.0 but not true; order is ignored."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(equal(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


_OPERATIONS: dict[str, Callable[[Any, Operation], Any]] = {
    "add": _add,
    "copy": _duplicate,
    "move": _move,
    "remove": _remove,
    "replace": _replace,
    "test": _test,
}
