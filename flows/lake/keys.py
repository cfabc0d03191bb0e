"""The key of a stage: a hash of its inputs, its configuration and its own code. The same key means nothing to do."""

import ast
import hashlib
import importlib.util
import json
import threading
from functools import cache
from pathlib import Path

from pydantic import BaseModel

CARRIERS = ("schemas.config", "flows.stage", "flows.night", "flows.lake")
"""What carries data and decides none of it: settings stand in the key by their values, and the lake keeps bytes.

A module that is named to `code_digest` itself counts all the same.
"""
PACKAGES = ("schemas", "transforms", "trainers", "worlds", "flows")
"""Whose code counts; a library's version belongs to the inputs where it matters."""


def key(stage: str, inputs: dict[str, str], config: BaseModel | None, code: str) -> str:
    """32 hex digits over the stage's name, its inputs' digests by name, its own configuration and its code's digest."""
    settings = None if config is None else config.model_dump(mode="json")
    return _hash(json.dumps([stage, inputs, settings, code], sort_keys=True, ensure_ascii=False))[:32]


def code_digest(*modules: str) -> str:
    """64 hex digits over the syntax trees, without docstrings, of modules and of all that they import of ours.

    Comments, docstrings and formatting do not count. Syntax trees print differently in another minor version of Python,
    which therefore counts as a change.
    """
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name not in found and (name in modules or not _is_carrier(name)):
            found.add(name)
            waiting.extend(_tree(name).imports)
    return _hash("\n".join(f"{name} {_tree(name).digest}" for name in sorted(found)))


PARSING = threading.Lock()
"""CPython 3.11 builds syntax trees with a counter that threads share: parsing in two at once fails now and then."""


def _is_carrier(name: str) -> bool:
    """The package `flows.stages` imports every stage; its modules count one by one."""
    return name == "flows.stages" or any(name == carrier or name.startswith(f"{carrier}.") for carrier in CARRIERS)


class _Tree:
    """One module: the digest of its syntax tree and which modules of ours it imports."""

    def __init__(self, name: str, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        self.imports = {module for found in _imported(tree, package) for module in _with_parents(found)}
        self.digest = _hash(ast.dump(_without_docstrings(tree)))


@cache
def _tree(name: str) -> _Tree:
    path = _source(name)
    if path is None:
        raise ModuleNotFoundError(f"no module '{name}' in {', '.join(PACKAGES)}")
    with PARSING:
        return _Tree(name, path)


@cache
def _source(name: str) -> Path | None:
    """The file of a module of ours, None for what is not ours or is a name inside a module.

    Only packages are imported on the way, as `find_spec` does with every parent: a module may bring torch with it.
    """
    package = name.rpartition(".")[0]
    if name.partition(".")[0] not in PACKAGES:
        return None
    if package and ((parent := _source(package)) is None or parent.name != "__init__.py"):
        return None
    spec = importlib.util.find_spec(name)
    return Path(spec.origin) if spec and spec.origin else None


def _imported(tree: ast.Module, package: str) -> set[str]:
    """Dotted names after `import` and `from`; those of `from a import b` include `a.b`, which may be a module."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = importlib.util.resolve_name("." * node.level + (node.module or ""), package)
            names.update([base, *(f"{base}.{alias.name}" for alias in node.names)])
    return names


def _with_parents(name: str) -> list[str]:
    """A module of ours with the packages that it lies in, whose `__init__` runs before it; nothing for other names."""
    parts = name.split(".")
    candidates = [".".join(parts[:n]) for n in range(1, len(parts) + 1)]
    return [candidate for candidate in candidates if _source(candidate)]


def _without_docstrings(tree: ast.Module) -> ast.Module:
    """Drop every statement that is only a string: docstrings, and the strings that describe fields."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [statement for statement in body if not _is_text(statement)]
    return tree


def _is_text(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
