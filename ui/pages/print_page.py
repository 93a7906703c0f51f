"""Printing: choose a form and for whom, look at the very file, print it or keep it as PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hfp_desk import file_names, papers
from hfp_desk.problems import Cancelled, Progress, Refusal
from hfp_desk.records import COURSE, POSTING, Absence, Attendance, RecordType
from hfp_desk.store import card, choosing, places, titles
from ui import style
from ui.desk import Desk
from ui.front.files import PAPERS, save_file
from ui.office import Office
from ui.page import Page
from ui.pages import finding
from ui.pages.print_request import LIST, NOTICE, PrintRequest
from ui.pages.printing.paper import Paper, made, open_outside, put_away
from ui.pages.printing.preview import Preview
from ui.pages.printing.preview_bar import PreviewBar
from ui.pages.printing.printer import chosen, print_pages, printer_for
from ui.pages.printing.scope_panel import ScopePanel
from ui.pages.printing.warnings_line import WarningsLine
from ui.widgets.choices import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import rule, tight

FOLDER = "print.folder"
"""The setting that remembers where PDFs are kept."""
_LINKS = {COURSE.name: Attendance.course, POSTING.name: Absence.posting}
"""A link to each kind of record that can be found by typing."""
_START = "选择表册和范围，按 F5 预览"
_START_ADVICE = "预览、保存的 PDF 和打印出来的纸是同一份文件。"


class PrintPage(Page):
    """Left the choice, right the preview."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "打印")
        self._office = office
        self._paper: Paper | None = None
        self._fresh = False
        self._list: PrintRequest | None = None
        with office.register.session():
            self.panel = ScopePanel(tuple(papers.FORMS.values()), places.lines(), self._find_person, self._find_record)
        self.preview = Preview()
        self.bar = PreviewBar(self.preview)
        self.missing = WarningsLine()
        self.empty = EmptyState(_START, "预览", "print", _START_ADVICE)
        look = self.deed("预览", "eye", done=self.refresh)
        look.setToolTip("预览（F5）")
        self.deed("另存 PDF", "save", "Ctrl+S", self.save)
        self.deed("打印", "print", "F7", self.print, primary=True)
        self._arrange()
        self._connect()

    @property
    def paper(self) -> Paper | None:
        """What is shown."""
        return self._paper

    def open_at(self, target: object) -> None:
        """Show the preview another page asked for by a ``PrintRequest``; a list that came along can be chosen."""
        if not isinstance(target, PrintRequest):
            return
        if target.view is not None:
            self._list = replace(target, form=LIST)
            self.panel.show_list(target.title, target.conditions)
        elif target.calculation or target.returned or target.differing or target.report:
            self._list = target
            self.panel.show_sheet(target.title, target.conditions)
        if target.form != LIST:
            self.panel.show_form(target.form)
            scope = target.scope
            self.panel.show_scope(scope, self._called(scope.persons), target.title or self._named(scope.records))
        self.refresh()

    def refresh(self) -> None:
        """F5: set the paper anew and show it."""
        self._set(self.preview.setFocus)

    def save(self) -> None:
        """Keep the PDF somewhere."""
        self._with_paper(self._ask_where)

    def print(self) -> None:
        """Send the pages to a printer."""
        self._with_paper(self._ask_printer)

    def _with_paper(self, then: Callable[[], object]) -> None:
        """Do ``then`` with a paper that is what the panel says."""
        if self._fresh and self._paper is not None:
            then()
        else:
            self._set(then)

    def _set(self, then: Callable[[], object]) -> None:
        request, title, office = self._request(), self.panel.title, self._office
        if request is None:
            return

        def work(progress: Progress) -> Paper:
            return made(office, request, title, progress)

        def done(paper: Paper) -> None:
            self._show(paper)
            then()

        self.desk.tasks.run(office.in_session(work), done, self._not_set, title=f"排版{title}")

    def _request(self) -> PrintRequest | None:
        if self.panel.form == LIST:
            return self._list
        if self.panel.form == NOTICE:
            notice = self.panel.notice_asked()
            return None if notice is None or self._list is None else replace(self._list, form=NOTICE, notice=notice)
        scope = self.panel.scope()
        return None if scope is None else PrintRequest(self.panel.form, scope)

    def _not_set(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self._put_away()
            self.empty.explain(error.sentence, "重新预览", error.advice)
            self._body.setCurrentIndex(0)
        elif not isinstance(error, Cancelled):
            self.desk.fail(error)

    def _show(self, paper: Paper) -> None:
        self._put_away()
        self._paper, self._fresh = paper, True
        self._body.setCurrentIndex(1)
        self.preview.show_pages(paper.document.sizes)
        self.missing.show_warnings(paper.printed.warnings)
        self._say()

    def _say(self) -> None:
        if self._paper is not None:
            count = f"{self._paper.title} · {self._paper.printed.count:,} 条"
            self.bar.words.setText(count if self._fresh else "范围已改动，按 F5 重新预览")
            style.say(self.bar.words, "tone", "quiet" if self._fresh else "warn")

    def _put_away(self) -> None:
        """Close what was shown and wipe its file (on the worker: pdfium knows one thread)."""
        old, self._paper = self._paper, None
        if old is not None:
            self.desk.tasks.run(lambda _progress: put_away(old), lambda _: None)

    def _stale(self) -> None:
        self._fresh = False
        self._say()

    def _render(self, page: int, scale: float) -> None:
        paper = self._paper
        if paper is None:
            return

        def done(picture: QImage) -> None:
            if self._paper is paper:
                self.preview.put(page, scale, picture)

        self.desk.tasks.run(lambda _progress: paper.document.image(page, scale), done)

    def _ask_where(self) -> None:
        if self._paper is not None:
            words = "" if self.panel.form in (LIST, NOTICE) else self.panel.words
            name = file_names.proposed(f"{self._paper.title}{words and '_' + words}", ".pdf")
            folder = Path(self.desk.settings.get(FOLDER) or Path.home())
            save_file(self, "另存 PDF", folder / name, PAPERS, self._save_to)

    def _save_to(self, target: Path) -> None:
        paper = self._paper
        if paper is None:
            return
        self.desk.settings.set(FOLDER, str(target.parent))

        def done(_: object) -> None:
            self.desk.say(
                f"已保存“{target.name}”，共 {paper.printed.pages:,} 页", "ok", "打开", lambda: open_outside(target)
            )

        self.desk.tasks.run(lambda _progress: papers.keep(self._office.register, paper.printed, target), done)

    def _ask_printer(self) -> None:
        paper = self._paper
        if paper is None:
            return
        try:
            printer = printer_for(paper.document.sizes, paper.title)
        except Refusal as error:
            self.desk.fail(error)
            return
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(f"打印{paper.title}")
        dialog.setMinMax(1, len(paper.document.sizes))
        dialog.accepted.connect(lambda: self._send(paper, printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.show()

    def _send(self, paper: Paper, printer: QPrinter) -> None:
        def done(count: int) -> None:
            self.desk.say(f"已送往打印机“{printer.printerName()}”，共 {count:,} 页")

        def work(progress: Progress) -> int:
            pages = len(chosen(printer, len(paper.document.sizes)))
            with papers.on_paper(self._office.register, paper.printed, pages):
                return print_pages(paper.document.path, printer, progress)

        self.desk.tasks.run(work, done, title=f"打印{paper.title}")

    def _find_person(self, text: str) -> list[Choice]:
        return list(finding.people(self._office)(text)) if text else []

    def _find_record(self, kind: RecordType, text: str) -> list[Choice]:
        """Courses and postings by name; other records come along from their pages."""
        link = _LINKS.get(kind.name)
        if link is None:
            return []
        found = choosing.offers(self._office.register, link, text, {}, self._office.viewer)
        return [Choice(offer.id, offer.title, "", offer.hint) for offer in found]

    def _named(self, records: Sequence[int]) -> str:
        """What the records of the form are called: one by its name, several by their number."""
        kind = self.panel.takes.record
        if kind is None or len(records) != 1:
            return f"{len(records):,} 条记录"
        with self._office.register.session():
            return titles.names(self._office.register.db, kind, records, self._office.viewer).get(records[0], "")

    def _called(self, persons: Sequence[int]) -> str:
        """One person by name, several by their number."""
        if len(persons) != 1:
            return f"{len(persons):,} 人"
        return card.card(self._office.register, persons[0], self._office.viewer).name

    def _arrange(self) -> None:
        right = QFrame()
        right.setProperty("panel", True)
        column = QVBoxLayout(right)
        tight(column, (1, 1, 1, 1))
        for piece in (self.bar, rule(), self.missing):
            column.addWidget(piece)
        column.addWidget(self.preview, 1)
        self._body = QStackedWidget()
        self._body.addWidget(_framed(self.empty))
        self._body.addWidget(right)
        row = QHBoxLayout(self)
        tight(row, (16, 0, 16, 12), 12)
        self.over = QVBoxLayout()
        tight(self.over)
        self.over.addWidget(self._body, 1)
        row.addWidget(self.panel)
        row.addLayout(self.over, 1)
        self.setFocusProxy(self.panel.forms)

    def _connect(self) -> None:
        self.panel.changed.connect(self._stale)
        self.panel.go.connect(self.refresh)
        self.panel.forms.itemDoubleClicked.connect(lambda _item: self.refresh())
        self.empty.pressed.connect(self.refresh)
        self.preview.wanted.connect(self._render)


def _framed(widget: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("panel", True)
    tight(layout := QVBoxLayout(frame), (1, 1, 1, 1))
    layout.addWidget(widget)
    return frame
