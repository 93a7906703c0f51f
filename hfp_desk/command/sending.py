"""freeze, sent, differences, lock, unlock: what goes up, and what changed since it did."""

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from hfp_desk.command import signing_in
from hfp_desk.problems import Refusal
from hfp_desk.returns import periods
from hfp_desk.store import period_locks, return_differences, returns, sending, users
from hfp_desk.store.opening import Register
from hfp_desk.store.return_differences import Difference, Differences, Moved, worded
from hfp_desk.store.sending import Sent
from hfp_desk.store.told_differences import UNFOUND, WAYS

KEYS = """\
--json 输出的各项：
  sent     上报件：{name, period, version 第几版, title, at 上报时间, by 上报人, reason 补报原因, edition, program,
           due 应报日, late 是否逾期（没有规定时 null）, digest 校验码}
  figures  有几个数字与上报时不同
  notes    统计口径、政策版本、程序版本的变化
  cells    有差异的格：[{line 行, column 栏目, was 上报数, now 现数, entered 新进, left 退出, hidden 属限制查看的条数,
           more 未列出的条数, note 说明, moved 名单：[{way entered|left|amended, kind 记录类型, record 编号, name,
           reasons 修改记录：[{kind, record, text}]（空：未找到修改记录）}]}]"""
"""What the JSON holds, for --help; the keys stay as they are."""


def freeze(given: Namespace) -> None:
    """Send a return: freeze it with everything behind it."""
    with signing_in.opened(given.register, given.user) as register, register.session():
        definition = returns.named(register, given.name)
        made = sending.send(register, definition, periods.period(definition, given.period), given.reason)
    print(_line(made))


def sent(given: Namespace) -> None:
    """List what went up."""
    with signing_in.opened(given.register, given.user) as register, register.session():
        name = returns.named(register, given.name).name if given.name else ""
        found = sending.sent(name, given.period)
    print("\n".join(map(_line, found)) or "还没有上报过。")


def differences(given: Namespace) -> None:
    """Print what differs from a sent return today, by name and change."""
    with signing_in.opened(given.register, given.user) as register:
        with register.session():
            viewer, one = users.viewer(register), _chosen(register, given)
        found = return_differences.differences(register, viewer, one.id)
    print(json.dumps(as_json(found), ensure_ascii=False, indent=1) if given.json else "\n".join(told(found)))


def lock(given: Namespace) -> None:
    """Close a period for one return or for all."""
    with signing_in.opened(given.register, given.user) as register, register.session():
        name, title, mark = _named(register, given)
        period_locks.close(register, name, mark, title)
    print(f"已锁定 {title or '所有报表'} {mark}。")


def unlock(given: Namespace) -> None:
    """Open a closed period again, with a reason."""
    with signing_in.opened(given.register, given.user) as register, register.session():
        name, title, mark = _named(register, given)
        period_locks.unlock(register, name, mark, given.reason, title)
    print(f"已解除锁定 {title or '所有报表'} {mark}，原因已记入日志。")


def as_json(found: Differences) -> dict[str, Any]:
    """The differences as the keys of ``KEYS``."""
    one = found.sent
    sent_one = {name: getattr(one, name) for name in ("name", "period", "version", "title", "reason", "edition")}
    sent_one |= {"at": one.sent_at, "by": one.sent_by, "program": one.program, "digest": one.digest}
    sent_one |= {"due": one.due.isoformat() if one.due else None, "late": one.late}
    cells = [_cell(each) for each in found.cells]
    return {"sent": sent_one, "figures": found.figures, "notes": found.notes, "cells": cells}


def told(found: Differences) -> Iterator[str]:
    """The same in lines to read."""
    yield _line(found.sent)
    yield from found.notes
    yield f"{found.figures} 个数字与上报时不同：" if found.cells else "与上报时没有差异。"
    for cell in found.cells:
        yield f"{cell.line}　{cell.heading}：{cell.was or '（空）'} → {cell.now or '（空）'}　{cell.note}".rstrip()
        for one in cell.moved:
            yield f"  {WAYS[one.way]} {one.name}"
            yield from (f"    {worded(reason)}" for reason in one.reasons)
            if not one.reasons:
                yield f"    {UNFOUND}"
        if cell.hidden:
            yield f"  另有 {cell.hidden} 条属限制查看"
        if cell.more:
            yield f"  另有 {cell.more} 条未列出"


def _chosen(register: Register, given: Namespace) -> Sent:
    definition = returns.named(register, given.name)
    period = periods.period(definition, given.period)
    found = sending.sent(definition.name, period.mark)
    chosen = [one for one in found if given.version in (0, one.version)]
    if not chosen:
        which = f"第 {given.version} 版" if found else ""
        raise Refusal(f"《{definition.title}》{period.label}没有上报过{which}。", "请先用 sent 命令查看上报记录。")
    return max(chosen, key=lambda one: one.version)


def _named(register: Register, given: Namespace) -> tuple[str, str, str]:
    if not given.name:
        return period_locks.EVERY, "", given.period
    definition = returns.named(register, given.name)
    return definition.name, definition.title, periods.period(definition, given.period).mark


def _line(one: Sent) -> str:
    late = "" if one.late is None else f"　{'逾期' if one.late else '按期'}（应报 {one.due}）"
    reason = f"　补报：{one.reason}" if one.reason else ""
    head = f"{one.label}　{one.title}　第 {one.version} 版　{one.sent_at[:16]} {one.sent_by}{late}"
    return f"{head}　{one.edition}　校验码 {one.digest[:12]}{reason}"


def _cell(one: Difference) -> dict[str, Any]:
    facts = {name: getattr(one, name) for name in ("line", "was", "now", "entered", "left", "hidden", "more", "note")}
    return {**facts, "column": one.heading, "moved": [_moved(each) for each in one.moved]}


def _moved(one: Moved) -> dict[str, Any]:
    reasons = [{"kind": each.kind, "record": each.record, "text": worded(each)} for each in one.reasons]
    return {"way": one.way, "kind": one.kind, "record": one.record, "name": one.name, "reasons": reasons}
