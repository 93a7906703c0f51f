"""空白点: villages without clinic or doctor, from the day they are found to the day they are closed (销号).

The figures over the list are the states of today; the last one are gaps whose village is covered by now: those can be
closed at once, with a day and evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from hfp_desk.problems import Refusal
from hfp_desk.records import GAP, Column, Gap, Place
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.gap_states import GapState
from hfp_desk.store import gaps
from hfp_desk.store.gaps import GapLine
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, undo
from ui.pages.ask_day import AskDay
from ui.pages.figured_page import Counted, FiguredPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.tabs import NETWORK_TABS, PageTabs
from ui.widgets.figure_band import Shown
from ui.widgets.parts import action

CLOSABLE = "closable"
"""The figure of gaps that can be closed."""

_TONES = {GapState.OVERDUE: "error", GapState.WITHIN_10: "warn", GapState.UNTOUCHED: "warn"}


class GapsPage(FiguredPage):
    """Enter opens the gap's form; Ctrl+B closes the gap under the cursor or those ticked."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.lines: Sequence[GapLine] = ()
        self._day = date.today()
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.GAPS, NETWORK_TABS))
        self.grid.row_actions += [
            action(self.grid, "到“村级覆盖”看本村", "place", "Ctrl+G", self.go_to_village),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
        ]

    def load(self, *, same: bool = False) -> None:
        """The list, and the states over it."""
        super().load(same=same)
        office, self._day = self.office, date.today()
        day = self._day
        work = office.in_session(lambda _progress: gaps.lines(office.register, office.eyes, day))
        self.desk.reading.run(work, self._told)

    def open_figure(self, name: str) -> None:
        """The gaps behind a state; once more shows all again."""
        if self.is_open(name):
            self.open_at({})
        else:
            super().open_figure(name)

    def figures(self) -> tuple[Figure, ...]:
        """The states with the gaps in each, and those that can be closed."""
        ready = tuple(line.id for line in self.lines if line.closable)
        return (*gaps.figures(self.lines), Figure(CLOSABLE, "可以销号", len(ready), len(self.lines), gaps.GAP, ready))

    def close_gaps(self) -> None:
        """Ctrl+B: ask for day and evidence; those ticked, else the one under the cursor."""
        chosen = self._chosen()
        if not chosen:
            self.desk.say("请先选中或勾选要销号的空白点。", "warn")
            return
        told = {line.id: line for line in self.lines}
        known = [told[one] for one in chosen if one in told]
        names = "、".join(f"{line.town_name}{line.name}" for line in known[:3]) + ("等" if len(known) > 3 else "")
        covered = "、".join(dict.fromkeys(line.covered_by for line in known if line.covered_by))
        note = f"{names}。" + (f"现由：{covered}。" if covered else "还没有登记由谁覆盖，登记后才能销号。")
        words = ("销号日期", "佐证材料（必填）")
        done = partial(self.close_on, chosen)
        ask = AskDay(self.filters, f"销号 {len(chosen)} 个空白点", note, words, "销号", done)
        ask.ask(date.today(), "如：验收单编号、公示照片、派驻文件")

    def close_on(self, chosen: Sequence[int], day: date | None, evidence: str) -> str:
        """Close gaps; what is in the way is said, nothing when it is done."""
        if day is None:
            return "请填写销号日期。"
        try:
            changes = gaps.close(self.office.register, chosen, day, evidence)
        except Refusal as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        undo.done(self.desk, self.office, changes, f"已销号 {len(chosen):,} 个空白点。")
        return ""

    def go_to_village(self) -> None:
        """Ctrl+G: the village of the gap under the cursor, among all villages."""
        record = self.grid.current_id()
        line = next((one for one in self.lines if one.id == record), None)
        if line is not None:
            self.desk.go(pages.COVERAGE, line.village)

    def _chosen(self) -> list[int]:
        rows = self.grid.rows
        if rows is None or self.entering:
            return []
        ticked = list(self.grid.ticked_ids())
        current = self.grid.current_id()
        return ticked or ([current] if current is not None else [])

    def _told(self, lines: Sequence[GapLine]) -> None:
        self.lines = lines
        self.show_figures([Counted(_shown(one), Narrow(one.ids, f"{self._day} {one.label}")) for one in self.figures()])

    def _make_deeds(self) -> None:
        self.deed("销号", "check", "Ctrl+B", self.close_gaps, allowed=self.office.may_enter)
        super()._make_deeds()


def _shown(figure: Figure) -> Shown:
    tone = "ok" if figure.name == CLOSABLE else _TONES.get(GapState(figure.name), "")
    return Shown(figure.name, figure.label, f"{figure.count:,}", tone if figure.count else "", "回车或点击看名单")


def ledger(office: Office) -> Ledger:
    """The list of gaps."""
    return Ledger(
        pages.GAPS,
        "机构村医 · 空白点",
        GAP,
        (
            asking.town(office, Column(Place.name, (Gap.town,))),
            asking.code("kind", "空白类型", Column(Gap.kind)),
            asking.code("remedy", "解决方式", Column(Gap.remedy)),
            asking.period("deadline", "完成时限", Column(Gap.deadline), pinned=False),
            asking.period("closed", "销号", Column(Gap.closed_on), pinned=False),
            asking.village(office, Column(Place.name, (Gap.village,))),
            asking.text("unit", "责任单位", Column(Gap.unit)),
        ),
        frozen=2,
        paper="gap-ledger",
        icon="warning",
        empty="没有登记的空白点",
        advice="在“村级覆盖”中可把没有卫生室或村医的村一次登记为空白点；也可以按 F2 逐条录入。",
    )
