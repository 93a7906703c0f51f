"""资助参保: everybody's subsidised premium by year; who is entitled and not subsidised (NC §十三, domain.md §2.7)."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from hfp_desk import file_names
from hfp_desk.problems import Progress
from hfp_desk.records import SUBSIDY, Column, Person, Place, Subsidy
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.subsidies import CANCELLED, CHANGED, NEW
from hfp_desk.store import subsidies
from hfp_desk.store.fulfilment_words import percent
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, menus, seen_export, undo
from ui.pages.figured_page import Counted, CountedPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.seen_export import Export
from ui.pages.tabs import MONEY_TABS, PageTabs
from ui.widgets.figure_band import Shown
from ui.widgets.parts import action

_TONES = {"missing": "warn", "uninsured": "error", "beyond": "warn"}
_OF_PERSONS = {"entitled", "subsidised", "missing", "uninsured", "beyond"}
_MONTH = ((NEW, "本月新增"), (CHANGED, "本月变更"), (CANCELLED, "本月取消"))
_DEATHS = "死亡人员名单"
_PAPERS = (("subsidy-roster", "资助参保花名册（到户到人）"), ("death-list", "死亡人员名单（附件6）"))


class SubsidiesPage(CountedPage):
    """Figures of persons open the list of people, those of the month this one. Ctrl+B fills in the standards."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.year = date.today().year
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.SUBSIDIES, MONEY_TABS))
        self.papers = menus.numbered(self, [(words, partial(self._print, form)) for form, words in _PAPERS])
        self.grid.row_actions.append(action(self, "看各项数字", "report", "Ctrl+T", self.band.begin))

    def counted(self) -> tuple[Counted, ...]:
        """Coverage as of today, and how the latest month came out."""
        register, today = self.office.register, date.today()
        self.year = subsidies.latest_year(register, today)
        covered = subsidies.coverage(register, self.year, today, self.office.policy)
        month = [(name, words, subsidies.behind(register, self.year, name)) for name, words in _MONTH]
        return (
            *(_covered(one) for one in covered),
            *(_of(name, words, f"{len(ids):,}", ids) for name, words, ids in month),
        )

    def open_figure(self, name: str) -> None:
        """Persons are shown among the people; subsidies here."""
        if name in _OF_PERSONS:
            self.desk.go(pages.PEOPLE, self.behind[name])
        else:
            super().open_figure(name)

    def fill_amounts(self) -> None:
        """Ctrl+B: write the standards of the year into subsidies without an amount."""
        office, year = self.office, self.year
        self.desk.tasks.run(
            lambda _progress: subsidies.fill_amounts(office.register, year),
            lambda changes: undo.done(self.desk, office, changes, f"已按 {year} 年标准填写资助金额。"),
            self.desk.fail,
            title="填写资助金额",
        )

    def print(self) -> None:
        """F7: the roster for the village box, the list of deaths, or the list as seen."""
        menus.drop(self, self.papers)

    def export_deaths(self) -> None:
        """附件6 as a workbook: what it is wanted for, and then where to."""
        name = file_names.proposed(f"{_DEATHS}_{date.today()}", ".xlsx")
        seen_export.ask(
            self, self.grid.foot, self.desk, Export(f"导出{_DEATHS}", "报送医保部门", name), self.write_deaths
        )

    def write_deaths(self, purpose: str, target: Path) -> None:
        """Write who died in the chosen places; the toast says how many and where."""
        scope, office = asking.scope(self.conditions), self.office

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import death_files

            return death_files.write(office.register, office.viewer, scope, target, purpose)

        seen_export.run(self.desk, office, work, target, title=f"导出{_DEATHS}", unit="人")

    def _print(self, form: str) -> None:
        self.desk.go(pages.PRINT, PrintRequest(form, asking.scope(self.conditions)))

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("按标准填金额", "money", "Ctrl+B", self.fill_amounts, allowed=may)
        self.deed("资助比对", "check", "Ctrl+G", lambda: self.desk.go(pages.SUBSIDY_MONTH))
        super()._make_deeds()
        number = len(self.exports.actions()) + 1
        self.exports.addAction(f"&{number}　导出死亡人员名单（附件6）").triggered.connect(self.export_deaths)


def _covered(one: Figure) -> Counted:
    shared = one.name == "subsidised"
    rate = percent(one.count, one.whole) if shared else ""
    share = f"（{rate}）" if rate else ""
    value = f"{one.count:,}/{one.whole:,}{share}" if shared else f"{one.count:,}"
    return _of(one.name, one.label, value, one.ids)


def _of(name: str, label: str, value: str, ids: tuple[int, ...]) -> Counted:
    tone = _TONES.get(name, "") if ids else ""
    return Counted(Shown(name, label, value, tone, "回车或点击看名单"), Narrow(ids, label))


def ledger(office: Office) -> Ledger:
    """The list of subsidies."""
    return Ledger(
        pages.SUBSIDIES,
        "费用保障 · 资助参保",
        SUBSIDY,
        (
            asking.town(office, Column(Place.name, (Subsidy.person, Person.town))),
            asking.village(office, Column(Place.name, (Subsidy.person, Person.village))),
            asking.code("category", "资助身份", Column(Subsidy.category)),
            asking.code("change", "变更情况", Column(Subsidy.change)),
            asking.code("insured", "参保类型", Column(Subsidy.insured_kind), pinned=False),
            asking.code("reason", "未参保原因", Column(Subsidy.uninsured_reason), pinned=False),
            asking.period("listed", "数据日期", Column(Subsidy.listed_on), pinned=False),
            asking.text("request", "请款批次", Column(Subsidy.request)),
            asking.text("name", "姓名", Column(Person.name, (Subsidy.person,))),
        ),
        summed=(Column(Subsidy.subsidised), Column(Subsidy.own_paid)),
        hidden=(Column(Place.name, (Subsidy.person, Person.village)), Column(Subsidy.paid_on)),
        frozen=2,
        icon="money",
        empty="还没有资助参保记录",
        advice="在“资助比对”选择医保部门本月的全量名单（附件3），先看变化，再确认写入。",
    )
