"""审核: the whole register against its rules; Enter goes to the guilty field."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from hfp_desk.problems import Progress, Severity
from hfp_desk.records import ALL
from hfp_desk.store import checking
from hfp_desk.store.checking import Finding
from hfp_desk.store.keeping import Changes
from ui import pages
from ui.desk import Desk
from ui.facets import ChoiceFacet
from ui.filters import FilterBar
from ui.grid import Grid
from ui.office import Office
from ui.page import Page
from ui.pages.finding_rows import WORDS, FindingRows
from ui.pages.jump import jump
from ui.widgets.choices import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import tight

_MOST = 200_000


class FindingsPage(Page):
    """F8 checks again. The list stays as it was checked until then, so that it can be worked off."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "审核")
        self._office = office
        self._findings: Sequence[Finding] | None = None
        self._running = False
        self.deed("疑似重复", "people", done=lambda: desk.go(pages.MERGE), allowed=office.may_enter)
        self.deed("审核", "check", "F8", self.check, primary=True)
        severities = [Choice(severity, WORDS[severity]) for severity in Severity]
        kinds = [Choice(kind.name, kind.title) for kind in ALL]
        self.filters = FilterBar(
            (ChoiceFacet("severity", "级别", lambda: severities), ChoiceFacet("kind", "对象", lambda: kinds))
        )
        self.empty = EmptyState("还没有审核", "现在审核", "check", "逐条核对人员、疾病、救治和费用，不改动任何数据。")
        self.grid = Grid("findings", desk.settings, self.empty, desk.reading, frozen=2, hidden=("expected",))
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addWidget(self.filters)
        column.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        self.filters.changed.connect(lambda _values: self._show())
        self.grid.opened.connect(self.open_finding)
        self.empty.pressed.connect(self.check)
        desk.changed.connect(self._changed)

    @property
    def findings(self) -> Sequence[Finding]:
        """What the last check found."""
        return self._findings or ()

    def check(self) -> None:
        """F8: check the whole register on the worker."""
        if self._running:
            return
        self._running = True
        register, viewer = self._office.register, self._office.eyes
        self.empty.explain("正在审核…")

        def work(progress: Progress) -> list[Finding]:
            found = []
            for finding in checking.check(register, viewer, progress):
                found.append(finding)
                if len(found) >= _MOST:
                    break
            return found

        self.desk.tasks.run(self._office.in_session(work), self._checked, self._stopped, title="审核")

    def refresh(self) -> None:
        """F5."""
        self.check()

    def open_finding(self, number: int) -> None:
        """Enter: the record in its form, the cursor in the field."""
        finding = self.findings[number]
        if finding.problem.code == checking.TWICE:
            self.desk.go(pages.MERGE, finding.record)
        elif not jump(self.desk, self._office, finding.kind, finding.record, finding.problem.label):
            self.desk.say(finding.problem.message, "warn")

    def showEvent(self, event: QShowEvent) -> None:
        """The first time the page is seen it checks by itself."""
        super().showEvent(event)
        if self._findings is None:
            self.check()

    def _checked(self, found: list[Finding]) -> None:
        self._running = False
        self._findings = found
        self.retitle("审核")
        self._show()
        if len(found) >= _MOST:
            self.desk.say(f"问题太多，只列出前 {_MOST:,} 条，请先改正一部分再审核。", "warn")

    def _stopped(self, problem: Exception) -> None:
        self._running = False
        self.empty.explain("审核没有完成", "重新审核")
        self.desk.fail(problem)

    def _show(self) -> None:
        if self._findings is None:
            return
        values = self.filters.values
        rows = FindingRows.of(self._findings, values.get("kind", ()), values.get("severity", ()))
        if values:
            self.empty.explain("没有这一类问题", advice="点“清除条件”查看全部问题。")
        else:
            self.empty.explain("没有发现问题", "再次审核", "所有记录都符合要求，可以打印和上报。")
        self.grid.show_rows(rows)

    def _changed(self, changes: Changes) -> None:
        if changes and self._findings is not None:
            self.retitle("审核（登记簿已有改动，按 F8 重新审核）")
