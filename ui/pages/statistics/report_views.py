"""通报 and 工作情况分析: the figures are looked at here, what a clerk writes is written here, F7 shows the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit

from hfp_desk.papers import analysis, circular
from hfp_desk.papers.analysis import Analysis
from hfp_desk.papers.circular import Circular
from hfp_desk.papers.reports import Looked
from hfp_desk.papers.statistics import Report
from hfp_desk.problems import Progress, Refusal
from hfp_desk.returns.reports import Report as Template
from hfp_desk.store import returns
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages.day_choice import DayChoice
from ui.pages.print_request import LIST, PrintRequest
from ui.pages.statistics.frame import Counted, StatisticView

_HIGH = 110


class ReportView(StatisticView):
    """What both have: a day, whose document it is and of when, the text left to the clerk."""

    def __init__(self, desk: Desk, office: Office, template: Template) -> None:
        super().__init__(desk, office, "report")
        self.day = DayChoice(date.today())
        self.choosing.add("", self.day)
        self.issuer = QLineEdit(office_name(office))
        self.texts: dict[str, QPlainTextEdit] = {}
        for block in template.editable:
            editor = self.texts[block.editable] = QPlainTextEdit("\n".join(block.text))
            editor.setTabChangesFocus(True)
            editor.setMinimumHeight(_HIGH)
        self._headings = {block.editable: block.heading for block in template.editable}
        self.day.chosen.connect(lambda _day: self.load())

    def asked(self) -> Report:
        """The document as it is asked for now."""
        raise NotImplementedError

    @property
    def written(self) -> Mapping[str, str]:
        """What the clerk wrote."""
        return {name: editor.toPlainText() for name, editor in self.texts.items()}

    def add_texts(self) -> None:
        """The fields that every document has, under the others."""
        self.choosing.add("落款", self.issuer)
        for name, editor in self.texts.items():
            self.choosing.add(self._headings[name], editor)
        self.choosing.end()

    def behind(self, row: int, _column: int) -> Callable[[], tuple[str, tuple[int, ...], int, str]]:
        """The records behind the figure of a row."""
        if self.made is None:
            raise Refusal("还没有统计。", "请先按 F5 统计。")
        looked: Looked = self.made
        office = self.office
        table, key, column = looked.behind[row]
        line = table.line(key)
        words = (
            f"{table.period.label} {line.label if line is not None else ''} {table.definition.column(column).head[-1]}"
        )

        def found() -> tuple[str, tuple[int, ...], int, str]:
            members = returns.members(office.register, office.viewer, table.definition, table.period, key, column)
            return members.kind.name, members.ids, members.hidden, words

        return found

    def print(self) -> None:
        """F7: the document."""
        one, title = self.asked(), self.title
        self.desk.go(pages.PRINT, PrintRequest(LIST, report=one, title=title, conditions=f"统计到 {self.day.value}"))

    @property
    def title(self) -> str:
        """What the document is called."""
        raise NotImplementedError


class CircularView(ReportView):
    """Ticked indicators are ranked; the ranks of the one under the cursor are shown."""

    def __init__(self, desk: Desk, office: Office) -> None:
        template = circular.template(office.register)
        super().__init__(desk, office, template)
        self.places = QListWidget()
        self.places.setMinimumHeight(2 * _HIGH)
        self.places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        usual = circular.usual(office.register)
        for place, words, told in circular.offered(office.register):
            item = QListWidgetItem(words)
            item.setToolTip(told)
            item.setData(Qt.ItemDataRole.UserRole, place)
            item.setCheckState(Qt.CheckState.Checked if place in usual else Qt.CheckState.Unchecked)
            self.places.addItem(item)
        self.number = QLineEdit(template.number)
        self.addressee = QLineEdit(template.addressee)
        self.addressee.setCursorPosition(0)
        self.choosing.add("排名的指标（空格勾选）", self.places)
        self.choosing.add("发文字号", self.number)
        self.choosing.add("主送", self.addressee)
        self.add_texts()
        ticked = [at for at in range(self.places.count()) if self.ticked(at)]
        self.places.setCurrentRow(ticked[0] if ticked else 0)
        self.places.currentRowChanged.connect(lambda _row: self.load())

    def ticked(self, at: int) -> bool:
        """Whether an indicator is to be ranked."""
        return self.places.item(at).checkState() is Qt.CheckState.Checked

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ticked indicators; the one under the cursor where none is ticked."""
        rows = [at for at in range(self.places.count()) if self.ticked(at)] or [self.places.currentRow()]
        return tuple(str(self.places.item(at).data(Qt.ItemDataRole.UserRole)) for at in rows if at >= 0)

    def asked(self) -> Circular:
        """The circular as it is asked for now."""
        number, addressee, issuer = (one.text().strip() for one in (self.number, self.addressee, self.issuer))
        return Circular(self.day.value, self.chosen, number, addressee, issuer, texts=self.written)

    def read(self) -> Callable[[Progress], Counted]:
        """The ranks of the indicator under the cursor."""
        item = self.places.currentItem()
        if item is None:
            raise Refusal("没有可以排名的报表。", "请先在“报表”中核对报表定义。")
        place, day, register = str(item.data(Qt.ItemDataRole.UserRole)), self.day.value, self.office.register

        def work(progress: Progress) -> Counted:
            looked = circular.look(register, place, day, progress)
            return looked.statistic, looked

        return work

    @property
    def title(self) -> str:
        """What the document is called."""
        return circular.TITLE


class AnalysisView(ReportView):
    """The month's goals and their chart; 下一步 is written here."""

    summed = False

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, analysis.template(office.register))
        self.add_texts()

    def asked(self) -> Analysis:
        """The analysis as it is asked for now."""
        return Analysis(self.day.value, self.written, self.issuer.text().strip())

    def read(self) -> Callable[[Progress], Counted]:
        """The goals of the month."""
        day, register = self.day.value, self.office.register

        def work(progress: Progress) -> Counted:
            looked = analysis.look(register, day, progress)
            return looked.statistic, looked

        return work

    @property
    def title(self) -> str:
        """What the document is called."""
        return analysis.TITLE


def office_name(office: Office) -> str:
    """Who signs, unless something else is written."""
    with office.register.session():
        return returns.reporting_unit()
