"""Finding, in the source, whatever hands values of the register out of the domain.

The rule is mechanical. In the packages that may read the register (store, excel, papers, printing, command) a public
function, or a public method of a public class, is a consumer when

* one of its parameters is a ``Viewer`` (or carries one: ``Job``; or is a command's ``Namespace``): it shows values; or
* it is given the register (``Register`` or its database) and gives back something that can hold text.

What neither names a viewer nor is given the register can only hand on what one of these gave it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2] / "hfp_desk"
PACKAGES = ("store", "excel", "papers", "printing", "command")
_VIEWERS = ("Viewer", "Job", "Namespace")
_REGISTERS = ("Register", "SqliteDatabase")
_MUTE = frozenset({"None", "int", "bool", "float", "int | None", "bool | None", "date", "datetime", "Iterator[None]"})
"""Results that hold no text of the register."""


def found_in(source: str, module: str) -> Iterator[str]:
    """The consumers of one module, as ``store.card.card`` and ``store.listing.Listing``."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _of_class(node, module)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _is_consumer(node):
            yield f"{module}.{node.name}"


def found() -> set[str]:
    """Every consumer of the domain."""
    return {name for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")) for name in _of_file(path)}


def _of_file(path: Path) -> Iterator[str]:
    parts = path.relative_to(ROOT).with_suffix("").parts
    yield from found_in(path.read_text(encoding="utf-8"), ".".join(part for part in parts if part != "__init__"))


def _of_class(node: ast.ClassDef, module: str) -> Iterator[str]:
    """The class, when it is made with a viewer or the register; else those of its methods that are given one."""
    methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
    made = [one for one in methods if one.name == "__init__"]
    held = [ast.unparse(one.annotation) for one in node.body if isinstance(one, ast.AnnAssign)]
    if any(_takes(one, _VIEWERS) for one in made) or any(_names(text, _VIEWERS) for text in held):
        yield f"{module}.{node.name}"
        return
    for method in methods:
        if not method.name.startswith("_") and _is_consumer(method):
            yield f"{module}.{node.name}.{method.name}"


def _is_consumer(node: ast.FunctionDef) -> bool:
    if _takes(node, _VIEWERS):
        return True
    back = ast.unparse(node.returns) if node.returns else "None"
    return _takes(node, _REGISTERS) and back not in _MUTE


def _takes(node: ast.FunctionDef, kinds: tuple[str, ...]) -> bool:
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return any(one.annotation is not None and _names(ast.unparse(one.annotation), kinds) for one in given)


def _names(text: str, kinds: tuple[str, ...]) -> bool:
    words = text.replace("[", " ").replace("]", " ").replace("|", " ").replace(",", " ").replace('"', " ").split()
    return any(kind in (word, word.rpartition(".")[2]) for kind in kinds for word in words)
