"""What to print and for whom: the form, the township, the village, persons or records, the period."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from hfp_desk.kinds import Day, Unreadable, Whole
from hfp_desk.papers import PaperForm, Takes
from hfp_desk.papers.notices import Notice
from hfp_desk.records import RecordType
from hfp_desk.store.places import TOWN, VILLAGE, PlaceLine
from hfp_desk.store.scopes import Scope
from ui import periods
from ui.editors.lines import DayEditor, NumberEditor
from ui.pages.print_request import LIST, NOTICE
from ui.pages.printing.form_list import FormList
from ui.pages.printing.notice_fields import NoticeFields, add_field, apart, side_by_side
from ui.pages.printing.scope_words import ON_NOTICES, advice, fitting
from ui.widgets.choices import Choice, ChoiceField, Finder
from ui.widgets.parts import button, label, rule, tight

WIDTH = 276
_MOST_COPIES = 500
_NOTHING = Takes()

RecordFinder = Callable[[RecordType, str], Sequence[Choice]]
"""Offers records of a kind by name or initials."""


class ScopePanel(QFrame):
    """``changed`` when the paper would be another one; ``go`` when Enter asks for the preview.

    ``find_person`` offers persons by name, number or initials, ``find_record`` what a paper is about (a course, a
    posting); the value of their choices is the record's number. Fields that say nothing for a form cannot be used.
    """

    changed = Signal()
    go = Signal()

    def __init__(
        self,
        forms: Sequence[PaperForm],
        places: Sequence[PlaceLine],
        find_person: Finder,
        find_record: RecordFinder = lambda _kind, _text: (),
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setFixedWidth(WIDTH)
        self._places = places
        self._takes = {form.name: form.takes for form in forms}
        self._kind: RecordType | None = None
        self._conditions = ""
        self._today = today
        self._chosen: dict[str, Choice] = {}
        self._find_person, self._find_record = find_person, find_record
        self._finders = FormList(forms)
        self.forms, self.finder = self._finders.list, self._finders.finder
        self.town = ChoiceField(lambda text: self._find_places(TOWN, text))
        self.village = ChoiceField(lambda text: self._find_places(VILLAGE, text))
        self.person = ChoiceField(self._find_whom)
        self.period = ChoiceField(self._find_period)
        self.since, self.until = (DayEditor(Day(), lambda: today().year) for _ in range(2))
        self.copies = NumberEditor(Whole(1, _MOST_COPIES))
        self.notice = NoticeFields(today)
        self._whom, self._by_hand = QWidget(), apart("份数", self.copies, "1 份")
        self.clearing = button("清除范围", done=self.clear, look="quiet")
        self.wrong = label(tone="error", level="small", wrap=True)
        self.wrong.hide()
        self._arrange()
        self._connect()
        self._form_chosen()

    @property
    def form(self) -> str:
        """The name of the form."""
        return self._finders.form

    @property
    def title(self) -> str:
        """The title of the form."""
        return self._finders.title

    @property
    def takes(self) -> Takes:
        """To what the form can be narrowed; a list to nothing: it has its own conditions."""
        return self._takes.get(self.form, _NOTHING)

    @property
    def words(self) -> str:
        """For whom, in a few words for the name of a file."""
        return "".join(
            self._chosen[key].label for key in ("town", "village", "person", "record") if key in self._chosen
        )

    def show_form(self, name: str) -> None:
        """Choose a form by its name."""
        self._finders.show_form(name)

    def show_list(self, title: str, conditions: str) -> None:
        """Offer and choose a list as another page shows it; its conditions take the place of the scope."""
        self._finders.offer(((LIST, f"{title}清单"), (NOTICE, f"{title}公示")))
        self.notice.load(f"{title.replace(' ', '')}公示")
        self._conditions = conditions or "没有设条件，打印全部。"
        self._finders.show_form(LIST)
        self._form_chosen()

    def show_sheet(self, title: str, words: str) -> None:
        """Offer and choose a single sheet that another page made; ``words`` take the place of the scope."""
        self._finders.offer(((LIST, title),))
        self._conditions = words
        self._finders.show_form(LIST)
        self._form_chosen()

    def show_scope(self, scope: Scope, persons: str = "", records: str = "") -> None:
        """Fill in whom or what another page asked for; ``persons`` and ``records`` are how they are called."""
        names = {place.id: place.name for place in self._places}
        self.clear()
        for key, field, ids in (("town", self.town, scope.towns), ("village", self.village, scope.villages)):
            if ids:
                self._put(key, field, Choice(ids, "、".join(names.get(one, "") for one in ids)))
        if scope.persons:
            self._put("person", self.person, Choice(scope.persons, persons))
        if scope.records:
            self._put("record", self.person, Choice(scope.records, records))
        self.since.load(scope.since)
        self.until.load(scope.until)
        self._name_fields(self.takes)

    def clear(self) -> None:
        """Everybody, at any time."""
        self._chosen.clear()
        for field in (self.town, self.village, self.person, self.period, self.since, self.until, self.copies):
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
            copies = self.copies.value() if self.takes.copies else None
        except Unreadable as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            return None
        takes = self.takes
        return Scope(
            towns=self._ids("town") if takes.places else (),
            villages=self._ids("village") if takes.places else (),
            persons=self._ids("person") if takes.persons else (),
            since=since if takes.period and takes.since else None,
            until=until if takes.period else None,
            records=self._ids("record") if takes.record is not None else (),
            copies=copies or 0,
        )

    def _ids(self, key: str) -> tuple[int, ...]:
        value = self._chosen[key].value if key in self._chosen else ()
        return value if isinstance(value, tuple) else (int(str(value)),)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        tight(column, (16, 12, 16, 12), 4)
        column.addWidget(label("表册", level="section"))
        column.addSpacing(4)
        column.addWidget(self._finders, 1)
        column.addSpacing(8)
        column.addWidget(self._scope_fields())
        column.addWidget(self.notice)
        column.addWidget(self.wrong)
        column.addSpacing(8)
        column.addWidget(rule())
        self.advice: QLabel = label("", "quiet", "small", wrap=True)
        column.addWidget(self.advice)
        column.addWidget(self.clearing)

    def _scope_fields(self) -> QWidget:
        column = QVBoxLayout(self._whom)
        tight(column, spacing=4)
        column.addWidget(label("范围", level="section"))
        column.addLayout(side_by_side((("乡镇", self.town, "全部乡镇"), ("行政村", self.village, "全部村"))))
        self._whose = add_field(column, "人员", self.person, "全部人员")
        self._when = add_field(column, "入院期间", self.period, "不限")
        column.addLayout(side_by_side((("从", self.since, "最早"), ("到", self.until, "今天"))))
        column.addWidget(self._by_hand)
        return self._whom

    def _connect(self) -> None:
        self._finders.chosen.connect(self._form_chosen)
        self._finders.go.connect(self.go)
        for key, field in (("town", self.town), ("village", self.village), ("", self.person)):
            field.chosen.connect(lambda choice, key=key: self._take(key or self._whom_key, choice))
            field.textEdited.connect(lambda text, key=key: self._untake(key or self._whom_key, text))
            field.editingFinished.connect(lambda key=key, field=field: self._settle(key or self._whom_key, field))
        self.period.chosen.connect(self._take_period)
        for day in (self.since, self.until):
            day.edited.connect(self.changed)
        self.copies.textEdited.connect(lambda _text: self.changed.emit())
        self.notice.changed.connect(self.changed)

    @property
    def _whom_key(self) -> str:
        """What the field of persons stands for: persons, or the records of a form, chosen here or on their page."""
        takes = self.takes
        return "record" if takes.record is not None and (not takes.persons or "record" in self._chosen) else "person"

    def _form_chosen(self) -> None:
        """Only what says something for the form can be filled in; a list has its own conditions, a notice its words."""
        takes, a_list = self.takes, self.form in (LIST, NOTICE)
        if takes.record is not None and takes.record is not self._kind:
            self._chosen.pop("record", None)
            self._kind = takes.record
        for field in (self.town, self.village):
            field.setEnabled(takes.places)
        self.person.setEnabled(takes.persons or takes.record is not None)
        self.period.setEnabled(bool(takes.period) and takes.since)
        self.since.setEnabled(bool(takes.period) and takes.since)
        self.until.setEnabled(bool(takes.period))
        self._by_hand.setVisible(takes.copies)
        self._name_fields(takes)
        self._whom.setVisible(self.form != NOTICE)
        self.notice.setVisible(self.form == NOTICE)
        self.clearing.setVisible(not a_list)
        self.wrong.hide()
        told = {LIST: f"条件：{self._conditions}", NOTICE: f"条件：{self._conditions}\n{ON_NOTICES}"}
        self.advice.setText(told.get(self.form, advice(takes)))
        self.changed.emit()

    def _name_fields(self, takes: Takes) -> None:
        """The fields are called what they mean for the form, and show what was chosen for it."""
        whose = takes.record.title if takes.record and self._whom_key == "record" else "人员"
        self._whose.setText(whose)
        self.person.setAccessibleName(whose)
        self.person.setPlaceholderText(f"全部{whose}")
        chosen = self._chosen.get(self._whom_key)
        self.person.setText(chosen.label if chosen is not None else "")
        self._when.setText((takes.period if takes.since else "") or "期间")
        self.until.setPlaceholderText("今天" if takes.since else "截至今天")

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
        return fitting(self._places, level, text, self._ids("town") if level == VILLAGE else ())

    def _find_whom(self, text: str) -> Sequence[Choice]:
        if self.takes.persons:
            self._untake("record", text)
        kind = self.takes.record if self._whom_key == "record" else None
        return self._find_person(text) if kind is None else self._find_record(kind, text)

    def _find_period(self, text: str) -> list[Choice]:
        usual = [Choice(days, name, hint=periods.words(*days)) for name, days in periods.usual(self._today())]
        return [choice for choice in (Choice(None, "不限"), *usual) if text in choice.label + choice.hint]

    def _take_period(self, choice: Choice) -> None:
        days = choice.value if isinstance(choice.value, tuple) else (None, None)
        self.since.load(days[0])
        self.until.load(days[1])
        self.changed.emit()
