"""单位与政策: the office's name, its policy region, and what the edition in force says."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from hfp_desk import policy
from hfp_desk.gate import ADMIN
from hfp_desk.policy import DiseaseList, Edition
from hfp_desk.problems import Refusal
from hfp_desk.store import figures, settings, users
from ui import style
from ui.desk import Desk
from ui.front.card import side_by_side
from ui.front.fields import Labelled, PickLine
from ui.office import Office
from ui.pages import RENEW
from ui.pages.settings.figures_table import FiguresTable
from ui.pages.settings.table import Table
from ui.widgets.choices import Choice
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label, tight

KEY = "policy"


class PolicySection(QWidget):
    """Nothing is changed before 保存."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk = desk
        self._office = office
        self.name = Labelled("单位名称", QLineEdit(desk.heading.office), "印在台账和表册上")
        self.region = Labelled("政策地区", PickLine(_find), "病种、支付方和指标按该地区的文件执行")
        self._pick.put(Choice(office.policy.name, office.policy.label))
        self.save_button = button("保存", "save", self.save, "primary", "保存（F9）")
        self.table = FiguresTable()
        self.lists = Table((("目录", 26), ("已列明", 8), ("文件所列", 8), ("依据", 60)))
        self.payers = Table((("顺序", 6), ("支付方", 22), ("依据", 60)))
        self._chips: dict[QPushButton, Edition] = {}
        self._arrange()
        self._connect()
        self._show(office.policy.on(date.today()))
        if not office.administers:
            self._forbid_writing()

    def unsaved(self) -> bool:
        """Whether something is written that is not saved."""
        return self.save_button.isEnabled()

    def save(self) -> None:
        """Keep everything and build the desk anew."""
        choice = self._pick.picked
        if choice is None:
            self.region.fault("请从列表中选择政策地区。")
            return
        if not self.name.text:
            self.name.fault("请填写单位全称。")
            return
        register = self._office.register
        try:
            for name, figure in self.table.written.items():
                figures.fill(register, self._office.policy.name, self._edition, name, figure)
            settings.change(register, settings.OFFICE_NAME, self.name.text, "单位名称")
            settings.change(register, settings.POLICY, choice.value, "政策地区")
        except Refusal as refusal:
            self._desk.fail(refusal)
            return
        self._desk.go(RENEW, KEY)

    @property
    def _pick(self) -> PickLine:
        assert isinstance(self.region.editor, PickLine)
        return self.region.editor

    def _show(self, edition: Edition) -> None:
        self._edition = edition
        for chip, shown in self._chips.items():
            style.say(chip, "set", shown == edition)
        self.table.load(edition, policy.load(self._office.policy.name).on(edition.starts))
        self.lists.put([_list_row(each) for each in edition.lists], (1, 2))
        self.payers.put(
            [
                (str(place), payer.label, f"{'暂定　' if payer.assumed else ''}{payer.source}")
                for place, payer in enumerate(edition.payers, start=1)
            ]
        )

    def _forbid_writing(self) -> None:
        """Only an administrator changes what is in force here."""
        self.save_button.hide()
        for field in (self.name, self.region):
            field.forbid_writing()
        self.region.explain(f"由有“{users.ROLES[ADMIN]}”角色的同事修改")
        self.table.forbid_writing()

    def _touched(self) -> None:
        """One edition is edited at a time."""
        self.save_button.setEnabled(True)
        for chip, shown in self._chips.items():
            chip.setEnabled(shown == self._edition)

    def _connect(self) -> None:
        self.save_button.setEnabled(False)
        self.table.edited.connect(self._touched)
        self.table.refused.connect(self._desk.fail)
        self.name.editor.textEdited.connect(self._touched)
        self._pick.chosen.connect(self._touched)

    def _arrange(self) -> None:
        top = CardPanel()
        line = side_by_side((self.name, self.region))
        line.addWidget(self.save_button)
        top.body.addLayout(line)
        below = CardPanel()
        below.body.addLayout(self._head())
        below.body.addWidget(self._tabs(), 1)
        column = QVBoxLayout(self)
        tight(column, spacing=12)
        column.addWidget(top)
        column.addWidget(below, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        tight(row, (0, 0, 0, 4), 8)
        row.addWidget(label(self._office.policy.document, level="section"))
        row.addStretch(1)
        for edition in self._office.policy.editions:
            hint = f"自 {edition.starts} 起执行"
            chip = button(edition.label, look="chip", hint=hint, done=partial(self._show, edition))
            self._chips[chip] = edition
            row.addWidget(chip)
        return row

    def _tabs(self) -> QWidget:
        bar, stack = QTabBar(), QStackedWidget()
        bar.setDrawBase(False)
        bar.setExpanding(False)
        for title, table in (("指标", self.table), ("病种目录", self.lists), ("支付方", self.payers)):
            bar.addTab(title)
            stack.addWidget(table)
        bar.currentChanged.connect(stack.setCurrentIndex)
        whole = QWidget()
        column = QVBoxLayout(whole)
        tight(column, spacing=4)
        column.addWidget(bar)
        column.addWidget(stack, 1)
        return whole


def _find(text: str) -> list[Choice]:
    found = [Choice(name, policy.load(name).label) for name in policy.names()]
    return [choice for choice in found if text in choice.label]


def _list_row(each: DiseaseList) -> tuple[str, ...]:
    listed = f"{len(each.diseases)} 种"
    expected = f"{each.expected_count} 种" if each.expected_count else "未写明"
    note = "　文件未列全名，由本单位补全" if not each.complete else ""
    return each.label, listed, expected, f"{'暂定　' if each.assumed else ''}{each.source}{note}"
