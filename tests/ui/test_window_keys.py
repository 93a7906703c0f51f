"""Keys of the window itself belong to no page: a key that two want does nothing at all."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "ui"
WINDOWS_OWN = {"session.py": {"Ctrl+L"}, "shell.py": {"Ctrl+K", "F5", "Esc", "F1"}}


def keys_in(path: Path) -> set[str]:
    """Every text in a module that could be a key."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.mark.parametrize("module", WINDOWS_OWN)
def test_the_keys_of_the_window_are_where_they_are_said_to_be(module: str) -> None:
    assert keys_in(ROOT / module) >= WINDOWS_OWN[module]


def test_no_page_takes_a_key_of_the_window() -> None:
    own = set().union(*WINDOWS_OWN.values())
    taken = {path.stem: keys_in(path) & own for path in (ROOT / "pages").rglob("*.py")}
    hints = {"Esc"}  # said in the tool tip of a button, never set as a key
    assert {page: keys - hints for page, keys in taken.items() if keys - hints} == {}
