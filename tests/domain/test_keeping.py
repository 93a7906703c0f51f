"""One transaction a deed with its history; nothing deleted, nothing written twice, nothing overwritten unseen."""

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Change, Identity, ImportBatch, Person
from hfp_desk.store import history, keeping, undoing
from hfp_desk.store.history import Origin
from hfp_desk.store.opening import Register

NUMBER = "11010519491231002X"


def saved(register: Register, **values: object) -> Person:
    person = Person.new(**values)
    keeping.save(register, person)
    return person


def test_a_new_record_has_its_history_and_derived_values(register: Register) -> None:
    person = saved(register, name="张三", id_number=NUMBER)
    story = history.of_record("person", person.id)
    assert [(change.action, change.user) for change in story] == [("new", "李敏")]
    assert dict(story[0].values)["name"] == [None, "张三"]  # type: ignore[call-overload]
    again = Person.get_by_id(person.id)
    assert (again.id_key, again.sex, str(again.birth)) == (NUMBER, "2", "1949-12-31")


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(TypeError, match="nmae"):
        Person.new(nmae="张三")


def test_saving_what_is_stored_writes_nothing(register: Register) -> None:
    person = saved(register, name="张三")
    before = (Change.select().count(), Person.get_by_id(person.id).changed_at)
    assert keeping.save(register, Person.get_by_id(person.id)) == {}
    assert (Change.select().count(), Person.get_by_id(person.id).changed_at) == before


def test_a_change_tells_old_and_new(register: Register) -> None:
    person = saved(register, name="张三")
    person.name = "张山"
    keeping.save(register, person, reason="核对户口簿")
    change = history.of_record("person", person.id)[0]
    assert (change.action, change.values, change.reason) == ("change", {"name": ["张三", "张山"]}, "核对户口簿")


def test_a_save_over_a_newer_version_is_refused(register: Register) -> None:
    mine = saved(register, name="张三")
    theirs = Person.get_by_id(mine.id)
    theirs.phone = "13800000000"
    keeping.save(register, theirs)
    mine.name = "张山"
    with pytest.raises(keeping.Overtaken, match="已被修改"):
        keeping.save(register, mine)
    assert Person.get_by_id(mine.id).name == "张三"


def test_a_void_needs_a_reason_and_can_be_taken_back(register: Register) -> None:
    person = saved(register, name="张三")
    with pytest.raises(Refusal, match="作废原因"):
        keeping.void(register, person, " ")
    keeping.void(register, person, "重复登记")
    assert Person.get_by_id(person.id).void_reason == "重复登记"
    keeping.restore(register, person)
    assert Person.get_by_id(person.id).voided_at == ""
    assert [change.action for change in history.of_record("person", person.id)] == ["restore", "void", "new"]


def test_a_deed_that_fails_leaves_nothing_behind(register: Register) -> None:
    before = Change.select().count()

    def cut_off() -> None:
        with keeping.deed(register) as act:
            act.save(Person.new(name="张三"))
            raise RuntimeError("停电")

    with pytest.raises(RuntimeError, match="停电"):
        cut_off()
    assert Person.select().count() == 0
    assert Change.select().count() == before


def batch_of(register: Register) -> ImportBatch:
    batch = ImportBatch.new(
        kind="people", file_name="名单.xlsx", sha256="", state="committed", user="李敏", started_at=""
    )
    batch.save()
    return batch


def test_undoing_an_import_reverses_keeps_and_names(register: Register) -> None:
    known = saved(register, name="张三", phone="13800000000")
    batch = batch_of(register)
    with keeping.deed(register) as act:
        origins = [Origin(batch.id, "名单", row) for row in (4, 5, 6)]
        fresh, edited, linked = act.add_rows(Person, [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}], origins)
        act.add_rows(Identity, [{"person": fresh, "kind": "1"}], origins[:1])
        act.change_rows(Person, [(known.id, {"name": ("张三", "张山")})], [Origin(batch.id, "名单", 7)])
    theirs = Person.get_by_id(edited)
    theirs.remark = "已电话核实"
    keeping.save(register, theirs)
    keeping.save(register, Identity.new(person=linked, kind="1"))

    undone = undoing.undo_batch(register, batch.id)

    assert sorted(undone.reversed) == ["人员 张三", "人员 甲", "身份 甲"]
    assert undone.kept == ["人员 乙（李敏 之后修改过）"]
    assert undone.impossible == ["人员 丙（已有身份引用）"]
    assert Person.get_by_id(known.id).name == "张三"
    assert Person.get_by_id(fresh).voided_at
    assert not Person.get_by_id(edited).voided_at


def test_a_second_undo_does_nothing_and_an_unknown_batch_is_refused(register: Register) -> None:
    batch = batch_of(register)
    with keeping.deed(register) as act:
        act.add_rows(Person, [{"name": "甲"}], [Origin(batch.id, "名单", 4)])
    assert undoing.undo_batch(register, batch.id).reversed == ["人员 甲"]
    before = Change.select().count()
    again = undoing.undo_batch(register, batch.id)
    assert "已由李敏在" in again.already
    assert (again.reversed, again.changes) == (["人员 甲"], {})
    assert Change.select().count() == before
    with pytest.raises(Refusal, match="没有第 99 号"):
        undoing.undo_batch(register, 99)
