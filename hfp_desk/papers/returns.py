"""上报表 on paper: one return exactly as its workbook looks, or all returns of a period in one file.

A frozen version (上报件) is set anew from what was frozen: the same bytes every time.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hfp_desk.gate import Viewer
from hfp_desk.papers.job import Area, PaperForm, Takes, nobody
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.store import return_sheets, returns, settings
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing

if TYPE_CHECKING:
    from hfp_desk.papers.forms import Printed
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.paper import Paper
    from hfp_desk.returns import Table
    from hfp_desk.returns.layout import Head
    from hfp_desk.store.sending import Sent

REPORTED = "上报上级"
"""What a return is printed for."""


def print_return(
    register: Register,
    viewer: Viewer,
    table: Table,
    target: Path,
    *,
    head: Head | None = None,
    sent: Sent | None = None,
    progress: Progress = SILENT,
) -> Printed:
    """Set a return in ``target``, a file of the program's own; it is logged when it is kept (``going_out.keep``).

    ``sent`` is the frozen version that the table is. Refusal to who may look at nothing.
    """
    from hfp_desk.papers.forms import Printed
    from hfp_desk.printing import return_sheet
    from hfp_desk.printing.facts import Made
    from hfp_desk.printing.paper import Paper

    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能打印。", "请联系管理员分配角色。")
    sheet = return_sheets.sheet(register, table, head, sent)
    with register.session():
        office = str(settings.get(settings.OFFICE_NAME, ""))
    made = Made(register.user, datetime.now(), office)
    if sent is not None:
        made = Made(sent.sent_by, datetime.fromisoformat(sent.sent_at), office)
    target.parent.mkdir(parents=True, exist_ok=True)
    with Paper(target, sheet.title, made) as paper:
        count = return_sheet.draw(paper, sheet, progress, told=sent is None)
    warnings = tuple(problem.message for problem in paper.problems)
    return Printed(target, paper.pages, count, warnings, _told(table, sheet.title, paper.pages, sent))


def draw_all(paper: Paper, job: Job) -> int:
    """Every return of the period in which the day lies, one after the other; gives how many."""
    from hfp_desk.printing import return_sheet

    tables = returns.counted_all(job.register, job.day, job.progress)
    for table in tables:
        sheet = return_sheets.sheet(job.register, table)
        paper.end()
        paper.bookmark(sheet.title)
        return_sheet.draw(paper, sheet)
    return len(tables)


def _told(table: Table, title: str, pages: int, sent: Sent | None) -> Outgoing:
    detail: dict[str, Any] = {"return": table.definition.name, "period": table.period.mark}
    detail |= {"rows": len(table.lines), "pages": pages}
    if sent is not None:
        detail |= {"version": sent.version, "digest": sent.digest}
    return Outgoing(Action.PRINT, f"{title} {table.period.label}", 0, REPORTED, detail)


def forms() -> tuple[PaperForm, ...]:
    """All returns of a period as one paper."""
    takes = Takes(period="报告期截至", since=False)
    advice = "请换一个已经开始的报告期。"
    return (PaperForm("returns", "上报表（全套）", ("上报表", "报表"), draw_all, nobody, takes, Area.RETURNS, advice),)
