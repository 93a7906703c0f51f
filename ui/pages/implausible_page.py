"""存疑随访: visits of a year that cannot be right or are too good to be true; Enter goes to the guilty field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtGui import QShowEvent

from hfp_desk.problems import Progress
from hfp_desk.records import FOLLOW_UP
from hfp_desk.rules.visit_doubts import LABELS
from hfp_desk.store import visit_doubts
from hfp_desk.store.keeping import Changes
from hfp_desk.store.visit_doubts import Doubt
from ui import pages
from ui.desk import Desk
from ui.facets import ChoiceFacet
from ui.filters import FilterBar
from ui.grid import Grid
from ui.office import Office
from ui.page import Page
from ui.pages import asking
from ui.pages.implausible_rows import doubt_rows
from ui.pages.jump import jump
from ui.pages.narrowing import Narrow
from ui.pages.seen_out import SeenOut
from ui.pages.tabs import VISIT_TABS, PageTabs
from ui.pages.told_lines import told_column
from ui.pages.year_choice import YearChoice
from ui.widgets.choices import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand, Shown
from ui.widgets.parts import action

_TITLE = "慢病随访 · 存疑随访"
_ERRORS = frozenset({"impossible", "outside"})
_HELP = "同一年度内数值完全相同、一天随访过多、死亡后或医生不在岗时的随访等，均在此列出，供核实，不改动任何数据。"


class ImplausiblePage(Page):
    """F8 looks again. The list stays as it was until then, so that it can be worked off."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, _TITLE)
        self._office = office
        self._found: Sequence[Doubt] | None = None
        self._running = False
        self._kind = ""
        self.year = YearChoice(visit_doubts.latest_year(office.register))
        self.band = FigureBand()
        self.filters = FilterBar(
            (
                ChoiceFacet("town", "乡镇", lambda: asking.towns(office)),
                ChoiceFacet("doctor", "随访医生", self._doctors),
            )
        )
        self.empty = EmptyState("还没有核查", "现在核查", "check", _HELP)
        self.grid = Grid("implausible", desk.settings, self.empty, desk.reading, frozen=2)
        self.out = SeenOut(self.grid, desk, office, "下发村医核实", self._narrowed)
        self.deed("导出", "export", done=self.out.export)
        self.deed("核查", "check", "F8", self.look, primary=True)
        self._arrange()
        self._connect()

    @property
    def doubts(self) -> Sequence[Doubt]:
        """What was found last."""
        return self._found or ()

    def look(self) -> None:
        """F8: look through the visits of the year on the worker."""
        if self._running:
            return
        self._running = True
        office, year = self._office, self.year.value
        self.empty.explain("正在核查…")

        def work(_progress: Progress) -> tuple[Doubt, ...]:
            first, last = date(year, 1, 1), date(year, 12, 31)
            return visit_doubts.doubts(office.register, office.eyes, office.policy.on(last), first, last)

        self.desk.tasks.run(office.in_session(work), self._known, self._stopped, title="核查随访")

    def refresh(self) -> None:
        """F5."""
        self.look()

    def open_at(self, target: object) -> None:
        """A year, or filters; a ``kind`` among them marks its figure."""
        if isinstance(target, int):
            self.year.put(target)
            self.look()
        elif isinstance(target, Mapping):
            self._kind = next(iter(target.get("kind", ())), "")
            self.filters.set_values({key: values for key, values in target.items() if key != "kind"})
            self._fill()

    def open_doubt(self, number: int) -> None:
        """Enter: the visit in its form, the cursor in the field; several visits as a list."""
        one = self.doubts[number]
        if len(one.visits) > 1:
            self.desk.go(pages.FOLLOW_UPS, Narrow(one.visits, _words(one)))
        elif not jump(self.desk, self._office, FOLLOW_UP.name, one.visits[0], one.problem.label):
            self.desk.say(one.problem.message, "warn")

    def open_figure(self, name: str) -> None:
        """Only the doubts of a kind; once more shows all again."""
        self._kind = "" if name == self._kind else name
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """The first time the page is seen it looks by itself."""
        super().showEvent(event)
        if self._found is None:
            self.look()

    def _arrange(self) -> None:
        tabs = PageTabs(self.desk, pages.IMPLAUSIBLE, VISIT_TABS)
        told_column(self, tabs, self.filters, self.year, self.band).addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.grid.row_actions = [
            action(self, "换年度", "calendar", "Ctrl+D", self.year.begin),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
        ]
        self.year.chosen.connect(lambda _year: self.look())
        self.filters.changed.connect(lambda _values: self._fill())
        self.band.opened.connect(self.open_figure)
        self.grid.opened.connect(self.open_doubt)
        self.grid.copied.connect(self.tell_copied)
        self.empty.pressed.connect(self._help)
        self.desk.changed.connect(self._changed)

    def _known(self, found: tuple[Doubt, ...]) -> None:
        self._running = False
        self._found = found
        self.retitle(_TITLE)
        self._fill()

    def _stopped(self, problem: Exception) -> None:
        self._running = False
        self.empty.explain("核查没有完成", "重新核查")
        self.desk.fail(problem)

    def _fill(self) -> None:
        """Show what the filters and the marked figure leave."""
        if self._found is None:
            return
        values = self.filters.values
        counts = visit_doubts.figures(self._found)
        self._kind = self._kind if counts.get(self._kind) else ""
        self.band.show_figures([_shown(name, count) for name, count in counts.items()])
        self.band.mark(self._kind)
        rows = doubt_rows(self._found, self._kind, values.get("town", ()), values.get("doctor", ()))
        if self._found:
            self.empty.explain("没有这一类疑点", "显示全部", "换一个类别或清除条件可以看到其他疑点。")
        else:
            self.empty.explain(f"{self.year.value} 年没有存疑的随访", "再次核查", _HELP)
        self.grid.show_rows(rows)

    def _help(self) -> None:
        if self._found:
            self._kind = ""
            self.filters.clear()
            self._fill()
        else:
            self.look()

    def _narrowed(self) -> tuple[str, dict[str, str]]:
        """The name of the list, and to what it is narrowed."""
        towns = {choice.value: choice.label for choice in asking.towns(self._office)}
        values = self.filters.values
        doctors = values.get("doctor", ())
        return "存疑随访", {
            "year": f"{self.year.value}年",
            "kind": LABELS[self._kind] if self._kind else "",
            "town": "、".join(towns[one] for one in values.get("town", ()) if one in towns),
            "doctor": f"{len(doctors)}名随访医生" if doctors else "",
        }

    def _doctors(self) -> list[Choice]:
        names = sorted({one.doctor for one in self.doubts if one.doctor})
        return [Choice(name, name) for name in names]

    def _changed(self, changes: Changes) -> None:
        if changes and self._found is not None:
            self.retitle(f"{_TITLE}（登记簿已有改动，按 F8 重新核查）")


def _words(one: Doubt) -> str:
    whose = " ".join(filter(None, (one.label, one.doctor or one.who)))
    return f"{whose}：{one.problem.message.rstrip('。')}"


def _shown(name: str, count: int) -> Shown:
    tone = "" if not count else "error" if name in _ERRORS else "warn"
    return Shown(name, LABELS[name], f"{count:,}", tone, f"{LABELS[name]}：回车或点击只看这一类")
