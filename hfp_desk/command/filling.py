"""fill: our figures in the higher level's own workbook, by what the window learnt or the workbook says itself."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date

from hfp_desk.command import signing_in
from hfp_desk.problems import Refusal
from hfp_desk.returns import periods
from hfp_desk.store import foreign_templates, returns
from hfp_desk.store.opening import Register

KEYS = """\
模板要先在窗口“报表统计·上级模板”中指定过一次，或者在单元格里写明要什么：
  {three_batches.treated@临江镇}   报表.栏目@行；不写行是合计
  {填报单位} {报告期} {填表人} …   表头表尾
  名称 three_batches.treated       Excel 的“定义名称”，指向一列或一格
上级改过模板时不填写，先列出改了哪里。"""
"""What a template may say, for --help."""


def fill(given: Namespace) -> None:
    """Write the filled template; refused, naming what changed, where the higher level changed it."""
    from hfp_desk.excel import foreign_filling, foreign_heads, foreign_learning, foreign_sheets

    foreign = foreign_sheets.read(given.template)
    with signing_in.opened(given.register, given.user) as register:
        day = _day(register, foreign_learning.returns_of(register, foreign), given)
        counted, known = foreign_learning.prepare(register, foreign, day)
        if known.changes or known.lost:
            told = "；".join(change.told for change in known.changes[:5])
            raise Refusal(f"上级改了模板，没有填写：{told}。", "请在窗口“上级模板”里打开它，核对后确认。")
        facts = foreign_templates.facts(register, counted.period.label, date.today())
        found = foreign_filling.filling(foreign, known.points, counted.tables, facts, counted.names)
        count = foreign_filling.save(register, foreign, found, given.target, counted.period.mark)
        unknown = foreign_heads.unknown_in(foreign, returns.catalogue(register))
    for problem in (*found.problems, *unknown):
        print(problem.message, file=sys.stderr)
    print(f"已填好 {count} 个单元格，{counted.period.label}，存为 {given.target}")


def _day(register: Register, names: tuple[str, ...], given: Namespace) -> date:
    """The last day of the period asked for; Refusal of a template that nobody learnt and that says nothing itself."""
    if not names:
        raise Refusal(f"不认得模板“{given.template.name}”。", "请先在窗口“上级模板”里指定每格填什么。")
    return periods.period(returns.named(register, names[0]), given.period).ends
