"""垫付结算: what hospitals advanced, by hospital and by bill; bills ticked go into a joint audit (GJ §二（三）3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.records import SETTLEMENT, Column, Person, Place, Settlement, Treatment
from hfp_desk.rules.advances import LABELS, Stage
from hfp_desk.store import auditing
from hfp_desk.store.advances import Ledger as Advances
from hfp_desk.store.listing import View
from ui import pages, style
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.pages import asking, menus, undo
from ui.pages.advance_rows import AdvanceRows, HospitalRows
from ui.pages.figured_page import Counted, FiguredPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.reason import AskLine
from ui.pages.seen_rows import SeenRows
from ui.pages.tabs import MONEY_TABS, PageTabs
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import Shown
from ui.widgets.parts import action, tight

_ALL = "有垫付的结算"
_TALL, _AROUND = 190, 90
_OVERDUE, _UNEVEN = "overdue", "uneven"
_PAPERS = (("advance-summary", "垫付联审汇总表"), ("advance-details", "垫付联审明细表"))


class AdvancesPage(FiguredPage):
    """Enter on a hospital shows its bills; Ctrl+B puts the bills ticked, or all those shown, into a batch."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.found: Advances | None = None
        self.hospitals = Grid("advances.hospitals", desk.settings, EmptyState("还没有垫付"), desk.reading, compact=True)
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.ADVANCES, MONEY_TABS))
        self.hospitals.opened.connect(self.open_hospital)
        self.papers = menus.numbered(self, [(words, partial(self._print, form)) for form, words in _PAPERS])
        self.grid.row_actions += [
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
            action(self, "看各医院", "institution", "Ctrl+G", self.hospitals.setFocus),
        ]

    def above(self) -> QWidget:
        """The figures, and the balance of each hospital."""
        made = QWidget()
        column = QVBoxLayout(made)
        tight(column, spacing=8)
        column.addWidget(self.band)
        column.addWidget(self.hospitals)
        return made

    def rows_of(self, view: View) -> SeenRows:
        """The bills with where they stand today."""
        return AdvanceRows.as_of(self.office, view, date.today())

    def open_hospital(self, place: int) -> None:
        """The bills of a hospital."""
        if self.found is not None:
            one = self.found.hospitals[place]
            self.open_at(Narrow(one.ids, one.hospital))

    def open_figure(self, name: str) -> None:
        """The bills behind a figure; batches that do not agree are shown among the batches."""
        if name == _UNEVEN and self.found is not None:
            ids = tuple(record for record, _ in self.found.uneven)
            self.desk.go(pages.AUDIT_BATCHES, Narrow(ids, "与结算明细不符的批次"))
        else:
            super().open_figure(name)

    def claim(self) -> None:
        """Ctrl+B: ask for the number of the batch."""
        chosen = self._chosen()
        if not chosen:
            self.desk.say("没有可以申报的结算：请勾选“未申报联审”的结算。", "warn")
            return
        number = auditing.proposed(self.office.register, date.today())
        note = f"共 {len(chosen):,} 笔；按医院各立一条批次，登记联审结果和拨付在“联审批次”。"
        ask = AskLine(self.filters, "申报联审", f"批次号，如 {number}", "申报", partial(self.claim_as, chosen), note)
        ask.ask(number)

    def claim_as(self, chosen: Sequence[int], number: str) -> None:
        """Put bills into a batch."""
        try:
            changes = auditing.claim(self.office.register, chosen, number)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        undo.done(self.desk, self.office, changes, f"已申报联审 {number}，{len(chosen):,} 笔。")
        self.grid.model.tick_all(False)

    def print(self) -> None:
        """F7: the papers of joint audits."""
        menus.drop(self, self.papers)

    def _print(self, form: str) -> None:
        self.desk.go(pages.PRINT, PrintRequest(form))

    def _chosen(self) -> tuple[int, ...]:
        """The bills ticked, else all shown, as far as they are in no batch."""
        rows = self.grid.rows
        if rows is None or self.found is None or self.entering:
            return ()
        waiting = set(self.found.at(Stage.WAITING))
        shown = self.grid.ticked_ids() if self.grid.ticks.count(len(rows)) else map(rows.id_at, range(len(rows)))
        return tuple(one for one in shown if one in waiting)

    def _show_rows(self, rows: SeenRows, number: int, same: bool) -> None:
        if number == self._asked and isinstance(rows, AdvanceRows) and rows.found is not None:
            self.found = rows.found
            if self.narrow.narrow is None:
                rows.listing.close()
                self.narrow.show_narrow(Narrow(tuple(one.id for one in rows.found.bills), _ALL))
                self.load(same=same)
                return
            self.hospitals.show_rows(HospitalRows(rows.found.hospitals), same=self.hospitals.rows is not None)
            self.hospitals.setVisible(bool(rows.found.hospitals))
            self.hospitals.setFixedHeight(min(_TALL, _AROUND + len(rows.found.hospitals) * style.current().compact_row))
            self.show_figures(list(_figures(rows.found)))
        super()._show_rows(rows, number, same)

    def _make_deeds(self) -> None:
        self.deed("申报联审", "check", "Ctrl+B", self.claim, allowed=self.office.may_enter)
        super()._make_deeds()


def _figures(found: Advances) -> list[Counted]:
    whole, amounts = found.all, {Stage.WAITING: found.all.waiting, Stage.IN_AUDIT: found.all.in_audit}
    amounts[Stage.APPROVED] = sum(
        (one.outstanding for one in found.bills if one.stage is Stage.APPROVED), whole.advanced * 0
    )
    amounts[Stage.DONE] = whole.repaid
    made = [_counted("all", "垫付合计", f"{whole.advanced:,.2f}", whole.ids)]
    made += [_counted(stage, LABELS[stage], f"{amounts[stage]:,.2f}", found.at(stage)) for stage in Stage]
    made.append(
        _counted("balance", "未结余额", f"{whole.outstanding:,.2f}", tuple(b.id for b in found.bills if b.outstanding))
    )
    days = "" if found.days is None else f"（{found.days} 天）"
    made.append(_counted(_OVERDUE, f"超期未拨付{days}", f"{whole.overdue:,.2f}", found.overdue, "warn"))
    ids = tuple(record for record, _ in found.uneven)
    return [*made, _counted(_UNEVEN, "批次与明细不符", f"{len(ids):,}", ids, "error")] if ids else made


def _counted(name: str, label: str, value: str, ids: tuple[int, ...], tone: str = "") -> Counted:
    return Counted(Shown(name, label, value, tone if ids else "", "回车或点击看名单"), Narrow(ids, label))


def ledger(office: Office) -> Ledger:
    """The list of bills with an advance."""
    stay = Settlement.treatment
    return Ledger(
        pages.ADVANCES,
        "费用保障 · 垫付结算",
        SETTLEMENT,
        (
            asking.period("settled", "结算", Column(Settlement.settled_on)),
            asking.code("advance", "垫付状态", Column(Settlement.advance_state)),
            asking.text("hospital", "救治医院", Column(Treatment.hospital, (stay,))),
            asking.text("audit", "联审批次", Column(Settlement.audit_batch)),
            asking.town(office, Column(Place.name, (Settlement.person, Person.town))),
            asking.text("name", "姓名", Column(Person.name, (Settlement.person,))),
        ),
        hidden=tuple(column for column in SETTLEMENT.columns if column.key not in _SHOWN),
        icon="money",
        empty="还没有垫付",
        advice="导入医院的结算台账（含垫付金额一栏），或在“费用结算”中填写垫付金额。",
    )


_SHOWN = {
    *("person.town.name", "person.name", "treatment.hospital", "treatment.disease", "settled_on", "total"),
    *("advanced", "advance_state", "repaid_on"),
}
