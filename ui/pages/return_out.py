"""What becomes of a return: sent up and frozen, supplemented, as paper, as workbook; and the pages beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hfp_desk import file_names
from hfp_desk.problems import Progress
from hfp_desk.returns.layout import Head
from hfp_desk.store import return_sheets, sending
from hfp_desk.store.sending import Sent
from ui import pages
from ui.desk import Desk
from ui.front.files import save_file
from ui.office import Office
from ui.pages import exporting, return_words
from ui.pages.ask_signers import AskSigners
from ui.pages.print_request import LIST, PrintRequest, ReturnSheet
from ui.pages.reason import AskLine
from ui.pages.return_reading import Checked, Found
from ui.return_target import RETURNS_CHANGED, ReturnTarget
from ui.widgets.ask import ask
from ui.widgets.return_chart import ReturnChart

_BOOK = "Excel 工作簿 (*.xlsx)"


class ReturnOut:
    """``sent`` is called when a return went up; ``corner`` is where a reason is asked for."""

    def __init__(
        self, owner: QWidget, corner: QWidget, desk: Desk, office: Office, sent: Callable[[Sent], object]
    ) -> None:
        self._owner, self._corner, self._desk, self._office, self._sent = owner, corner, desk, office, sent
        self.chart = ReturnChart(desk.tasks)

    def send(self, found: Found, checked: Checked) -> bool:
        """F9: ask, then freeze; False when errors that nobody explained keep the return back."""
        if checked.unexplained:
            count = len(checked.unexplained)
            self._desk.say(f"有 {count} 处差错还没有改正或写情况说明，不能上报。", "warn")
            return False
        if found.latest is None:
            question = f"上报《{found.definition.title}》{found.period.label}？"
            ask(self._owner, question, _frozen_words(found, checked), "上报", lambda: self.freeze(found))
        else:
            line = AskLine(
                self._corner,
                f"补报“{found.period.label}”第 {found.latest.version + 1} 版",
                "为什么补报，如：市里要求更正救治人数",
                "补报",
                lambda reason: self.freeze(found, reason),
                f"第 {found.latest.version} 版保持不变，新的一版按登记簿当前数冻结。",
            )
            line.ask()
        return True

    def freeze(self, found: Found, reason: str = "") -> None:
        """Send the return as the register has it now."""
        register = self._office.register

        def work(_progress: Progress) -> Sent:
            return sending.send(register, found.definition, found.period, reason)

        def done(sent: Sent) -> None:
            what = "补报" if reason else "上报"
            self._desk.say(f"已{what}《{sent.title}》{sent.label}第 {sent.version} 版，数字和名单已冻结。")
            self._sent(sent)

        self._desk.tasks.run(self._office.in_session(work), done, title=f"上报{found.definition.title}")

    def print(self, found: Found) -> None:
        """F7: the print page with the return as it is looked at."""
        title = f"{found.form.title} {found.period.label}"
        words = f"第 {found.sent.version} 版上报件，照原样重印。" if found.sent is not None else "按当前数打印。"
        sheet = ReturnSheet(found.shown, found.sent)
        self._desk.go(pages.PRINT, PrintRequest(LIST, title=title, conditions=words, returned=sheet))

    def export(self, found: Found) -> None:
        """Ask where to, then write the workbook as it is looked at."""
        self._ask_where(found, ".xlsx", _BOOK, lambda target: self.write_book(found, target))

    def write_book(self, found: Found, target: Path) -> None:
        """Write the workbook; the toast says where it is."""
        office = self._office

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import return_files

            return return_files.write_return(office.register, office.viewer, found.shown, target, sent=found.sent)

        self._run(work, target, f"导出{found.form.title}")

    def differences(self, found: Found) -> None:
        """The page that explains each change since the return went up."""
        sent = found.sent or found.latest
        if sent is None:
            self._desk.say("本期还没有上报，没有可比的上报件。", "warn")
        else:
            self._desk.go(pages.DIFFERENCES, ReturnTarget(found.definition.name, found.period.mark, sent.id))

    def template(self, found: Found) -> None:
        """The page that fills the higher level's own workbook."""
        sent = found.sent.id if found.sent is not None else 0
        self._desk.go(pages.FILLED_TEMPLATES, ReturnTarget(found.definition.name, found.period.mark, sent))

    def sign(self, found: Found) -> None:
        """Ask who answers for the returns from now on."""
        if not self._office.may_enter:
            self._desk.say("您没有“录入”角色，不能填写表头和签名人。请由有这个角色的同事填写。", "warn")
        elif found.sent is not None:
            self._desk.say("这是冻结的上报件，签名人不能再改；请切换到当前数。", "warn")
        else:
            AskSigners(self._corner, self._keep_head).ask(found.head)

    def draw(self, found: Found, column: str) -> None:
        """The column with the cursor as a chart, while it is open."""
        if self.chart.isVisible():
            target = return_words.target_of(found, column)
            self.chart.show_column(found.shown, column, target, found.edition.worded)

    def history(self, found: Found) -> None:
        """Everything of this return that went up."""
        self._desk.go(pages.SENT_RETURNS, ReturnTarget(found.definition.name, found.period.mark))

    def _keep_head(self, named: Head) -> None:
        register = self._office.register

        def done(_kept: object) -> None:
            self._desk.say("已记住表头和签名人，打印、导出和填模板时使用。")
            self._desk.changed.emit({RETURNS_CHANGED: frozenset()})

        work = self._office.in_session(lambda _progress: return_sheets.keep_head(register, named, datetime.now()))
        self._desk.tasks.run(work, done)

    def _ask_where(self, found: Found, suffix: str, kinds: str, done: Callable[[Path], object]) -> None:
        folder = Path(self._desk.settings.get(exporting.FOLDER) or Path.home())
        version = f"_第{found.sent.version}版" if found.sent is not None else ""
        name = file_names.proposed(f"{found.form.title}_{found.period.label}{version}", suffix)
        save_file(self._owner, f"保存{found.form.title}", folder / name, kinds, done)

    def _run(self, work: Callable[[Progress], object], target: Path, title: str) -> None:
        self._desk.settings.set(exporting.FOLDER, str(target.parent))
        done = lambda _made: self._desk.say(f"已写出 {target.name}。")  # noqa: E731
        self._desk.tasks.run(self._office.in_session(work), done, title=title)


def _frozen_words(found: Found, checked: Checked) -> str:
    """What freezing does."""
    told = "、审核结果和说明" if checked.findings else ""
    return f"数字、名单{told}按政策版本“{found.now.edition}”一并冻结，本期随即锁定；以后要更正请用“补报”。"
