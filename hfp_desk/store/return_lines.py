"""The line and the column of a return that words mean: 临江, 合计, 5, 已救治, 大病集中救治—已救治; never guessed."""

from __future__ import annotations

from hfp_desk.problems import Refusal
from hfp_desk.returns import Column, Definition, Line, Table
from hfp_desk.store.line_names import LineNames
from hfp_desk.store.opening import Register

_NAMED = 30
"""So many lines are named in a refusal."""


def line_named(register: Register, table: Table, words: str) -> Line:
    """The line called so, by its name, an alias of its place or its key; of a village with its township before it.

    Refusal where no line, or more than one, is called so.
    """
    wanted = words.strip()
    exact = [line for line in table.lines if wanted in (line.label, str(line.key))]
    if len(exact) == 1:
        return exact[0]
    if exact:
        keys = "、".join(str(line.key) for line in exact)
        raise Refusal(f"有 {len(exact)} 行叫“{wanted}”。", f"请写上乡镇，如“临江镇 {wanted}”，或写行的编号：{keys}。")
    names = LineNames(register, table)
    before, _, name = wanted.rpartition(" ")
    found = (names.find(name, before) if before else None) or names.find(wanted)
    if found is not None:
        return found
    labels = [line.label for line in table.lines]
    more = "等" if len(labels) > _NAMED else ""
    raise Refusal(
        f"《{table.definition.title}》没有名为“{wanted}”的行。", f"可以写：{'、'.join(labels[:_NAMED])}{more}。"
    )


def column_named(definition: Definition, words: str) -> Column:
    """The column called so: by its name, its number in the head, its heading or all of them joined by —.

    Refusal where no column, or more than one, is called so.
    """
    wanted = _plain(words).removesuffix("栏")
    if wanted.isdigit() and 1 <= int(wanted) <= len(definition.columns):
        return definition.columns[int(wanted) - 1]
    for called in (_names, _wholes, _lasts):
        found = [column for column in definition.columns if wanted in called(column)]
        if len(found) == 1:
            return found[0]
        if found:
            told = "、".join(f"{column.name}（{'—'.join(column.head)}）" for column in found)
            raise Refusal(f"有 {len(found)} 栏叫“{words.strip()}”。", f"请写其中一个：{told}。")
    told = "、".join(f"{column.name}（{'—'.join(column.head)}）" for column in definition.columns)
    raise Refusal(f"《{definition.title}》没有名为“{words.strip()}”的栏目。", f"可以写：{told}。")


def _names(column: Column) -> tuple[str, ...]:
    return (column.name,)


def _wholes(column: Column) -> tuple[str, ...]:
    return tuple(_plain(sign.join(column.head)) for sign in ("—", "-", "", "/"))


def _lasts(column: Column) -> tuple[str, ...]:
    """The last heading, with its unit and without; the last two."""
    last = _plain(column.head[-1])
    bare = last.rpartition("（")[0] or last
    return last, bare, bare.removeprefix("其中："), *(_plain("".join(column.head[-2:])),)


def _plain(text: str) -> str:
    return "".join(text.split()).replace("(", "（").replace(")", "）")
