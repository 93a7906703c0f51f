"""What to print and for whom: the form, the township, the village, one person, the period."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hfp_desk.kinds import Day, Unreadable
from hfp_desk.papers.notices import Notice
from hfp_desk.store.places import TOWN, VILLAGE, PlaceLine
from hfp_desk.store.scopes import Scope
from ui import periods
from ui.editors.lines import DayEditor
from ui.pages.print_request import LIST, NOTICE
from ui.pages.printing.notice_fields import NoticeFields, add_field, side_by_side
from ui.widgets.choices import Choice, ChoiceField, Finder
from ui.widgets.parts import button, label, rule, tight

_FORM = Qt.ItemDataRole.UserRole
WIDTH = 276


class ScopePanel(QFrame):
    """``changed`` when the paper would be another one; ``go`` when Enter asks for the preview.

    ``find_person`` offers persons by name, number or initials; the value of its choices is the person's number.
    """

    changed = Signal()
    go = Signal()

    def __init__(
        self,
        forms: Sequence[tuple[str, str]],
        places: Sequence[PlaceLine],
        find_person: Finder,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setFixedWidth(WIDTH)
        self._places = places
        self._conditions = ""
        self._today = today
        self._chosen: dict[str, Choice] = {}
        self.forms = QListWidget()
        for name, title in forms:
            item = QListWidgetItem(title)
            item.setData(_FORM, name)
            self.forms.addItem(item)
        self.forms.setCurrentRow(0)
        self._fit()
        self.forms.setAccessibleName("表册")
        self.town = ChoiceField(lambda text: self._find_places(TOWN, text))
        self.village = ChoiceField(lambda text: self._find_places(VILLAGE, text))
        self.person = ChoiceField(find_person)
        self.period = ChoiceField(self._find_period)
        self.since, self.until = (DayEditor(Day(), lambda: today().year) for _ in range(2))
        self.notice = NoticeFields(today)
        self._whom = QWidget()
        self.clearing = button("清除范围", done=self.clear, look="quiet")
        self.wrong = label(tone="error", level="small", wrap=True)
        self.wrong.hide()
        self._arrange()
        self._connect()

    @property
    def form(self) -> str:
        """The name of the form."""
        item = self.forms.currentItem()
        return str(item.data(_FORM)) if item is not None else ""

    @property
    def title(self) -> str:
        """The title of the form."""
        item = self.forms.currentItem()
        return item.text() if item is not None else ""

    @property
    def words(self) -> str:
        """For whom, in a few words for the name of a file."""
        return "".join(self._chosen[key].label for key in ("town", "village", "person") if key in self._chosen)

    def show_form(self, name: str) -> None:
        """Choose a form by its name."""
        for row in range(self.forms.count()):
            if self.forms.item(row).data(_FORM) == name:
                self.forms.setCurrentRow(row)

    def show_list(self, title: str, conditions: str) -> None:
        """Offer and choose a list as another page shows it; its conditions take the place of the scope."""
        if self.forms.item(0).data(_FORM) != LIST:
            for row, form in enumerate((LIST, NOTICE)):
                item = QListWidgetItem()
                item.setData(_FORM, form)
                self.forms.insertItem(row, item)
            self._fit()
        self.forms.item(0).setText(f"{title}清单")
        self.forms.item(1).setText(f"{title}公示")
        self.notice.load(f"{title.replace(' ', '')}公示")
        self._conditions = conditions or "没有设条件，打印全部。"
        self.forms.setCurrentRow(0)
        self._form_chosen()

    def show_scope(self, scope: Scope, persons: str = "") -> None:
        """Fill in whom another page asked for; ``persons`` is how they are called."""
        names = {place.id: place.name for place in self._places}
        self.clear()
        for key, field, ids in (("town", self.town, scope.towns), ("village", self.village, scope.villages)):
            if ids:
                self._put(key, field, Choice(ids, "、".join(names.get(one, "") for one in ids)))
        if scope.persons:
            self._put("person", self.person, Choice(scope.persons, persons))
        self.since.load(scope.since)
        self.until.load(scope.until)

    def clear(self) -> None:
        """Everybody, at any time."""
        self._chosen.clear()
        for field in (self.town, self.village, self.person, self.period, self.since, self.until):
            field.clear()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, passed on by whatever field has the cursor, asks for the preview."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go.emit()
        else:
            super().keyPressEvent(event)

    def notice_asked(self) -> Notice | None:
        """The words of the notice; None when one of them cannot be read, which is said under the fields."""
        self.wrong.hide()
        try:
            return self.notice.notice()
        except Unreadable as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            return None

    def scope(self) -> Scope | None:
        """For whom; None when a day cannot be read, which is said under the field."""
        self.wrong.hide()
        try:
            since, until = self.since.value(), self.until.value()
        except Unreadable as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            return None
        return Scope(self._ids("town"), self._ids("village"), self._ids("person"), since, until)

    def _ids(self, key: str) -> tuple[int, ...]:
        value = self._chosen[key].value if key in self._chosen else ()
        return value if isinstance(value, tuple) else (int(str(value)),)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        tight(column, (16, 12, 16, 12), 4)
        column.addWidget(label("表册", level="section"))
        column.addSpacing(4)
        column.addWidget(self.forms)
        column.addSpacing(12)
        column.addWidget(self._scope_fields())
        column.addWidget(self.notice)
        column.addWidget(self.wrong)
        column.addSpacing(8)
        column.addWidget(rule())
        self.advice: QLabel = label(_ADVICE, "quiet", "small", wrap=True)
        column.addWidget(self.advice)
        column.addStretch(1)
        column.addWidget(self.clearing)

    def _scope_fields(self) -> QWidget:
        column = QVBoxLayout(self._whom)
        tight(column, spacing=4)
        column.addWidget(label("范围", level="section"))
        for words, field, hint in (
            ("乡镇", self.town, "全部乡镇"),
            ("行政村", self.village, "全部村"),
            ("人员", self.person, "全部人员"),
            ("入院期间", self.period, "不限"),
        ):
            add_field(column, words, field, hint)
        column.addLayout(side_by_side((("从", self.since, "最早"), ("到", self.until, "今天"))))
        return self._whom

    def _connect(self) -> None:
        self.forms.currentRowChanged.connect(self._form_chosen)
        for key, field in (("town", self.town), ("village", self.village), ("person", self.person)):
            field.chosen.connect(lambda choice, key=key: self._take(key, choice))
            field.textEdited.connect(lambda text, key=key: self._untake(key, text))
            field.editingFinished.connect(lambda key=key, field=field: self._settle(key, field))
        self.period.chosen.connect(self._take_period)
        for day in (self.since, self.until):
            day.edited.connect(self.changed)
        self.notice.changed.connect(self.changed)

    def _fit(self) -> None:
        self.forms.setFixedHeight(self.forms.count() * self.forms.sizeHintForRow(0) + 4)

    def _form_chosen(self) -> None:
        """A list has its own conditions, a notice its own words; the fields of the scope say nothing for them."""
        a_list = self.form in (LIST, NOTICE)
        for field in (self.town, self.village, self.person, self.period, self.since, self.until):
            field.setEnabled(not a_list)
        self._whom.setVisible(self.form != NOTICE)
        self.notice.setVisible(self.form == NOTICE)
        self.clearing.setVisible(not a_list)
        self.wrong.hide()
        advice = {LIST: f"条件：{self._conditions}", NOTICE: f"条件：{self._conditions}\n{_ON_NOTICES}"}
        self.advice.setText(advice.get(self.form, _ADVICE))
        self.changed.emit()

    def _put(self, key: str, field: ChoiceField, choice: Choice) -> None:
        field.setText(choice.label)
        self._take(key, choice)

    def _take(self, key: str, choice: Choice) -> None:
        self._chosen[key] = choice
        if key == "town":
            self._chosen.pop("village", None)
            self.village.clear()
        self.changed.emit()

    def _untake(self, key: str, text: str) -> None:
        if key in self._chosen and text != self._chosen[key].label:
            del self._chosen[key]
            self.changed.emit()

    def _settle(self, key: str, field: ChoiceField) -> None:
        """Words that were not taken from the list mean nobody: they are not left standing."""
        if key not in self._chosen:
            field.clear()

    def _find_places(self, level: str, text: str) -> list[Choice]:
        towns = {place.id: place.name for place in self._places if place.level == TOWN}
        wanted = self._ids("town") if level == VILLAGE else ()
        return [
            Choice(place.id, place.name, hint=towns.get(place.parent or 0, "") if level == VILLAGE else "")
            for place in self._places
            if place.level == level
            and not place.gone_into
            and (not wanted or place.parent in wanted)
            and any(text in name for name in (place.name, *place.aliases))
        ]

    def _find_period(self, text: str) -> list[Choice]:
        usual = [Choice(days, name, hint=periods.words(*days)) for name, days in periods.usual(self._today())]
        return [choice for choice in (Choice(None, "不限"), *usual) if text in choice.label + choice.hint]

    def _take_period(self, choice: Choice) -> None:
        days = choice.value if isinstance(choice.value, tuple) else (None, None)
        self.since.load(days[0])
        self.until.load(days[1])
        self.changed.emit()


_ADVICE = "台账按入院日期选取。帮扶表和一人一档打印患病人员，选定一人时只打印此人。"
_ON_NOTICES = "公示只印姓名、乡镇、村、类别和金额，证件号码、电话、住址、健康信息一律不印。"
