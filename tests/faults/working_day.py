"""A day at the desk with one unmistakable patient: everything that could leave a trace, and a crash at the end.

Run as ``python -m tests.faults.working_day REGISTER WORKBOOK OUTSIDE NAME NUMBER DISEASE PHONE``.
"""

import contextlib
import logging
import os
import sys
from pathlib import Path

from hfp_desk import mishap, scratch
from hfp_desk.excel import exporting, importing, receipts
from hfp_desk.papers import going_out
from hfp_desk.problems import Refusal
from hfp_desk.records import PERSON, Diagnosis, Person
from hfp_desk.store import (
    backup,
    drafts,
    keeping,
    restoring,
    searching,
    settings,
    taking_back,
    undoing,
    users,
    voiding,
)
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.faults.registers import PASSWORD, USER, opened


def main(words: list[str]) -> None:
    """Work, and fall over."""
    path, sent, outside = Path(words[0]), Path(words[1]), Path(words[2])
    patient = tuple(words[3:7])
    for name in ("hfp_desk", "ui"):
        logging.getLogger(name).setLevel(logging.DEBUG)
        logging.getLogger(name).addHandler(logging.FileHandler(path.parent / "program.log"))
    register = opened(path)
    _enter(register, patient)
    _bring(register, sent)
    _hand_out(register, outside, patient)
    kept = backup.make(register, backup.BY_HAND)
    register.close()
    restoring.restore(path, kept.path, USER, PASSWORD)
    register = opened(path)
    _look(register, patient)
    _crash(register, patient)


def _enter(register: Register, patient: tuple[str, ...]) -> None:
    name, number, disease, phone = patient
    drafts.keep(register, drafts.Typed("person", "人员", {"name": name, "id_number": number, "remark": disease}))
    person = Person.new(name=name, id_number=number, phone=phone, remark=disease)
    keeping.save(register, person, Diagnosis.new(person=person, disease=disease, restricted=True))
    settings.put("list.people.search", name, register.user)
    person.remark = f"{disease} {phone}"
    keeping.save(register, person)
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)


def _bring(register: Register, sent: Path) -> None:
    plan = importing.prepare(register, sent)
    done = importing.commit(register, plan)
    receipts.keep(register, plan, done)
    if done.batch is not None:
        undoing.undo_batch(register, done.batch)
    broken = sent.with_name("坏表.xlsx")
    broken.write_bytes(sent.read_bytes()[:-200])
    with contextlib.suppress(Refusal):
        importing.prepare(register, broken)


def _hand_out(register: Register, outside: Path, patient: tuple[str, ...]) -> None:
    viewer, person = users.viewer(register), Person.get(Person.name == patient[0])
    locked = outside / "带密码.xlsx"
    exporting.export_return(register, "people", outside / "人员.xlsx", viewer, purpose="内部核对")
    exporting.export_return(register, "people", locked, viewer, purpose="内部核对", password="only-for-them")
    for form in ("story", "dossier", "help-sheet"):
        with contextlib.suppress(Refusal):
            going_out.save_form(register, form, outside / f"{form}.pdf", Scope(persons=(person.id,)), viewer)


def _look(register: Register, patient: tuple[str, ...]) -> None:
    viewer = users.viewer(register)
    for word in patient:
        searching.find_people(register, word, viewer)
    person = Person.get(Person.name == patient[0])
    voiding.void(register, PERSON, person.id, f"{patient[0]}重复登记")
    voiding.restore(register, PERSON, person.id)


def _crash(register: Register, patient: tuple[str, ...]) -> None:
    """A bug that has the patient in its words and in its variables; then the plug is pulled."""
    name, number, *_ = patient
    try:
        raise ValueError(f"{name} {number}")
    except ValueError as error:
        print(mishap.report(error))
        print(mishap.report(error), file=sys.stderr)
    keeping.save(register, Person.new(name=name, id_number="", remark=number))
    scratch.fresh(f"{number}.txt").write_text(name, encoding="utf-8")
    print("the end", flush=True)
    os._exit(3)


if __name__ == "__main__":
    main(sys.argv[1:])
