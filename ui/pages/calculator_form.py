"""What is typed into the calculator: the patient, the stay, its costs, and the figures that are not yet filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from hfp_desk.codes import code_list
from hfp_desk.kinds import Money, Unreadable
from hfp_desk.policy import Edition, Policy, Target
from hfp_desk.problems import Refusal
from hfp_desk.records import Person, Settlement, Treatment
from hfp_desk.rules.money import ZERO
from hfp_desk.rules.protection_lines import BY_CASE
from hfp_desk.rules.protection_stay import INPATIENT, KINDS, Reckoned, Stay
from hfp_desk.store import figures
from hfp_desk.store.taking_over import Taken
from ui.editors import Aid
from ui.editors.lines import MoneyEditor
from ui.form_field import FormField
from ui.front.fields import Labelled, PickLine
from ui.widgets.choices import Choice
from ui.widgets.panels import SectionTitle
from ui.widgets.parts import tight

WIDTH = 430
_REFERRED = "2"
_OTHER = Choice("", "其他人员（不在保障对象范围）", "0")
_DECLARED = (
    *(Person.name, Settlement.settled_on, Treatment.level, Treatment.area, Treatment.referral, Treatment.hospital),
    *(Treatment.disease, Settlement.total, Settlement.in_scope),
)
_BEFORE = (("assisted", "已得医疗救助"), ("borne", "合规自付（计入大病）"), ("reimbursed", "门诊已报销"))


class CalculatorForm(QScrollArea):
    """``changed`` whenever something is typed; Enter goes on to the next field."""

    changed = Signal()

    def __init__(self, policy: Policy, aid: Aid) -> None:
        super().__init__()
        self._policy = policy
        self._aid = aid
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        self.fields = {field.name: FormField(field, aid) for field in _DECLARED}
        kinds = [Choice(code, words, code) for code, words in KINDS.items()]
        self.kind = _Small("就诊方式", PickLine(lambda text: _fitting(kinds, text)))
        self.category = _Small("人员类别", PickLine(lambda text: _fitting(self._categories(), text)))
        self.before = {name: _Small(words, MoneyEditor(Money())) for name, words in _BEFORE}
        fees = {fee.name: fee.label for edition in policy.editions for fee in edition.fees}
        self.fees = {name: _Small(words, MoneyEditor(Money())) for name, words in fees.items()}
        self.granted: dict[str, FormField] = {}
        self.wanted: dict[str, tuple[Target, Labelled]] = {}
        self._asked, self._given = QWidget(), QWidget()
        self._grids = {part: QGridLayout(part) for part in (self._asked, self._given)}
        self._arrange()
        self.clear()

    def clear(self) -> None:
        """A new patient: a stay of today in the county, everything else empty."""
        for field in (*self.fields.values(), *self.granted.values()):
            field.load(None)
        for each in (*self.before.values(), *self.fees.values()):
            each.editor.clear()
        self.fields["settled_on"].load(date.today())
        self.fields["area"].load("1")
        self._pick(self.kind, Choice(INPATIENT, KINDS[INPATIENT]))
        self._pick(self.category, self._categories()[0])

    def take(self, one: Taken) -> None:
        """Fill in a stay that was settled."""
        self.clear()
        stay = one.stay
        known = {"name": one.name, "settled_on": stay.day, "level": stay.level, "area": stay.area}
        known |= {"referral": _REFERRED if stay.referred else "", "hospital": one.hospital, "disease": one.disease}
        for name, value in (known | {"total": stay.total, "in_scope": stay.in_scope}).items():
            self.fields[name].load(value)
        for name, editor in self.before.items():
            amount = getattr(stay, name)
            editor.editor.setText(f"{amount:.2f}" if amount else "")
        self._pick(self.kind, Choice(stay.kind, KINDS[stay.kind]))
        self._pick(self.category, self._categories()[0] if stay.entitled else _OTHER)

    def stay(self) -> Stay | None:
        """What is typed; None while something cannot be read or the costs are missing."""
        try:
            value = {name: field.value() for name, field in self.fields.items()}
            before = {name: _money(each) for name, each in self.before.items()}
            fees = {name: _money(each) for name, each in self.fees.items()}
            granted = {name: field.value() for name, field in self.granted.items()}
        except Unreadable:
            return None
        for field in (*self.fields.values(), *self.granted.values()):
            field.stand_on(field.value())  # nothing here is kept: what is written is never unsaved
        if value["total"] is None or value["in_scope"] is None:
            return None
        known = self.edition.recognise(value["disease"])
        return Stay(
            day=value["settled_on"] or date.today(),
            total=value["total"],
            in_scope=value["in_scope"],
            kind=self._picked(self.kind, INPATIENT),
            level=value["level"],
            area=value["area"] or "1",
            referred=value["referral"] == _REFERRED,
            entitled=bool(self._picked(self.category, "")),
            disease=known.disease.code if known is not None else "",
            fees=fees,
            typed={name: amount for name, amount in granted.items() if amount},
            **before,
        )

    def with_figures(self, edition: Edition) -> Edition:
        """The edition with the figures that were typed here, for this page only."""
        for name, (target, each) in self.wanted.items():
            value = self._figure(target, each)
            if value is not None and edition.target(name).value is None:
                edition = edition.with_target(name, value, source="本页试算填写")
        return edition

    def ask(self, found: Reckoned) -> None:
        """Ask for the figures that are missing, and for what was granted case by case."""
        before = len(self.wanted), len(self.granted)
        for target in found.missing:
            if target.name not in self.wanted:
                self._want(target)
        for line in found.lines:
            if line.reason == BY_CASE and line.field not in self.granted:
                made = FormField(getattr(Settlement, line.field), self._aid, key=line.field)
                self.granted[line.field] = self._add(self._given, made, len(self.granted))
        self._asked.setVisible(bool(self.wanted))
        self._given.setVisible(bool(self.granted))
        if before != (len(self.wanted), len(self.granted)):
            self._chain()

    @property
    def edition(self) -> Edition:
        """The edition of the day that is typed, else of today."""
        field = self.fields["settled_on"]
        return self._policy.on((field.value() if field.readable else None) or date.today())

    @property
    def words(self) -> dict[str, str]:
        """What stands in the fields a paper shows: name, category, disease, hospital."""
        told = {name: self.fields[name].editor.text().strip() for name in ("name", "disease", "hospital")}
        return told | {"category": self.category.text}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, which an editor left alone, goes on; Shift+Enter goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.focusNextPrevChild(not back)
        else:
            super().keyPressEvent(event)

    def _categories(self) -> list[Choice]:
        """Those the edition of the day is for, and all others."""
        known = {item.code: item.label for item in code_list("identity").items}
        persons = enumerate(self.edition.persons, start=1)
        return [*(Choice(code, known[code], str(place)) for place, code in persons), _OTHER]

    def _chain(self) -> None:
        """Tab and Enter go through the fields as they stand, those asked for later among them."""
        asked = (*(each.editor for _, each in self.wanted.values()), *(one.editor for one in self.granted.values()))
        every = (self.fields["in_scope"].editor, *asked, *(each.editor for each in self.before.values()))
        for first, second in pairwise(every):
            QWidget.setTabOrder(first, second)

    def _want(self, target: Target) -> None:
        each = _Small(f"{target.label}（{target.unit}）", QLineEdit())
        self.wanted[target.name] = target, self._add(self._asked, each, len(self.wanted), across=True)

    def _figure(self, target: Target, each: Labelled) -> Decimal | None:
        try:
            return figures.read(each.text, target.unit)
        except Refusal as refusal:
            each.fault(refusal.sentence)
            return None

    def _add(self, part: QWidget, made: Any, number: int, *, across: bool = False) -> Any:
        grid = self._grids[part]
        if across:
            grid.addWidget(made, number + 1, 0, 1, 2)
        else:
            grid.addWidget(made, number // 2 + 1, number % 2)
        self._listen(made)
        return made

    def _listen(self, made: Any) -> None:
        if isinstance(made, FormField):
            made.edited.connect(self.changed)
        elif isinstance(made.editor, PickLine):
            made.editor.settled.connect(lambda _choice: self.changed.emit())
        else:
            made.editor.textEdited.connect(lambda _text: self.changed.emit())

    def _arrange(self) -> None:
        body = QWidget()
        body.setProperty("plain", True)
        column = QVBoxLayout(body)
        tight(column, (16, 12, 16, 16), 12)
        fields = self.fields
        column.addWidget(_part("病人", (fields["name"], self.category, fields["disease"], fields["hospital"])))
        where = (self.kind, fields["settled_on"], fields["level"], fields["area"], fields["referral"])
        column.addWidget(_part("就诊", where))
        column.addWidget(_part("费用（元）", (fields["total"], fields["in_scope"])))
        if self.fees:
            column.addWidget(_part("可减免的项目（元）", tuple(self.fees.values())))
        for part, words in ((self._asked, "还缺的政策基数（只用于本页试算）"), (self._given, "另行批准的金额（元）")):
            tight(self._grids[part], spacing=8)
            self._grids[part].addWidget(SectionTitle(words), 0, 0, 1, 2)
            part.hide()
            column.addWidget(part)
        column.addWidget(_part("本年此前（元，没有可不填）", tuple(self.before.values())))
        column.addStretch(1)
        self.setWidget(body)
        for made in (*fields.values(), self.kind, self.category, *self.before.values(), *self.fees.values()):
            self._listen(made)
        self.setFocusProxy(fields["name"].editor)

    @staticmethod
    def _pick(each: Labelled, choice: Choice) -> None:
        assert isinstance(each.editor, PickLine)
        each.editor.put(choice)

    @staticmethod
    def _picked(each: Labelled, default: str) -> str:
        assert isinstance(each.editor, PickLine)
        return str(each.editor.picked.value) if each.editor.picked is not None else default


def _part(title: str, fields: Iterable[QWidget]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    tight(grid, spacing=8)
    grid.addWidget(SectionTitle(title), 0, 0, 1, 2)
    for number, field in enumerate(fields):
        grid.addWidget(field, number // 2 + 1, number % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return made


class _Small(Labelled):
    """Labelled as small as the declared fields beside it."""

    def __init__(self, text: str, editor: QLineEdit) -> None:
        super().__init__(text, editor)
        for word in self.findChildren(QLabel):
            word.setProperty("level", "small")


def _fitting(choices: Sequence[Choice], text: str) -> list[Choice]:
    return [one for one in choices if not text or text in one.label or text == one.mark]


def _money(each: Labelled) -> Decimal:
    assert isinstance(each.editor, MoneyEditor)
    return each.editor.value() or ZERO
