"""报销测算: a stay at the left, what each line of protection pays and why at the right; printed for the patient."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from hfp_desk.papers import calculations
from hfp_desk.papers.calculations import Calculation
from hfp_desk.problems import Problem
from hfp_desk.rules import protection
from hfp_desk.rules.protection_stay import Reckoned
from hfp_desk.store import taking_over
from hfp_desk.store.taking_over import Taken
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages import finding
from ui.pages.calculator_form import CalculatorForm
from ui.pages.calculator_lines import CalculatorLines
from ui.pages.print_request import LIST, PrintRequest
from ui.pages.tabs import MONEY_TABS, PageTabs
from ui.widgets.parts import label, tight


class CalculatorPage(Page):
    """``open_at`` takes the number of a bill, whose stay is taken over and compared."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "费用保障 · 报销测算")
        self._office = office
        self._taken: Taken | None = None
        self.found: Reckoned | None = None
        self.form = CalculatorForm(office.policy, finding.aid(office, lambda _name: {}))
        self.lines = CalculatorLines()
        self.edition = label("", "quiet", "small")
        self.deed("选一笔结算", "money", "Ctrl+B", lambda: desk.go(pages.SETTLEMENTS))
        self.deed("清空", "add", "F2", self.clear)
        self.deed("打印给患者", "print", "F7", self.print, primary=True)
        self._arrange()
        self.form.changed.connect(self.reckon)
        self.clear()

    def open_at(self, target: object) -> None:
        """The stay of a bill."""
        if not isinstance(target, int):
            return
        office = self._office
        read = office.in_session(
            lambda _progress: taking_over.taken(office.register, office.eyes, office.policy, target)
        )
        self.desk.reading.run(read, self.take)

    def take(self, one: Taken) -> None:
        """Reckon what was settled, beside what was really paid."""
        self._taken = one
        self.form.take(one)
        self.reckon()
        self.form.setFocus()

    def clear(self) -> None:
        """F2: the next patient."""
        self._taken = None
        self.form.clear()
        self.reckon()
        self.form.setFocus()

    def reckon(self) -> None:
        """Reckon what is typed and show it."""
        stay = self.form.stay()
        wrong: list[Problem] = protection.problems(stay) if stay is not None else []
        if stay is None or wrong:
            self.found = None
            self.lines.advise(wrong)
            return
        edition = self.form.with_figures(self._office.policy.on(stay.day))
        self.found = protection.reckon(stay, edition)
        self.form.ask(self.found)
        self.edition.setText(f"{self._office.policy.label} · {edition.label}")
        actual = self._taken.actual if self._taken is not None else {}
        own = self._taken.own if self._taken is not None else None
        self.lines.show_found(self.found, calculations.told(self.found), actual, own)

    def print(self) -> None:
        """F7: the sheet for the patient."""
        if self.found is None:
            self.desk.say("请先填写总费用、政策范围内费用和医院级别。", "warn")
            return
        if not self.found.complete:
            self.desk.say("还有政策基数没有填写，补齐后再打印给患者。", "warn")
            return
        policy = f"{self._office.policy.label}，{self.found.edition.label}"
        person = self._taken.person if self._taken is not None else None
        one = Calculation(self.found, policy, person=person, **self.form.words)
        words = "按报销测算页所填内容打印。"
        self.desk.go(pages.PRINT, PrintRequest(LIST, title=calculations.TITLE, conditions=words, calculation=one))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        line = QHBoxLayout()
        tight(line, spacing=12)
        line.addWidget(PageTabs(self.desk, pages.CALCULATOR, MONEY_TABS))
        line.addStretch(1)
        line.addWidget(self.edition)
        column.addLayout(line)
        beside = QHBoxLayout()
        tight(beside, spacing=12)
        for inner, stretch in ((self.form, 0), (self.lines, 1)):
            frame = QFrame()
            frame.setProperty("panel", True)
            inside = QVBoxLayout(frame)
            tight(inside, (1, 1, 1, 1))
            inside.addWidget(inner)
            beside.addWidget(frame, stretch)
        column.addLayout(beside, 1)
        self.setFocusProxy(self.form)
