"""帮扶关系: which hospital supports which institution, to what effect; what is treated outside the county."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.records import ASSESSMENT, PARTNERSHIP, Column, Partnership
from hfp_desk.store import assessing, entering, postings, referrals
from hfp_desk.store.assessing import Effect
from hfp_desk.store.entering import Draft
from hfp_desk.store.postings import PostingLine
from hfp_desk.store.referrals import Referrals
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, undo
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.narrowing import Narrow
from ui.pages.partnership_view import PartnershipView
from ui.pages.referral_panel import ReferralPanel
from ui.pages.seen_rows import SeenRows
from ui.pages.tabs import ASSISTANCE_TABS, PageTabs
from ui.widgets.parts import action, tight

_SPECIALTIES = Partnership.specialties.name


@dataclass(frozen=True)
class Beside:
    """What stands below the list."""

    lines: tuple[PostingLine, ...]
    effects: dict[int, Effect]
    referrals: Referrals


class PartnershipsPage(ListPage):
    """Ctrl+I enters the specialties of the illnesses most often treated outside into the partnership."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.beside: Beside | None = None
        self.effect = PartnershipView()
        self.referred = ReferralPanel(may_enter=office.may_enter)
        super().__init__(desk, office, ledger(), PageTabs(desk, pages.PARTNERSHIPS, ASSISTANCE_TABS))
        self.split.addWidget(self._panels())
        self.effect.listed.connect(lambda behind: desk.go(pages.POSTINGS, behind))
        self.effect.assessment_asked.connect(lambda record: self.edit(ASSESSMENT, record))
        self.referred.opened.connect(self.open_stays)
        self.referred.taken.connect(self.take_specialties)

    def load(self, *, same: bool = False) -> None:
        """The list, and what stands below it."""
        super().load(same=same)
        self.desk.reading.run(self.office.in_session(lambda _progress: self._read()), self._known)

    def open_stays(self, disease: str) -> None:
        """The stays outside the county behind a share."""
        found = self.referred.found
        if found is None:
            return
        office = self.office
        work = office.in_session(
            lambda _progress: referrals.outside(office.register, office.viewer, disease, found.since, found.until)
        )
        words = f"{disease} 县外住院"
        self.desk.tasks.run(work, lambda ids: self.desk.go(pages.TREATMENTS, Narrow(ids, words)))

    def take_specialties(self) -> None:
        """Ctrl+I: add the suggested specialties to those of the partnership under the cursor."""
        record, found = self.grid.current_id(), self.referred.found
        if record is None or self.entering or found is None or not found.top:
            self.desk.say("没有可以填入的专科：请先选中一项帮扶关系，并在救治台账中填写属地。", "warn")
            return
        try:
            before = entering.load(self.office.register, PARTNERSHIP, record, self.office.viewer)
            written = str(before.values[_SPECIALTIES] or "")
            more = [one for one in found.specialties if one not in written]
            values = {_SPECIALTIES: "、".join([*filter(None, [written]), *more])}
            draft = Draft(PARTNERSHIP, values, record, before.version)
            kept = entering.keep(self.office.register, self.office.policy, [draft])
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        undo.done(self.desk, self.office, kept.changes, f"已填入受援专科：{'、'.join(more)}。")

    def _make_deeds(self) -> None:
        super()._make_deeds()
        may = self.office.may_enter
        self.grid.row_actions.append(
            action(self.grid, "填入建议的受援专科", "disease", "Ctrl+I", self.take_specialties, allowed=may)
        )

    def _panels(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        tight(row, (0, 4, 0, 0), 12)
        row.addWidget(self.effect, 5)
        row.addWidget(self.referred, 5)
        return made

    def _read(self) -> Beside:
        office, today = self.office, date.today()
        until = referrals.latest(office.register, office.viewer, today)
        return Beside(
            postings.lines(office.register, office.eyes, today, office.policy),
            assessing.effects(office.register, office.viewer),
            referrals.most_referred(office.register, office.viewer, until, office.policy),
        )

    def _known(self, found: Beside) -> None:
        self.beside = found
        self.referred.show_referrals(found.referrals)
        self._follow()

    def _show_rows(self, rows: SeenRows, number: int, same: bool) -> None:
        super()._show_rows(rows, number, same)
        self._follow()

    def _follow(self) -> None:
        record = self.grid.current_id()
        self.effect.setVisible(record is not None)
        if record is None or self.beside is None or self.grid.rows is None:
            return
        cells = self.grid.rows.cells(self.grid.rows.find_row(record))
        lines = [one for one in self.beside.lines if one.partnership == record]
        title = f"{cells[0]} → {cells[2]}"
        self.effect.show_partnership(lines, self.beside.effects.get(record), title, date.today())


def ledger() -> Ledger:
    """The list of partnerships."""
    return Ledger(
        pages.PARTNERSHIPS,
        "对口帮扶 · 帮扶关系",
        PARTNERSHIP,
        (
            asking.code("form", "帮扶形式", Column(Partnership.form)),
            asking.code("level", "支援单位级别", Column(Partnership.supporter_level)),
            asking.period("ends", "协议截止", Column(Partnership.ends)),
            asking.text("supporter", "支援单位", Column(Partnership.supporter)),
            asking.text("receiver", "受援单位", Column(Partnership.receiver)),
            asking.text("specialties", "受援专科", Column(Partnership.specialties)),
        ),
        frozen=1,
        icon="assistance",
        empty="还没有帮扶关系",
        advice="按 F2 登记支援单位和受援单位；导入派驻人员花名册时也会一并登记。",
    )
