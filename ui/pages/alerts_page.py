"""监测预警: households that illness may make poor, from the clue to the end of the risk.

The figures are the steps of today; each opens its warnings. Ctrl+B looks through the year's bills for new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from hfp_desk.problems import Refusal
from hfp_desk.records import ALERT, Alert, Column, Person, Place
from hfp_desk.store import latest, warning
from hfp_desk.store.keeping import Changes
from hfp_desk.store.warning import LATE, Threatened
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, undo
from ui.pages.ask_day import AskDay
from ui.pages.figured_page import Counted, CountedPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.tabs import MONITOR_TABS, PageTabs
from ui.widgets.ask import ask
from ui.widgets.figure_band import Shown
from ui.widgets.parts import action

_HINT = "回车或点击看名单"


class AlertsPage(CountedPage):
    """Ctrl+B finds, Ctrl+Y confirms (统一标识), Ctrl+N clears (取消标识) what is ticked."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.ALERTS, MONITOR_TABS))
        self.grid.row_actions += [action(self, "看各项数字", "report", "Ctrl+T", self.band.begin)]

    def counted(self) -> tuple[Counted, ...]:
        """The steps with the warnings at each."""
        day = date.today()
        found = warning.figures(self.office.register, self.office.policy, day)
        return tuple(
            Counted(
                Shown(one.name, one.label, f"{one.count:,}", "error" if one.name == LATE and one.count else "", _HINT),
                Narrow(one.ids, f"{day} {one.label}"),
            )
            for one in found
        )

    def look_for(self) -> None:
        """Ctrl+B: look through the bills of the latest year for households over the policy's lines."""
        office = self.office

        def look() -> tuple[int, tuple[Threatened, ...]]:
            year = latest.year_of(office.register)
            return year, warning.threatened(office.register, office.viewer, office.policy, year)

        self.desk.tasks.run(
            office.in_session(lambda _progress: look()), self._found, self.desk.fail, title="查找预警线索"
        )

    def confirm(self) -> None:
        """Ctrl+Y: 统一标识."""
        self._decide("确认（统一标识）", warning.confirm, "如：入户核实属实，因病支出大")

    def clear(self) -> None:
        """Ctrl+N: 取消标识."""
        self._decide("取消标识（无风险）", warning.clear, "如：已报销到位，收入稳定")

    def _decide(self, words: str, deed: Callable[..., Changes], hint: str) -> None:
        chosen = self._chosen()
        if not chosen:
            self.desk.say("请先选中或勾选要审定的预警。", "warn")
            return
        note = "审定日期从线索起不超过规定天数；原因写进登记表和日志。"
        panel = AskDay(
            self.filters,
            f"{words} {len(chosen)} 条预警",
            note,
            ("审定日期", "原因（必填）"),
            "确定",
            partial(self._decided, words, deed, chosen),
        )
        panel.ask(date.today(), hint)

    def _decided(
        self, words: str, deed: Callable[..., Changes], chosen: Sequence[int], day: date | None, reason: str
    ) -> str:
        try:
            changes = deed(self.office.register, chosen, day, reason)
        except Refusal as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        undo.done(self.desk, self.office, changes, f"已{words} {len(chosen):,} 条。")
        self.grid.model.tick_all(False)
        return ""

    def _found(self, answer: tuple[int, tuple[Threatened, ...]]) -> None:
        year, found = answer
        if not found:
            self.desk.say(f"{year} 年没有新的家庭达到预警线；预警线在“系统”的政策指标中填写。")
            return
        first = "；".join(found[0].sign.reasons)
        ask(
            self,
            f"{year} 年有 {len(found):,} 户达到预警线，登记为待核实的预警线索吗？",
            f"费用最高的一户：{first}。登记后可以整步撤销。",
            "登记",
            lambda: self._warn(year, found),
        )

    def _warn(self, year: int, found: tuple[Threatened, ...]) -> None:
        office = self.office
        told = f"已登记 {len(found):,} 户预警线索，待核实。"
        self.desk.tasks.run(
            lambda _progress: warning.warn(office.register, found, date.today(), year),
            lambda changes: undo.done(self.desk, office, changes, told),
            self.desk.fail,
            title="登记预警线索",
        )

    def _chosen(self) -> list[int]:
        if self.grid.rows is None or self.entering:
            return []
        current = self.grid.current_id()
        return list(self.grid.ticked_ids()) or ([current] if current is not None else [])

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("查找预警", "search", "Ctrl+B", self.look_for, allowed=may)
        self.deed("确认", "check", "Ctrl+Y", self.confirm, allowed=may)
        self.deed("取消标识", "close", "Ctrl+N", self.clear, allowed=may)
        super()._make_deeds()


def ledger(office: Office) -> Ledger:
    """The list of warnings."""
    return Ledger(
        pages.ALERTS,
        "监测比对 · 监测预警",
        ALERT,
        (
            asking.town(office, Column(Place.name, (Alert.person, Person.town))),
            asking.village(office, Column(Place.name, (Alert.person, Person.village))),
            asking.code("state", "预警状态", Column(Alert.state)),
            asking.code("source", "线索来源", Column(Alert.source)),
            asking.period("raised", "线索", Column(Alert.raised_on)),
            asking.code("risks", "风险", Column(Alert.risks), pinned=False),
            asking.period("cleared", "消除", Column(Alert.cleared_on), pinned=False),
            asking.text("name", "姓名", Column(Person.name, (Alert.person,))),
        ),
        icon="mark",
        empty="还没有监测预警",
        advice="按 Ctrl+B 从当年费用中查找达到预警线的家庭；农户申报、干部排查的线索在人员页登记。",
    )
