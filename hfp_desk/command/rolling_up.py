"""roll-up: adds up what counties or townships sent in as files, without a register or beside what one counts."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hfp_desk.command import signing_in
from hfp_desk.problems import Refusal
from hfp_desk.returns import Definition, Table, checking, loading, periods
from hfp_desk.returns.loading import Catalogue
from hfp_desk.returns.table import TOTAL, Cell, shown
from hfp_desk.store import log, returns
from hfp_desk.store.collecting_towns import Towns
from hfp_desk.store.opening import Register

if TYPE_CHECKING:
    from hfp_desk.excel.collected import Asked
    from hfp_desk.excel.collected_sums import Sum

KEYS = """\
最后一个文件是汇总结果（.xlsx 或 .json），前面的是各县区（各乡镇）报来的 .xlsx 或 return 命令导出的 .json。
--json 输出的各项：
  unit     汇总单位
  sources  各单位：[{file 文件, unit 单位, code 区划代码, flaws 问题}]
  notes    未报的单位、各表的差错
  total    合计：栏目 → 数
  differs  与登记簿不同的数（--register 时）"""
"""What the files are and what the JSON holds, for --help; the keys stay as they are."""


def roll_up(given: Namespace) -> None:
    """Add the files up into the last one; tell who is missing and what does not agree."""
    files: list[Path] = given.files
    if len(files) < 2:
        raise Refusal("没有给出要汇总的文件。", "请先写各单位的文件，最后写汇总结果的文件名，如 汇总.xlsx。")
    differs: tuple[str, ...] = ()
    if given.register is None:
        made = _added_up(given, _asked(given, loading.catalogue()), "")
    else:
        with signing_in.opened(given.register, given.user) as register, register.session():
            asked = _asked(given, returns.catalogue(register), register)
            made = _added_up(given, asked, register.user, given.unit or returns.reporting_unit())
            differs = tuple(_differing(made.table, _ours(register, made.table)))
            detail = {"return": made.table.definition.name, "period": made.table.period.mark, "file": files[-1].name}
            log.note(register, log.Action.RETURN, f"汇总 {made.table.definition.title}", detail=detail)
    if given.json:
        print(json.dumps({**_answer(made), "differs": differs}, ensure_ascii=False, indent=1))
        return
    table = made.table
    print(f"{table.definition.title} {table.period.label}：汇总 {len(made.sources)} 个单位，已写到 {files[-1]}")
    for note in (*made.notes, *differs):
        print(note, file=sys.stderr)


def _asked(given: Namespace, known: Catalogue, register: Register | None = None) -> Asked:
    from hfp_desk.excel.collected import Asked

    definition = _definition(known, given.name) if given.name else None
    if given.period and definition is None:
        raise Refusal("写了 --period，没有写是哪张报表。", "请用 --return 写明报表名称。")
    mark = periods.period(definition, given.period).mark if definition is not None and given.period else ""
    return Asked(known.definitions, definition, mark, Towns(register.db) if register is not None else None)


def _definition(known: Catalogue, name: str) -> Definition:
    found = known.definition(name)
    if found is None:
        names = "、".join(one.name for one in known.definitions)
        raise Refusal(f"没有名为“{name}”的报表。", f"可以写：{names}。")
    return found


def _added_up(given: Namespace, asked: Asked, by: str, unit: str = "") -> Sum:
    from hfp_desk.excel import collected_sums

    *files, target = given.files
    made = collected_sums.summed(collected_sums.sources(files, asked), unit or given.unit)
    collected_sums.write(made, target, by)
    return made


def _ours(register: Register, table: Table) -> Table | None:
    """What the register counts of the same; None of a period that it has not begun."""
    definition = returns.catalogue(register).definition(table.definition.name)
    if definition is None or definition.rows is not table.definition.rows:
        return None
    return returns.counted(register, definition, table.period)


def _differing(table: Table, ours: Table | None) -> Iterator[str]:
    """Figures that the register counts otherwise, line by line of the same name; the sum where all have reported."""
    lines = {line.label: line for line in ours.lines} if ours is not None else {}
    whole = lines.keys() <= {line.label for line in table.lines}
    for line in table.lines:
        if line.label not in lines or (line.key == TOTAL and not whole):
            continue
        for place, column in enumerate(table.definition.columns):
            theirs, mine = line.cells[place].value, lines[line.label].cells[place].value
            if column.indicator and theirs is not None and theirs != mine:
                both = (shown(column, Cell(value or Decimal(0))) for value in (theirs, mine))
                told = "，登记簿 ".join(both)
                yield f"与登记簿不同：{line.label}“{checking.label(column)}”报 {told}"


def _answer(made: Sum) -> dict[str, Any]:
    table = made.table
    cells = zip(table.definition.columns, table.total.cells, strict=True)
    return {
        "unit": table.unit,
        "sources": [{"file": one.file, "unit": one.unit, "code": one.code, "flaws": one.flaws} for one in made.sources],
        "notes": made.notes,
        "total": {column.name: None if cell.value is None else float(cell.value) for column, cell in cells},
    }
