"""Any deed goes back as long as nobody built upon it, named, once, after a restart too; an undo can be undone."""

from pathlib import Path
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import DIAGNOSIS, HOUSEHOLD, PERSON, Household, ImportBatch, Person, TakenBack, User
from hfp_desk.store import chain, deeds, entering, keeping, opening, taking_back, undoing, voiding
from hfp_desk.store.entering import Draft
from hfp_desk.store.history import Origin
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD

ZS = policy.load("zhangshu-2020")
CLERK = Viewer.of("李敏", "admin,entry,secret")


def kept(register: Register, made: Any, record: int | None = None, version: int = 1, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values, record, version)]).ids[0]


def last(register: Register) -> int:
    found = taking_back.latest(register)
    assert found is not None
    return found


def sit_down(register: Register, name: str, roles: str) -> None:
    User.new(name=name, roles=roles).save()
    register.user = name


def refusal(register: Register, deed: int) -> str:
    with pytest.raises(Refusal) as caught:
        taking_back.take_back(register, deed)
    return str(caught.value)


def test_an_older_deed_goes_back_under_later_ones(register: Register) -> None:
    person = kept(register, PERSON, name="李玥", phone="13800000000")
    kept(register, PERSON, person, phone="13911111111")
    older = last(register)
    for number in range(5):
        kept(register, PERSON, name=f"甲{number}")
    kept(register, PERSON, person, 2, remark="迁入")
    assert deeds.named(register, older, CLERK) == "修改 李玥 的 联系电话"
    assert taking_back.take_back(register, older, f"撤销第 {older} 步") == {"person": {person}}
    found = Person.get_by_id(person)
    assert (found.phone, found.remark) == ("13800000000", "迁入")


def test_a_second_undo_does_nothing_and_says_so(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    kept(register, PERSON, person, name="李月")
    deed = last(register)
    taking_back.take_back(register, deed)
    rows = register.db.execute_sql('SELECT count(*) FROM "change"').fetchone()
    assert "已撤销过（李敏" in refusal(register, deed)
    assert register.db.execute_sql('SELECT count(*) FROM "change"').fetchone() == rows
    assert TakenBack.select().count() == 1


def test_undo_redo_and_undo_again(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    kept(register, PERSON, person, name="李月")
    deed = last(register)
    names = []
    for target in (deed, deed + 1, deed):
        taking_back.take_back(register, target)
        names.append(Person.get_by_id(person).name)
    assert names == ["李玥", "李月", "李玥"]
    assert "已撤销过" in refusal(register, deed)


def test_what_was_undone_since_does_not_stand_in_the_way(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    kept(register, PERSON, person, name="李月")
    older = last(register)
    kept(register, PERSON, person, 2, name="李岳")
    assert "李敏" in refusal(register, older)
    taking_back.take_back(register, last(register))
    taking_back.take_back(register, older)
    assert Person.get_by_id(person).name == "李玥"


def test_a_value_written_back_by_hand_was_touched(register: Register) -> None:
    """Somebody looked at it and decided: that is no longer the older deed's business."""
    person = kept(register, PERSON, name="李玥")
    kept(register, PERSON, person, name="李月")
    older = last(register)
    kept(register, PERSON, person, 2, name="李岳")
    kept(register, PERSON, person, 3, name="李月")
    assert "之后又由李敏在" in refusal(register, older)


def test_it_works_after_a_restart(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    kept(register, PERSON, person, name="李月")
    deed, path = last(register), Path(register.path)
    register.close()
    again = opening.open_register(path, "李敏", PASSWORD)
    taking_back.take_back(again, deed)
    assert Person.get_by_id(person).name == "李玥"
    assert chain.first_broken(again.db, chain.CHANGES) is None
    again.close()


def test_others_deeds_are_for_the_administrator(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    kept(register, PERSON, person, name="李月")
    deed = last(register)
    sit_down(register, "王强", "entry")
    assert "撤销李敏的操作" in refusal(register, deed)
    sit_down(register, "赵六", "query")
    assert "录入" in refusal(register, deed)
    sit_down(register, "周主任", "admin,entry")
    taking_back.take_back(register, deed)
    assert Person.get_by_id(person).name == "李玥"


def test_a_new_record_others_hang_on_stays(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    deed = last(register)
    kept(register, DIAGNOSIS, person=person, disease="肺癌")
    assert "人员 李玥已有患病核准引用" in refusal(register, deed)
    taking_back.take_back(register, last(register))
    taking_back.take_back(register, deed)
    assert Person.get_by_id(person).voided_at


def test_a_link_does_not_go_back_to_what_is_voided(register: Register) -> None:
    old, new = (kept(register, HOUSEHOLD, number=f"36098200000{n}") for n in (1, 2))
    person = kept(register, PERSON, name="李玥", household=old)
    kept(register, PERSON, person, household=new)
    deed = last(register)
    voiding.void(register, HOUSEHOLD, old, "并户")
    assert "原来的户已作废" in refusal(register, deed)
    assert Person.get_by_id(person).household.id == new
    assert Household.get_by_id(old).voided_at


def test_a_void_is_not_lifted_under_a_voided_owner(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    ill = kept(register, DIAGNOSIS, person=person, disease="肺癌")
    voiding.void(register, DIAGNOSIS, ill, "录错")
    deed = last(register)
    voiding.void(register, PERSON, person, "重复登记")
    assert "所属的记录仍是作废的" in refusal(register, deed)


def test_imports_go_back_as_batches_only(register: Register) -> None:
    batch = ImportBatch.new(kind="people", file_name="名单.xlsx", sha256="", state="", user="李敏", started_at="")
    batch.save()
    with keeping.deed(register) as act:
        act.add_rows(Person, [{"name": "甲"}], [Origin(batch.id, "名单", 4)])
    assert "第 1 号批次" in refusal(register, act.number)
    undoing.undo_batch(register, batch.id)
    assert "不能再撤销" in refusal(register, last(register))


def test_a_bulk_deed_goes_back_as_a_whole_or_not_at_all(register: Register) -> None:
    people = [kept(register, PERSON, name=f"甲{number}") for number in range(20)]
    with keeping.deed(register, "批量修改") as act:
        for person in people:
            found = Person.get_by_id(person)
            found.remark = "已核对"
            act.save(found)
    assert deeds.named(register, act.number, CLERK) == "修改 人员 20 条"
    kept(register, PERSON, people[7], 2, remark="另行处理")
    assert "人员 甲7之后又由李敏在" in refusal(register, act.number)
    assert {person.remark for person in Person.select()} == {"已核对", "另行处理"}
    taking_back.take_back(register, last(register))
    taking_back.take_back(register, act.number)
    assert {person.remark for person in Person.select()} == {""}
