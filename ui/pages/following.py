"""Helping hands at a form: what fills itself in while it is written, and finding the field that is meant."""

from hfp_desk.problems import Severity
from hfp_desk.records import Person
from ui.form import RecordForm
from ui.form_field import FormField

_TOLD = ("birth", "sex")


def follow_number(form: RecordForm) -> None:
    """Listen to the number of a person's form, where it has one; what the clerk wrote stays."""
    if {"id_number", *_TOLD} <= form.fields.keys():
        form.fields["id_number"].editor.edited.connect(lambda: _read(form))


def field_called(form: RecordForm, word: str) -> FormField | None:
    """The field meant by the word of a finding: 大病保险 is 是否参加大病保险."""
    labels = {field.spec.label: field for field in form.fields.values()}
    near = (label for label in labels if word and word in label)
    return labels.get(word) or labels.get(next(near, ""))


def first_wrong(form: RecordForm) -> str:
    """The key of the first field with an error, else of the first field."""
    wrong = (key for key, field in form.fields.items() if any(one.severity is Severity.ERROR for one in field.problems))
    return next(wrong, next(iter(form.fields)))


def _read(form: RecordForm) -> None:
    told = Person.new(id_number=form.fields["id_number"].editor.text().strip().upper())
    told.derive()
    for key in _TOLD if told.id_key else ():
        if form.fields[key].blank:
            form.fields[key].put(getattr(told, key))
