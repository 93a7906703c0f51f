"""先诊疗后付费: agreements as they stand today, instalments in one step, the papers to be signed (domain.md §2.8)."""

from __future__ import annotations

from datetime import date
from functools import partial

from hfp_desk.problems import Refusal
from hfp_desk.records import AGREEMENT, Agreement, Column, Person, Place
from hfp_desk.rules import periods
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.instalments import OVERDUE
from hfp_desk.store import agreements
from hfp_desk.store.agreements import SOON, UNEVEN, AgreementLine
from hfp_desk.store.listing import View
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, menus, undo
from ui.pages.agreement_rows import AgreementRows
from ui.pages.ask_split import AskSplit
from ui.pages.figured_page import Counted, FiguredPage
from ui.pages.jump import AgreementFor
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.seen_rows import SeenRows
from ui.pages.tabs import MONEY_TABS, PageTabs
from ui.widgets.figure_band import Shown
from ui.widgets.parts import action

_TONES = {OVERDUE: "error", SOON: "warn", UNEVEN: "warn"}
_USUAL = 3
_PAPERS = (
    ("agreement", "住院治疗费用结算协议书"),
    ("instalment-request", "延期（分期）还款申请书"),
    ("instalment-agreement", "延期（分期）还款协议书"),
    ("agreement-ledger", "先诊疗后付费台账"),
)


class AgreementsPage(FiguredPage):
    """``open_at`` also takes an ``AgreementFor``. Ctrl+B makes instalments, Ctrl+G shows them, F7 prints."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.lines: dict[int, AgreementLine] = {}
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.AGREEMENTS, MONEY_TABS))
        may = office.may_enter
        self.papers = menus.numbered(self, [(words, partial(self._print, form)) for form, words in _PAPERS])
        self.grid.row_actions += [
            action(self, "看各期", "list", "Ctrl+G", self.show_parts),
            action(self, "按今天更新结清状态", "refresh", "", self.restate, allowed=may),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
        ]

    def open_at(self, target: object) -> None:
        """As every list; a stay or a person opens a new agreement with what is known of it."""
        if not isinstance(target, AgreementFor):
            super().open_at(target)
            return
        register, viewer = self.office.register, self.office.viewer
        try:
            if target.treatment:
                known = agreements.from_stay(register, viewer, target.treatment)
            else:
                known = agreements.from_person(register, viewer, target.person)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        self.start(self.sheet_for(AGREEMENT), *known)

    def rows_of(self, view: View) -> SeenRows:
        """The agreements with where they stand today."""
        return AgreementRows.as_of(self.office, view, date.today())

    def agree_parts(self) -> None:
        """Ctrl+B: instalments for the agreement under the cursor."""
        line = self._line()
        if line is None:
            self.desk.say("请先选中要分期的协议。", "warn")
        elif not line.standing.left:
            self.desk.say("这份协议没有未还金额，不用分期；欠费在协议中填写。", "warn")
        else:
            first = periods.months_on(date.today(), 1)
            AskSplit(self.filters, line.standing.left, partial(self.split_into, line.id)).ask(_USUAL, first)

    def split_into(self, agreement: int, number: int, first: date) -> str:
        """Make the instalments; what is in the way is said, nothing when it is done."""
        try:
            changes = agreements.split(self.office.register, agreement, number, first)
        except Refusal as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        undo.done(self.desk, self.office, changes, f"已约定分 {number} 期还款，可打印协议书。")
        return ""

    def show_parts(self) -> None:
        """Ctrl+G: the instalments of the agreement under the cursor."""
        line = self._line()
        if line is not None and line.parts:
            parts = agreements.part_ids(self.office.register, line.id)
            self.desk.go(pages.INSTALMENTS, Narrow(parts, f"{line.name}的各期还款"))
        else:
            self.desk.say("这份协议没有约定分期；按 Ctrl+B 约定。")

    def restate(self) -> None:
        """Write today's states into the records, so that returns say the same."""
        office = self.office
        try:
            changes = agreements.restate(office.register, office.viewer, date.today(), office.policy)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        undo.done(self.desk, office, changes, "已按今天更新结清状态。")

    def print(self) -> None:
        """F7: the papers of the agreements ticked or under the cursor, or the ledger."""
        menus.drop(self, self.papers)

    def _print(self, form: str) -> None:
        ids = tuple(self.grid.ticked_ids())
        if not ids and form != "agreement-ledger" and (current := self.grid.current_id()) is not None:
            ids = (current,)
        self.desk.go(pages.PRINT, PrintRequest(form, Scope(records=ids)))

    def _line(self) -> AgreementLine | None:
        record = self.grid.current_id()
        return None if record is None or self.entering else self.lines.get(record)

    def _show_rows(self, rows: SeenRows, number: int, same: bool) -> None:
        super()._show_rows(rows, number, same)
        if number == self._asked and isinstance(rows, AgreementRows):
            self.lines = rows.lines
            self.show_figures([_counted(one) for one in agreements.figures(tuple(rows.lines.values()))])

    def _make_deeds(self) -> None:
        self.deed("约定分期", "calendar", "Ctrl+B", self.agree_parts, allowed=self.office.may_enter)
        super()._make_deeds()


def _counted(one: Figure) -> Counted:
    tone = _TONES.get(one.name, "") if one.count else ""
    return Counted(Shown(one.name, one.label, f"{one.count:,}", tone, "回车或点击看名单"), Narrow(one.ids, one.label))


def ledger(office: Office) -> Ledger:
    """The list of agreements."""
    return Ledger(
        pages.AGREEMENTS,
        "费用保障 · 先诊疗后付费",
        AGREEMENT,
        (
            asking.town(office, Column(Place.name, (Agreement.person, Person.town))),
            asking.village(office, Column(Place.name, (Agreement.person, Person.village))),
            asking.code("state", "结清状态", Column(Agreement.state)),
            asking.period("signed", "签订", Column(Agreement.signed_on)),
            asking.code("kind", "协议类别", Column(Agreement.kind), pinned=False),
            asking.text("hospital", "签约医院", Column(Agreement.hospital)),
            asking.text("name", "姓名", Column(Person.name, (Agreement.person,))),
        ),
        summed=(Column(Agreement.deposit_waived), Column(Agreement.arrears)),
        hidden=(
            Column(Place.name, (Agreement.person, Person.village)),
            *(Column(Agreement.kind), Column(Agreement.state), Column(Agreement.admitted), Column(Agreement.total)),
        ),
        frozen=2,
        icon="money",
        empty="还没有先诊疗后付费协议",
        advice="在“救治台账”选中一次住院，按 Ctrl+Y 办协议，内容自动带入；也可以按 F2 录入。",
    )
