"""Every refusal says what to do next: each call of ``Refusal`` in the program has its advice, and it is not empty."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ANSWERED = {
    "rehearsing.py": "the rehearsal of a backup becomes a line of the report on it",
    "upgrading.py": "told as an upgrade that was taken back, with what to do",
    "subsidy_month_page.py": "the sentence of ``not_read`` ends with what to do",
}
"""Where whoever catches it says the rest."""


def bare(source: str) -> Iterator[int]:
    """The lines with a refusal that has no advice."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
            given = [*node.args[1:], *(one.value for one in node.keywords if one.arg == "advice")]
            given += [one for one in node.args if isinstance(one, ast.Starred)]
            if not any(not isinstance(one, ast.Constant) or one.value for one in given):
                yield node.lineno


def test_each_says_what_to_do_next() -> None:
    files = [path for part in ("hfp_desk", "ui") for path in (ROOT / part).rglob("*.py")]
    found = {path.name: list(bare(path.read_text(encoding="utf-8"))) for path in files}
    told = {name: lines for name, lines in found.items() if lines}
    assert told.keys() == ANSWERED.keys(), told


def test_one_without_advice_is_noticed() -> None:
    assert list(bare('raise Refusal("没有。")')) == [1]
    assert list(bare('raise Refusal("没有。", "")')) == [1]
    assert not list(bare('raise Refusal("没有。", advice="请核对。")'))
