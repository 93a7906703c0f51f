"""returns, return, members: which returns there are, one of them as a file, who stands behind one of its figures."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from hfp_desk import file_names, scratch
from hfp_desk.command import signing_in
from hfp_desk.gate import Viewer
from hfp_desk.papers import going_out
from hfp_desk.papers import returns as papers
from hfp_desk.problems import Refusal
from hfp_desk.returns import Column, Definition, Line, Period, Table, periods
from hfp_desk.returns.table import detailed
from hfp_desk.store import return_lines, returns, scopes, sending, users
from hfp_desk.store.listing import Listing
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import Members
from hfp_desk.store.sending import Sent
from hfp_desk.store.views import View

SHOWN = 50
"""How many members are told on the screen; --json tells all of them."""

_ENDINGS = (".xlsx", ".pdf", ".json")

RETURNS_KEYS = """\
--json 输出的各项：
  returns   报表：[{name, title, number 表号, kind month|quarter|half|year, rows 行是什么, columns 栏目：{name: 标题},
            sent 最近一次上报：{period, version, at, by}，没有上报过时 null}]
  problems  定义文件中的问题"""
RETURN_KEYS = """\
.json 文件的各项（roll-up 命令可以汇总它们）：
  definition  报表的定义：name 名称、title 标题、columns 栏目、checks 审核关系等
  period      报告期：{mark, starts 第一天, ends 最后一天, year_starts 本年累计从哪天起, label}
  unit        填报单位
  edition     按哪个版本的政策统计
  lines       各行：[{key 编号（0 合计，-1 不属于任何一行）, label, cells：[{value 数, part 分子, whole 分母}]}]"""
MEMBERS_KEYS = """\
--json 输出的各项：
  return   报表名称
  period   报告期
  row      哪一行
  column   哪一栏
  figure   这一格的数
  count    名单共几条，率是分子的名单
  hidden   其中属限制查看、没有列出的条数
  kind     记录类型
  members  名单：[{id 登记编号, 栏目: 内容}]"""
"""What the files and the JSON hold, for --help; the keys stay as they are."""


def show(given: Namespace) -> None:
    """List the returns there are and what of them went up last."""
    with signing_in.opened(given.register, given.user) as register, register.session():
        known = returns.catalogue(register)
        latest: dict[str, Sent] = {}
        for one in sending.sent():
            latest.setdefault(one.name, one)
    problems = [problem.message for problem in known.problems]
    if given.json:
        made = [_return(one, latest.get(one.name)) for one in known.definitions]
        print(json.dumps({"returns": made, "problems": problems}, ensure_ascii=False))
        return
    for each in known.definitions:
        print(f"{each.name}　{each.title}　{each.period.label}　{_last(latest.get(each.name))}")
    for message in problems:
        print(message, file=sys.stderr)


def write(given: Namespace) -> None:
    """Write a return as .xlsx, .pdf or .json: as it stands now, as it went up, or empty to be filled in."""
    from hfp_desk.excel import return_files

    target: Path = given.target
    if target.suffix.lower() not in _ENDINGS:
        raise Refusal(f"不认得文件类型“{target.suffix}”。", "请用 .xlsx、.pdf 或 .json 作文件名结尾。")
    with signing_in.opened(given.register, given.user) as register, register.session():
        viewer, (definition, period) = users.viewer(register), _asked(register, given)
        if given.blank or given.town:
            town = scopes.scope(viewer, town=given.town).towns if given.town else ()
            place = town[0] if town else None
            count = return_files.write_blank(register, viewer, definition, period, target, place=place)
        else:
            table, one = _table(register, definition, period, given.sent)
            if target.suffix.lower() == ".pdf":
                count = _printed(register, viewer, table, target, one)
            else:
                count = return_files.write_return(register, viewer, table, target, sent=one)
    print(f"{definition.title} {period.label}：{count} 行，已写到 {target}")


def members(given: Namespace) -> None:
    """Tell who or what stands behind a figure, as far as this user may know of them."""
    with signing_in.opened(given.register, given.user) as register, register.session():
        viewer, (definition, period) = users.viewer(register), _asked(register, given)
        if not viewer.may_look:
            raise Refusal("您没有任何角色，不能查看名单。", "请联系管理员分配角色。")
        column = return_lines.column_named(definition, given.column)
        table, one = _table(register, definition, period, given.sent)
        line = return_lines.line_named(register, table, given.row)
        if one is None:
            found = returns.members(register, viewer, definition, period, line.key, column.name)
        else:
            found = sending.frozen_members(register, viewer, one.id, line.key, column.name)
        answer = _members(register, viewer, table, line, column, found)
    print(json.dumps(answer, ensure_ascii=False) if given.json else "\n".join(_told(table, answer)))


def _asked(register: Register, given: Namespace) -> tuple[Definition, Period]:
    definition = returns.named(register, given.name)
    return definition, periods.period(definition, given.period)


def _table(
    register: Register, definition: Definition, period: Period, version: int | None
) -> tuple[Table, Sent | None]:
    """The return as it stands now, or the frozen version that is asked for."""
    users.require_looking(register)
    if version is None:
        return returns.counted(register, definition, period), None
    known = {one.version: one for one in sending.sent(definition.name, period.mark)}
    if version not in known:
        versions = "、".join(f"第 {number} 版" for number in sorted(known))
        told = f"有{versions}。" if known else "这一期还没有上报过，请去掉 --sent。"
        raise Refusal(f"《{definition.title}》{period.label}没有上报过第 {version} 版。", told)
    return sending.frozen(known[version].id), known[version]


def _printed(register: Register, viewer: Viewer, table: Table, target: Path, one: Sent | None) -> int:
    rough = scratch.fresh(file_names.proposed(table.definition.title, ".pdf"))
    try:
        printed = papers.print_return(register, viewer, table, rough, sent=one)
        going_out.keep(register, printed, target)
    finally:
        scratch.wipe(rough)
    return printed.count


def _members(
    register: Register, viewer: Viewer, table: Table, line: Line, column: Column, found: Members
) -> dict[str, Any]:
    with closing(Listing(register, View(found.kind, only=found.ids), viewer)) as listing:
        titles = [one.title for one in listing.view.shown]
        listed = [
            {"id": listing.id_at(row), **dict(zip(titles, listing.cells(row), strict=True))}
            for row in range(len(listing))
        ]
    return {
        "return": table.definition.name,
        "period": table.period.mark,
        "row": line.label,
        "column": "—".join(column.head),
        "figure": detailed(column, line.cells[table.place(column.name)]),
        "count": found.count,
        "hidden": found.hidden,
        "kind": found.kind.name,
        "members": listed,
    }


def _told(table: Table, answer: dict[str, Any]) -> Iterator[str]:
    yield f"{table.definition.title} {table.period.label}　{answer['row']}　{answer['column']}：{answer['figure']}"
    yield f"名单 {answer['count']:,} 条：" if answer["count"] else "名单是空的。"
    for one in islice(answer["members"], SHOWN):
        yield "  " + "　".join(str(text) for text in one.values() if text != "")
    if len(answer["members"]) > SHOWN:
        yield f"  ……另有 {len(answer['members']) - SHOWN:,} 条，用 --json 查看全部。"
    if answer["hidden"]:
        yield f"  另有 {answer['hidden']:,} 条属限制查看"


def _return(one: Definition, last: Sent | None) -> dict[str, Any]:
    sent = {"period": last.period, "version": last.version, "at": last.sent_at, "by": last.sent_by} if last else None
    columns = {column.name: "—".join(column.head) for column in one.columns}
    facts = {"name": one.name, "title": one.title, "number": one.number, "kind": str(one.period)}
    return {**facts, "rows": one.rows.label, "columns": columns, "sent": sent}


def _last(one: Sent | None) -> str:
    return f"最近上报 {one.label}第 {one.version} 版（{one.sent_at[:10]}）" if one else "还没有上报过"
