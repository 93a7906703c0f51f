"""上报记录: every return that went up, version by version; each is opened, printed and exported exactly as it was.

Whether the register still says the same is reckoned when it is asked for, a return after the other on the worker.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit

from hfp_desk import file_names
from hfp_desk.problems import Progress, Refusal
from hfp_desk.records import BY_NAME
from hfp_desk.store import period_locks, return_differences, sending
from hfp_desk.store.keeping import Changes
from hfp_desk.store.period_locks import EVERY, Lock
from hfp_desk.store.sending import Sent
from ui import pages
from ui.desk import Desk
from ui.front.files import save_file
from ui.grid import Grid
from ui.office import Office
from ui.pages import exporting, sent_rows
from ui.pages.print_request import LIST, PrintRequest, ReturnSheet
from ui.pages.reason import AskLine
from ui.pages.sent_rows import SentLine
from ui.pages.tabs import RETURN_TABS, PageTabs
from ui.pages.told_lines import told_column
from ui.pages.told_page import ToldPage
from ui.return_target import RETURNS_CHANGED, ReturnTarget
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action, label

_BOOK = "Excel 工作簿 (*.xlsx)"
_HELP = "在“报表”中打开一张报表，审核无误后按 F9 上报，上报件就会列在这里。"


class SentReturnsPage(ToldPage):
    """``open_at`` takes a ``ReturnTarget``: what went up of one return, or of one period of it."""

    told_from = frozenset({*BY_NAME, RETURNS_CHANGED})

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "报表统计 · 上报记录")
        self.office = office
        self.lines: list[SentLine] = []
        self._found: tuple[tuple[Sent, ...], tuple[Lock, ...]] = ((), ())
        self._known: dict[int, int | None] = {}
        self._target = ReturnTarget("")
        self._only = ""
        self.band = FigureBand()
        self.empty = EmptyState("正在读取…", icon="history")
        self.grid = Grid(pages.SENT_RETURNS, desk.settings, self.empty, desk.reading, frozen=2)
        self.about = label(tone="quiet", level="small", wrap=True)
        self._make_deeds()
        column = told_column(self, PageTabs(desk, pages.SENT_RETURNS, RETURN_TABS), None, self.band)
        column.addWidget(self.grid, 1)
        column.addWidget(self.about)
        self.setFocusProxy(self.grid)
        self._connect()

    def open_at(self, target: object) -> None:
        """What went up of a return, or everything."""
        self._target = target if isinstance(target, ReturnTarget) else ReturnTarget("")
        self._only = ""
        self.load()

    def load(self) -> None:
        """Read which returns went up."""
        name, period = self._target.name, self._target.period
        self.tell(lambda: (sending.sent(name, period), period_locks.locks(period)), self._arrived)

    def look(self) -> None:
        """F8: reckon how the returns that are shown differ now; only the ticked ones, where some are."""
        rows, register = self.grid.rows, self.office.register
        numbers = list(self.grid.ticked_ids()) or [rows.id_at(row) for row in range(len(rows or ()))] if rows else []
        if not numbers:
            self.desk.say("还没有上报过，没有可以核对的。", "warn")
            return

        def work(progress: Progress) -> dict[int, int | None]:
            return return_differences.changed_all(register, numbers, progress)

        self.desk.tasks.run(self.office.in_session(work), self._looked, self.desk.fail, title="核对上报件")

    def open_sent(self, number: int) -> None:
        """Enter: the return as it went up."""
        line = self._line(number)
        if line is not None:
            self.desk.go(pages.RETURN, _target(line))

    def explain(self) -> None:
        """F9: what differs now, name by name."""
        line = self._line()
        if line is not None:
            self.desk.go(pages.DIFFERENCES, _target(line))

    def print(self) -> None:
        """F7: exactly as it went up."""
        line = self._line()
        if line is None:
            return
        sent, words = line.sent, f"第 {line.sent.version} 版上报件，照原样重印。"
        self.desk.reading.run(
            self.office.in_session(lambda _progress: sending.frozen(sent.id)),
            lambda table: self.desk.go(
                pages.PRINT,
                PrintRequest(
                    LIST, title=f"{sent.title} {sent.label}", conditions=words, returned=ReturnSheet(table, sent)
                ),
            ),
            self.desk.fail,
        )

    def export(self) -> None:
        """The workbook exactly as it went up."""
        line = self._line()
        if line is None:
            return
        folder = Path(self.desk.settings.get(exporting.FOLDER) or Path.home())
        name = file_names.proposed(f"{line.sent.title}_{line.sent.label}_第{line.sent.version}版", ".xlsx")
        save_file(self, f"导出{line.sent.title}", folder / name, _BOOK, partial(self.write, line.sent))

    def write(self, sent: Sent, target: Path) -> None:
        """Write the workbook there."""
        office = self.office

        def work(_progress: Progress) -> None:
            from hfp_desk.excel import return_files

            return_files.write_return(office.register, office.viewer, sending.frozen(sent.id), target, sent=sent)

        self.desk.settings.set(exporting.FOLDER, str(target.parent))
        told = f"已写出 {target.name}，与上报时相同。"
        self.desk.tasks.run(office.in_session(work), lambda _made: self.desk.say(told), self.desk.fail, title="导出")

    def lock(self) -> None:
        """Ctrl+U: open the closed period with a reason, or close it again."""
        line = self._line()
        if line is None:
            return
        if line.lock is None:
            self._change(line, lambda: period_locks.close(self.office.register, *_named(line), line.sent.title), "锁定")
            return
        note = f"{line.sent.label}《{line.sent.title}》：解除后可以改填报数和情况说明，原因记入日志。"
        if line.lock.name == EVERY:
            note = f"{line.sent.label}是对各张报表一起锁定的，由管理员解除。"
        hint = "为什么解除，如：市里要求更正 3 月救治人数"
        AskLine(self.grid.foot, "解除锁定", hint, "解除", partial(self.unlock, line), note).ask()

    def unlock(self, line: SentLine, reason: str) -> None:
        """Open the period of a return."""
        name = line.lock.name if line.lock is not None else line.sent.name
        register, title = self.office.register, line.sent.title
        self._change(line, lambda: period_locks.unlock(register, name, line.sent.period, reason, title), "解除锁定")

    def narrow(self, only: str) -> None:
        """Only the supplements, the late ones, those that differ; once more shows all again."""
        self._only = "" if only == self._only else only
        self._fill()

    def back(self) -> bool:
        """Esc: from one return to all."""
        if not (self._target.name or self._only):
            return False
        self.open_at(None)
        return True

    def changed(self, changes: Changes) -> None:
        """What was reckoned of the differences no longer holds when records changed."""
        if changes.keys() & BY_NAME.keys():
            self._known = {}
        super().changed(changes)

    def _change(self, line: SentLine, work: Callable[[], None], what: str) -> None:
        try:
            work()
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        self.desk.say(f"已{what}《{line.sent.title}》{line.sent.label}。")
        self.desk.changed.emit({RETURNS_CHANGED: frozenset()})

    def _arrived(self, found: tuple[tuple[Sent, ...], tuple[Lock, ...]]) -> None:
        self._found = found
        self._fill()

    def _looked(self, known: dict[int, int | None]) -> None:
        self._known |= known
        differing = sum(1 for count in known.values() if count != 0)
        self._fill()
        told = f"{differing:,} 个与现在不同，按 F9 看是谁、为什么" if differing else "都与现在相同"
        self.desk.say(f"核对了 {len(known):,} 个上报件：{told}。")

    def _fill(self) -> None:
        self.lines = sent_rows.lines(*self._found, self._known)
        self.band.show_figures(sent_rows.figures(self.lines))
        self.band.mark(self._only)
        if self.lines:
            self.empty.explain("没有这样的上报件", "显示全部")
        else:
            self.empty.explain("还没有上报过", "打开报表", _HELP)
        again = self.grid.rows is not None
        self.grid.show_rows(sent_rows.rows(self.lines, self._only), same=again)
        if not again and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.grid.setFocus()
        self._follow()

    def _follow(self) -> None:
        line = self._line()
        self.about.setText(f"锁定情况：{sent_rows.locking(line)}" if line is not None and line.locks else "")

    def _line(self, number: int | None = None) -> SentLine | None:
        wanted = self.grid.current_id() if number is None else number
        return next((line for line in self.lines if line.sent.id == wanted), None)

    def _more(self) -> None:
        if self.lines:
            self.narrow(self._only)
        else:
            self.desk.go(pages.RETURNS)

    def _make_deeds(self) -> None:
        self.deed("解除锁定", "lock", "Ctrl+U", self.lock, allowed=self.office.may_enter)
        self.deed("核对差异", "check", "F8", self.look)
        self.deed("打印", "print", "F7", self.print)
        self.deed("导出", "export", "Ctrl+E", self.export)
        self.deed("与上报差异", "history", "F9", self.explain, primary=True)
        self.grid.row_actions = [action(self, "看各项数字", "report", "Ctrl+T", self.band.begin)]

    def _connect(self) -> None:
        self.band.opened.connect(self.narrow)
        self.grid.opened.connect(self.open_sent)
        self.grid.current_changed.connect(lambda _record: self._follow())
        self.grid.copied.connect(self.tell_copied)
        self.empty.pressed.connect(self._more)
        self.desk.changed.connect(self.changed)


def _target(line: SentLine) -> ReturnTarget:
    return ReturnTarget(line.sent.name, line.sent.period, line.sent.id)


def _named(line: SentLine) -> tuple[str, str]:
    return line.sent.name, line.sent.period
