"""A hand at the form of a visit: what the last visit said beside each field, and the rule's suggestion at the class.

Nothing is written by it but the only programme of the person; Ctrl+D takes the suggestion, what is written otherwise
only when the key is pressed again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QShortcut

from hfp_desk.codes import code_list
from hfp_desk.rules.visit_advice import Advice
from hfp_desk.store import visit_past, visiting
from ui.form import RecordForm
from ui.form_field import FormField
from ui.office import Office

PAUSE = 80
KEYS = "Ctrl+D"
_WHERE = ("control", "stability", "next_on")
"""The field at which the suggestion stands: the first of these on the form."""


class VisitAide(QObject):
    """``say`` tells a sentence over the form."""

    def __init__(self, form: RecordForm, office: Office, say: Callable[[str, str], None]) -> None:
        super().__init__(form)
        self._form = form
        self._office = office
        self._say = say
        self._known: tuple[Any, ...] = ()
        self._person: int | None = None
        self._asked: tuple[str, ...] = ()
        self._filling = False
        self.advice: Advice | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        form.edited.connect(self._edited)
        QShortcut(KEYS, form, self.take)
        self._timer.start()

    def look(self) -> None:
        """Read what is written, and tell what is known of it."""
        written = self._written()
        self._propose_programme(written)
        self._remind(written)
        self.advice = visiting.suggest(self._office.register, self._office.viewer, self._office.policy, written)
        self._show()

    def take(self) -> None:
        """Ctrl+D: fill in what is suggested; what is written otherwise is named first and replaced the second time."""
        if self._timer.isActive():
            self._timer.stop()
            self.look()
        if self.advice is None or not self._office.may_enter:
            self._say("还没有建议：请先填随访日期、血压等。", "quiet")
            return
        other = self._otherwise()
        asked, self._asked = self._asked, tuple(other)
        self._fill(other if asked != tuple(other) else {})
        if other and asked != tuple(other):
            told = "、".join(f"{self._form.fields[name].spec.label}“{text}”" for name, text in other.items())
            self._say(f"已填的{told}与建议不同，没有改动；再按一次 {KEYS} 改为建议。", "warn")
        else:
            self._asked = ()
            self._say(f"已采用建议：{self.advice.words}。", "ok")

    def _fill(self, spared: Mapping[str, str]) -> None:
        """Write what is suggested and not there yet."""
        self._filling = True
        for name, value in self.advice.values.items() if self.advice is not None else ():
            field = self._form.fields.get(name)
            if field is not None and name not in spared and not _says(field, value):
                field.put(value)
        self._filling = False

    def _edited(self) -> None:
        if not self._filling:
            self._asked = ()
        self._timer.start()

    def _written(self) -> dict[str, Any]:
        return {key: field.value() for key, field in self._form.fields.items() if field.readable}

    def _otherwise(self) -> dict[str, str]:
        """What is written and not what is suggested."""
        advice = self.advice
        fields = {name: self._form.fields[name] for name in (advice.values if advice else ()) if self._has(name)}
        return {
            name: field.editor.text()
            for name, field in fields.items()
            if not field.blank and advice is not None and not _says(field, advice.values[name])
        }

    def _has(self, name: str) -> bool:
        return name in self._form.fields

    def _propose_programme(self, written: dict[str, Any]) -> None:
        """The programme of somebody who is managed under one only; several are named."""
        person, field = written.get("person"), self._form.fields.get("programme")
        if field is None or person == self._person:
            return
        self._person = person
        day = written.get("visited_on") or date.today()
        office = self._office
        found = visit_past.open_cases(office.register, office.viewer, person, day) if person is not None else ()
        named = "、".join(code_list("programme").shown(one) for one in found)
        field.advise(f"在管：{named}" if len(found) > 1 else "")
        if len(found) == 1 and field.blank and office.may_enter:
            field.put(found[0])
            written.update(self._written())

    def _remind(self, written: dict[str, Any]) -> None:
        """What the last visit said, beside each field."""
        known = tuple(written.get(name) for name in ("person", "programme", "visited_on"))
        keys = tuple(self._form.fields)
        if (known, keys) == self._known:
            return
        self._known = known, keys
        person, programme, day = known
        office, last = self._office, None
        if person is not None and programme:
            last = visit_past.before(office.register, office.viewer, person, programme, day)
        for key, field in self._form.fields.items():
            text = last.texts.get(key, "") if last is not None and key not in ("programme", "stage") else ""
            field.remind(f"上次 {_short(text)}" if text else "")

    def _show(self) -> None:
        places = [name for name in _WHERE if self._has(name)]
        for name in places:
            self._form.fields[name].advise("")
        advice = self.advice
        if places and advice is not None and not self._taken(advice):
            field = self._form.fields[places[0]]
            field.advise(f"建议：{advice.words}　{KEYS} 采用")
            field.explain("\n".join(advice.clauses))
            self._say(f"建议：{advice.words}。{KEYS} 采用，F9 保存。", "accent")

    def _taken(self, advice: Advice) -> bool:
        shown = [name for name in advice.values if self._has(name)]
        return all(_says(self._form.fields[name], advice.values[name]) for name in shown)


def _says(field: FormField, value: Any) -> bool:
    return field.readable and bool(field.value() == value)


def _short(text: str) -> str:
    return text if len(text) <= 10 else f"{text[:9]}…"
