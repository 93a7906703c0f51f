"""报销核查: what was settled in a year, judged by the policy of its day; every figure and finding opens its bills."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from hfp_desk import papers
from hfp_desk.papers.protection import NAMES
from hfp_desk.rules import judging
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import latest, protection
from hfp_desk.store.protection import Checked
from hfp_desk.store.protection_bills import GROUPS
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.pages import menus
from ui.pages.group_tabs import GroupTabs
from ui.pages.narrowing import Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.protection_panel import ProtectionPanel
from ui.pages.protection_rows import protection_rows
from ui.pages.seen_out import SeenOut
from ui.pages.tabs import MONEY_TABS, PageTabs
from ui.pages.told_lines import beside, told_column
from ui.pages.told_page import ToldPage
from ui.pages.year_choice import YearChoice
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand, Shown
from ui.widgets.parts import action

_TOLD = frozenset({"settlement", "treatment", "person", "identity", "diseaseprice", "placestatus", "place"})
_TONES = {Judgement.LOW: "warn", Judgement.HIGH: "warn"}


@dataclass(frozen=True)
class _Read:
    """What the page shows of a year."""

    checked: Checked
    paid: tuple[tuple[str, Decimal], ...]


class ProtectionPage(ToldPage):
    """``open_at`` takes a year. Enter opens the bills of the row, Ctrl+J goes to the findings."""

    told_from = _TOLD

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "费用保障 · 报销核查")
        self.office = office
        self.found: Checked | None = None
        self.year = YearChoice(latest.year_of(office.register))
        self.band = FigureBand()
        self.grouping = GroupTabs(f"按{words}" for words in GROUPS.values())
        self.empty = EmptyState("正在读取…", icon="money")
        self.grid = Grid("protection", desk.settings, self.empty, desk.reading, frozen=1)
        self.panel = ProtectionPanel()
        offered = [(papers.FORMS[name].title, partial(self._print, name)) for name in NAMES]
        self.papers = menus.numbered(self, offered)
        self.deed("报销测算", "edit", "F6", lambda: desk.go(pages.CALCULATOR))
        self.out = SeenOut(self.grid, desk, office, "上报报销核查", self._narrowed)
        self.deed("导出", "export", done=self.out.export)
        self.deed("打印", "print", "F7", lambda: menus.drop(self, self.papers), primary=True)
        self.grid.row_actions = [
            action(self, "看发现的问题", "check", "Ctrl+J", self.panel.begin),
            action(self, "换汇总方式", "list", "Ctrl+G", self.grouping.turn),
            action(self, "换年度", "calendar", "Ctrl+D", self.year.begin),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
        ]
        self._arrange()
        self._connect()

    @property
    def by(self) -> str:
        """By what the stays are added up."""
        return list(GROUPS)[self.grouping.currentIndex()]

    def open_at(self, target: object) -> None:
        """A year."""
        if isinstance(target, int):
            self.year.put(target)
        self.load()

    def load(self) -> None:
        """Judge the year anew on the worker."""
        by, office = self.by, self.office
        asked = protection.year_of(self.year.value, office.eyes)

        def read() -> _Read:
            checked = protection.check(office.register, office.policy, asked, by)
            return _Read(checked, protection.payers(office.register, office.policy, asked))

        self.tell(read, self._known)

    def open_group(self, place: int) -> None:
        """Enter: the bills of a row."""
        if self.found is not None:
            one = self.found.groups[place]
            self._open(f"{self.found.asked.since.year}年 {one.label} 的结算", by=self.found.by, key=one.key)

    def open_finding(self, name: str) -> None:
        """The bills behind a finding."""
        if self.found is not None:
            one = next(each for each in self.found.found if each.name == name)
            self._open(f"{self.found.asked.since.year}年 {one.label}", found=name)

    def _open(self, words: str, *, found: str = "", by: str = "", key: int | str | None = None) -> None:
        office = self.office
        if self.found is None:
            return
        asked = self.found.asked

        def read() -> tuple[int, ...]:
            return protection.behind(office.register, office.policy, asked, found=found, by=by, key=key)

        def known(ids: tuple[int, ...]) -> None:
            self.desk.go(pages.SETTLEMENTS, Narrow(ids, words))

        self.desk.reading.run(office.in_session(lambda _progress: read()), known)

    def _arrange(self) -> None:
        column = told_column(self, PageTabs(self.desk, pages.PROTECTION, MONEY_TABS), None, self.year, self.band)
        column.addLayout(beside(self.grouping.over(self.grid), self.panel), 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.year.chosen.connect(lambda _year: self.load())
        self.grouping.currentChanged.connect(lambda _place: self.load())
        self.band.opened.connect(lambda _name: self._open(f"{self.year.value}年 全部结算"))
        self.panel.opened.connect(self.open_finding)
        self.grid.opened.connect(self.open_group)
        self.grid.copied.connect(self.tell_copied)
        self.empty.pressed.connect(lambda: self.desk.go(pages.SETTLEMENTS))
        self.desk.changed.connect(self.changed)

    def _known(self, read: _Read) -> None:
        again = self.found is not None and self.found.by == read.checked.by
        self.found = read.checked
        self.band.show_figures(_figures(read.checked))
        self.panel.show_checked(read.checked, read.paid)
        advice = "换一个年度，或先导入医院、医保的结算台账。"
        self.empty.explain(f"{self.year.value}年没有结算", "打开费用结算", advice)
        self.grid.show_rows(protection_rows(read.checked), same=again)

    def _narrowed(self) -> tuple[str, dict[str, str]]:
        """The name of the list, its year and by what it is added up."""
        asked = self.found.asked.since.year if self.found is not None else self.year.value
        return "报销核查", {
            "year": f"{asked}年",
            "by": f"按{GROUPS[self.found.by if self.found is not None else self.by]}",
        }

    def _print(self, form: str) -> None:
        since, until = date(self.year.value, 1, 1), date(self.year.value, 12, 31)
        self.desk.go(pages.PRINT, PrintRequest(form, Scope(since=since, until=until)))


def _figures(checked: Checked) -> list[Shown]:
    """The ratios on sums with what the policy wants, the median beside them."""
    whole, target = checked.whole, checked.edition.target
    wanted = {name: judging.wanted(target(name)) for name in ("reimbursed_ratio", "own_share", "assistance_ratio")}
    sums = whole.sums
    shares = judging.judge(target("own_share"), sums.own_share)
    return [
        Shown("stays", "住院结算", f"{sums.count:,} 笔", hint=f"连同门诊共 {whole.people:,} 人"),
        Shown(
            "ratio",
            "实际报销比例",
            _percent(sums.reimbursed_ratio),
            _TONES.get(whole.judgement, "") if whole.judgement else "",
            f"按合计计算；目标 {wanted['reimbursed_ratio']}",
        ),
        Shown("median", "中位数", _percent(whole.median), hint="每笔住院实际报销比例的中位数"),
        Shown(
            "in_scope", "政策范围内报销比例", _percent(sums.in_scope_ratio), hint="（基本医保 + 大病保险）/ 政策范围内"
        ),
        Shown(
            "own",
            "个人负担比例",
            _percent(sums.own_share),
            _TONES.get(shares, "") if shares else "",
            f"个人负担 / 总费用；目标 {wanted['own_share']}",
        ),
        Shown("visits", "门诊", f"{whole.visits.count:,} 笔", hint="门诊按政策范围内报销比例另行核查"),
        Shown("assistance", "救助比例", _percent(sums.assistance_ratio), hint=f"目标 {wanted['assistance_ratio']}"),
    ]


def _percent(value: Decimal | None) -> str:
    return "—" if value is None else f"{value}%"
