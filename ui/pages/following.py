"""What fills itself in while a form is written: an identity number that holds tells birth and sex."""

from hfp_desk.records import Person
from ui.form import RecordForm

_TOLD = ("birth", "sex")


def follow_number(form: RecordForm) -> None:
    """Listen to the number of a person's form, where it has one; what the clerk wrote stays."""
    if {"id_number", *_TOLD} <= form.fields.keys():
        form.fields["id_number"].editor.edited.connect(lambda: _read(form))


def _read(form: RecordForm) -> None:
    told = Person.new(id_number=form.fields["id_number"].editor.text().strip().upper())
    told.derive()
    for key in _TOLD if told.id_key else ():
        if form.fields[key].blank:
            form.fields[key].put(getattr(told, key))
