"""与上报差异 on paper: each cell that is not as it went up, who entered or left it, and the change behind it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hfp_desk.gate import Viewer
from hfp_desk.papers.forms import FILED, Printed
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.store import settings, told_differences
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing
from hfp_desk.store.told_differences import HEADINGS, Differences

_CHARS = {"line": 6.0, "column": 17.0, "was": 5.0, "now": 5.0, "way": 4.0, "name": 5.5, "reason": 29.0}
"""The widths on paper, in Chinese characters."""
_NUMBERS = frozenset({"was", "now"})


def title_of(found: Differences) -> str:
    """What the list is called."""
    return f"与上报差异：{found.sent.title}"


def print_differences(
    register: Register, viewer: Viewer, found: Differences, target: Path, progress: Progress = SILENT
) -> Printed:
    """Set the differences in ``target`` as they were told to this viewer; Refusal when there are none."""
    from hfp_desk.printing.facts import Align, ListColumn, ListFacts, Made
    from hfp_desk.printing.forms import list_table
    from hfp_desk.printing.paper import Paper

    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能打印。", "请联系管理员分配角色。")
    rows = told_differences.rows(found)
    if not rows:
        raise Refusal("与上报时没有差异，没有可以打印的内容。", "登记簿有改动以后再看。")
    with register.session():
        office = str(settings.get(settings.OFFICE_NAME, ""))
    columns = tuple(
        ListColumn(label, _CHARS[key], Align.RIGHT if key in _NUMBERS else Align.LEFT) for key, label, _ in HEADINGS
    )
    told = tuple((row.texts, ()) for row in rows)
    facts = ListFacts(title_of(found), columns, told, office, conditions=conditions(found), count=len(rows))
    target.parent.mkdir(parents=True, exist_ok=True)
    with Paper(target, facts.title, Made(by=register.user, at=datetime.now(), office=office)) as paper:
        list_table.draw(paper, facts, progress)
    detail = {"return": found.sent.name, "period": found.sent.period, "version": found.sent.version}
    left = Outgoing(Action.PRINT, facts.title, len(rows), FILED, {**detail, "pages": paper.pages})
    return Printed(target, paper.pages, len(rows), tuple(one.message for one in paper.problems), left)


def conditions(found: Differences) -> str:
    """What the list is of: the period, the version, when it went up."""
    sent = found.sent
    return f"{sent.label}　第 {sent.version} 版（{sent.sent_at[:16]} {sent.sent_by}上报）　{found.figures} 个数字不同"
