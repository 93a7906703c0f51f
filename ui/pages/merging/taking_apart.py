"""Taking a merge apart from wherever it is offered: the toast after merging, and the page of the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from hfp_desk.problems import Progress
from hfp_desk.store import merges, unmerging
from hfp_desk.store.merges import Line
from hfp_desk.store.unmerging import Unmerged
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import menus
from ui.widgets.ask import ask, tell

_MOST = 12


def ask_apart(owner: QWidget, desk: Desk, office: Office, line: Line) -> None:
    """Ask, then take this merge apart."""
    ask(
        owner.window(),
        f"拆分 {line.at[:16]} 的合并？",
        f"由{line.user}把第 {line.loser} 号并入第 {line.winner} 号（{line.reason}）。"
        "移过来的记录移回，并入的人员恢复原样；合并以后的改动和新登记不会覆盖，拆分后逐条列出。",
        "拆分",
        lambda: take_apart(owner, desk, office, line.id),
    )


def take_apart(owner: QWidget, desk: Desk, office: Office, merge: int) -> None:
    """Take a merge apart on the worker, and tell what came back and what was kept."""

    def work(_progress: Progress) -> Unmerged:
        return unmerging.unmerge(office.register, merge)

    def done(found: Unmerged) -> None:
        if not found.changes:
            desk.say("这次合并已经拆分过了，没有再做改动。", "warn")
            return
        desk.changed.emit(found.changes)
        if found.kept:
            tell(owner.window(), "已拆分，以下内容保留", _lines(found.kept), "warn").open()
        else:
            desk.say(f"已拆分，{len(found.restored)} 条记录恢复原样。")

    desk.tasks.run(office.in_session(work), done, title="拆分人员")


def offers(owner: QWidget, desk: Desk, office: Office, person: int) -> QMenu:
    """What can be done with doubles of a person: look for one, and take apart each merge that stands."""
    entries: list[tuple[str, Callable[[], object]]] = [("查找重复，合并…", lambda: desk.go(pages.MERGE, person))]
    for line in merges.of_person(office.register, person):
        words = f"拆分 {line.at[:16]} 的合并（{line.user}并入第 {line.loser} 号）…"
        entries.append((words, partial(ask_apart, owner, desk, office, line)))
    return menus.numbered(owner, entries)


def _lines(texts: Sequence[str]) -> str:
    more = [f"…… 共 {len(texts)} 条"] if len(texts) > _MOST else []
    return "\n".join([*texts[:_MOST], *more])
