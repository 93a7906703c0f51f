"""A record changed while it is open: what only one side changed is merged, what both changed is chosen by keys."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hfp_desk.problems import Refusal
from hfp_desk.records import PERSON, SETTLEMENT, TREATMENT, Change, Person, Settlement, Treatment
from hfp_desk.store import conflicts, entering, keeping, taking_back, voiding
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from tests.data import senders
from tests.ui.clerk import Clerk, kept, patient
from tests.ui.fakes import Key
from ui import pages
from ui.pages.conflict_panel import ConflictPanel
from ui.pages.entry_page import EntryPage
from ui.pages.people_page import PeoplePage
from ui.pages.person_page import PersonPage
from ui.pages.treatments_page import TreatmentsPage


@pytest.fixture
def clerk(qtbot: QtBot, register: Register) -> Iterator[Clerk]:
    found = {pages.PEOPLE: PeoplePage, pages.PERSON: PersonPage, pages.TREATMENTS: TreatmentsPage}
    made = Clerk(qtbot, register, dict(found))
    yield made
    made.stop()


def opened(clerk: Clerk, person: int) -> Any:
    """The person's record in its form."""
    page = clerk.go(pages.PERSON, person)
    page.edit(PERSON, person)
    return page


def elsewhere(clerk: Clerk, person: int, **values: Any) -> None:
    """What is saved meanwhile by another way."""
    draft = entering.load(clerk.office.register, PERSON, person, clerk.office.viewer)
    entering.keep(clerk.office.register, clerk.office.policy, [replace(draft, values=values)])


def write(clerk: Clerk, page: Any, **texts: str) -> None:
    """Type into fields of the open form."""
    for field, text in texts.items():
        page.panel.form.focus(field)
        clerk.type(text)


def asked(page: Any) -> ConflictPanel:
    """The panel that asks, which must be seen."""
    panel: ConflictPanel = page.panel.conflict
    assert panel.isVisible()
    return panel


def test_fields_that_only_one_side_changed_are_merged_without_a_question(clerk: Clerk) -> None:
    person = patient(clerk)
    page = opened(clerk, person)
    elsewhere(clerk, person, phone="13900000000")
    write(clerk, page, remark="已电话核实")
    said: list[str] = []
    clerk.desk.said.connect(lambda text, *_: said.append(text))
    clerk.press(Key.Key_F9)
    clerk.settle()
    found = Person.get_by_id(person)
    assert (found.phone, found.remark) == ("13900000000", "已电话核实")
    assert not page.entering
    assert any("李敏" in text and "联系电话也保留了" in text for text in said), said
    last = Change.select().order_by(Change.id.desc()).get()
    assert last.values == {"remark": ["", "已电话核实"]}


def test_what_both_changed_is_asked_field_by_field_and_saved_by_keys(clerk: Clerk) -> None:
    person = patient(clerk)
    page = opened(clerk, person)
    elsewhere(clerk, person, phone="13900000000", name="李月", remark="对方的备注")
    write(clerk, page, name="李玉", phone="13911111111", health_card="HC-1")
    clerk.press(Key.Key_F9)
    panel = asked(page)
    assert [row.field for row in panel.rows] == ["name", "phone"]
    assert [(row.mine.text(), row.theirs.text(), row.was.text()) for row in panel.rows] == [
        ("李玉", "李月", "李玥"),
        ("13911111111", "13900000000", "（空）"),
    ]
    assert "李敏" in panel.words.text()
    assert panel.kept.text() == "只有对方改了、自动保留的：备注 （空） → 对方的备注。"
    assert panel.rows[0].mine.hasFocus()
    clerk.press(Key.Key_F9)
    assert "还有 2 栏没有选择" in panel.note.text()
    assert Person.get_by_id(person).name == "李月"
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_Right)
    assert (panel.rows[0].mine.isChecked(), panel.rows[1].theirs.isChecked()) == (True, True)
    clerk.press(Key.Key_F9)
    clerk.settle()
    found = Person.get_by_id(person)
    assert (found.name, found.phone, found.remark, found.health_card) == ("李玉", "13900000000", "对方的备注", "HC-1")
    assert not page.entering
    last = Change.select().order_by(Change.id.desc()).get()
    values: Any = last.values
    assert set(values) == {"name", "health_card"}


def test_enter_leads_through_the_rows_to_the_button(clerk: Clerk) -> None:
    person = patient(clerk)
    page = opened(clerk, person)
    elsewhere(clerk, person, name="李月", remark="甲")
    write(clerk, page, name="李玉", remark="乙")
    clerk.press(Key.Key_F9)
    panel = asked(page)
    clerk.press(Key.Key_Right)
    assert QApplication.focusWidget() is panel.rows[0].theirs
    clerk.press(Key.Key_Return)
    assert panel.rows[1].mine.hasFocus()
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_Return)
    assert panel.save_chosen.hasFocus()
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert (Person.get_by_id(person).name, Person.get_by_id(person).remark) == ("李月", "乙")


def test_esc_goes_back_to_the_form_with_everything_still_written(clerk: Clerk) -> None:
    person = patient(clerk)
    page = opened(clerk, person)
    elsewhere(clerk, person, name="李月")
    write(clerk, page, name="李玉")
    clerk.press(Key.Key_F9)
    panel = asked(page)
    clerk.press(Key.Key_Escape)
    assert not panel.isVisible()
    assert page.entering
    assert page.panel.form.fields["name"].editor.text() == "李玉"
    assert page.unsaved()
    assert Person.get_by_id(person).name == "李月"


def test_the_same_change_on_both_sides_is_no_conflict(clerk: Clerk) -> None:
    person = patient(clerk)
    page = opened(clerk, person)
    elsewhere(clerk, person, name="李月")
    write(clerk, page, name="李月", remark="核实")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert (Person.get_by_id(person).name, Person.get_by_id(person).remark) == ("李月", "核实")


def test_changed_once_more_while_choosing_is_asked_once_more(clerk: Clerk) -> None:
    person = patient(clerk)
    page = opened(clerk, person)
    elsewhere(clerk, person, name="李月")
    write(clerk, page, name="李玉")
    clerk.press(Key.Key_F9)
    asked(page).take_all(mine=True)
    elsewhere(clerk, person, name="李跃")
    clerk.press(Key.Key_F9)
    panel = asked(page)
    assert [(row.mine.text(), row.theirs.text(), row.was.text()) for row in panel.rows] == [("李玉", "李跃", "李月")]
    panel.take_all(mine=True)
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert Person.get_by_id(person).name == "李玉"


def test_a_record_voided_meanwhile_is_not_written_over(clerk: Clerk) -> None:
    person = patient(clerk)
    page = opened(clerk, person)
    voiding.void(clerk.office.register, PERSON, person, "重复登记")
    write(clerk, page, name="李玉")
    clerk.press(Key.Key_F9)
    told = str(clerk.failures.pop())
    assert "已被作废（重复登记）" in told
    assert page.entering
    assert Person.get_by_id(person).name == "李玥"


def test_a_stay_and_its_bill_are_compared_each_with_its_own(clerk: Clerk) -> None:
    person = patient(clerk)
    stay = kept(clerk, TREATMENT, {"person": person, "disease": "肺癌", "hospital": "甲院"})
    bill = kept(clerk, SETTLEMENT, {"person": person, "treatment": stay, "total": Decimal(1000)})
    page = clerk.go(pages.TREATMENTS)
    page.edit(TREATMENT, stay)
    register = clerk.office.register
    entering.keep(register, clerk.office.policy, [Draft(TREATMENT, {"hospital": "乙院"}, stay, 1)])
    entering.keep(register, clerk.office.policy, [Draft(SETTLEMENT, {"total": Decimal(1200)}, bill, 1)])
    write(clerk, page, hospital="丙院", total="1500")
    clerk.press(Key.Key_F9)
    panel = asked(page)
    assert [(row.field, row.theirs.text()) for row in panel.rows] == [("hospital", "乙院"), ("total", "1,200.00")]
    panel.take_all(mine=True)
    clerk.press(Key.Key_F9)
    if page.entering:
        clerk.press(Key.Key_F9)
    clerk.settle()
    assert (Treatment.get_by_id(stay).hospital, Settlement.get_by_id(bill).total) == ("丙院", Decimal(1500))


def test_undo_of_the_toast_while_the_record_is_open_again_is_noticed(clerk: Clerk) -> None:
    person = patient(clerk)
    offers: list[Any] = []
    clerk.desk.said.connect(lambda *told: offers.append(told[-1]))
    page = opened(clerk, person)
    write(clerk, page, name="李月")
    clerk.press(Key.Key_F9)
    clerk.settle()
    page = opened(clerk, person)
    write(clerk, page, name="李玉")
    clerk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert Person.get_by_id(person).name == "李月", "in a field Ctrl+Z takes back what was typed, not what was saved"
    write(clerk, page, name="李玉")
    next(offer for offer in offers if offer is not None)()
    assert Person.get_by_id(person).name == "李玥"
    clerk.press(Key.Key_F9)
    panel = asked(page)
    assert [(row.mine.text(), row.theirs.text(), row.was.text()) for row in panel.rows] == [("李玉", "李玥", "李月")]
    assert taking_back.REASON in panel.words.text()


def test_an_import_committed_meanwhile_is_merged_and_named(clerk: Clerk, tmp_path: Path) -> None:
    one = senders.people(1)[0]
    person = kept(clerk, PERSON, {"name": one.name, "id_number": one.number})
    page = opened(clerk, person)
    heads = [*senders.HEADS, "联系电话"]
    sent = senders.workbook(tmp_path / "来表.xlsx", {"名单": [heads, [*one.row, "13900000000"]]}, {})
    senders.bring(clerk.office.register, sent)
    assert Person.get_by_id(person).phone == "13900000000"
    write(clerk, page, phone="13911111111", remark="电话已核实")
    clerk.press(Key.Key_F9)
    panel = asked(page)
    assert [(row.field, row.theirs.text()) for row in panel.rows] == [("phone", "13900000000")]
    assert "来表.xlsx" in panel.words.text()
    panel.take_all(mine=True)
    clerk.press(Key.Key_F9)
    clerk.settle()
    found = Person.get_by_id(person)
    assert (found.phone, found.remark, found.town.name) == ("13911111111", "电话已核实", one.town)


def test_a_list_and_a_card_open_on_one_record_do_not_overwrite_each_other(clerk: Clerk) -> None:
    person = patient(clerk)
    card = opened(clerk, person)
    write(clerk, card, name="李玉")
    people: EntryPage = clerk.go(pages.PEOPLE)
    people.edit(PERSON, person)
    write(clerk, people, name="李月")
    clerk.press(Key.Key_F9)
    clerk.settle()
    clerk.go(pages.PERSON)
    assert card.entering
    clerk.press(Key.Key_F9)
    assert asked(card).rows[0].theirs.text() == "李月"


def test_values_in_question_pass_the_gate(clerk: Clerk) -> None:
    person = patient(clerk)
    stay = kept(clerk, TREATMENT, {"person": person, "disease": "肺癌"})
    viewer = replace(clerk.office.viewer, roles=frozenset({"entry"}))
    register = clerk.office.register
    before = entering.load(register, TREATMENT, stay, viewer)
    record = Treatment.get_by_id(stay)
    record.disease, record.restricted = "艾滋病", True
    keeping.save(register, record)
    with pytest.raises(Refusal, match=r"保密|没有第"):
        conflicts.between(register, [before], [replace(before, values={"disease": "肺癌晚期"})], viewer)
