"""Taking back an import is exact: field by field, each record in one bucket, whatever happened in between."""

import contextlib
import random
from pathlib import Path
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import (
    BY_NAME,
    DIAGNOSIS,
    HOUSEHOLD,
    PERSON,
    Change,
    Diagnosis,
    Household,
    ImportBatch,
    Person,
    Place,
    Settlement,
    Unread,
    User,
)
from hfp_desk.store import batches, chain, entering, keeping, needed, opening, tables, taking_back, undoing, voiding
from hfp_desk.store.batches import UnreadValue
from hfp_desk.store.entering import Draft
from hfp_desk.store.history import Origin
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD

ZS = policy.load("zhangshu-2020")
CLERK = Viewer.of("李敏", "admin,entry,secret")


def kept(register: Register, made: Any, record: int | None = None, version: int = 1, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values, record, version)]).ids[0]


def edited(register: Register, record: int, **values: Any) -> None:
    kept(register, PERSON, record, Person.get_by_id(record).version, **values)


def batch(register: Register) -> int:
    made = ImportBatch.new(kind="people", file_name="名单.xlsx", sha256="", state="", user="李敏", started_at="")
    made.save()
    return int(made.id)


def imported(register: Register, new: list[dict[str, Any]], changes: dict[int, dict[str, Any]]) -> tuple[int, range]:
    """An import by 李敏: new people, and other values for known ones."""
    number = batch(register)
    now = tables.read_contents(register.db, Person, list(changes))
    with keeping.deed(register, "导入") as act:
        ids = act.add_rows(Person, new, [Origin(number, "名单", row) for row, _ in enumerate(new, 4)])
        pairs = [(one, {name: (now[one][name], to) for name, to in values.items()}) for one, values in changes.items()]
        act.change_rows(Person, pairs, [Origin(number, "名单", 99)] * len(pairs))
    return number, ids


def colleague(register: Register) -> None:
    User.new(name="王强", roles="entry").save()
    register.user = "王强"


def test_other_fields_edited_since_stay_and_the_batchs_go_back(register: Register) -> None:
    known = kept(register, PERSON, name="张三", phone="13800000000")
    number, _ = imported(register, [], {known: {"phone": "13911111111", "nation": "01"}})
    colleague(register)
    edited(register, known, remark="核对过")
    done = undoing.undo_batch(register, number)
    assert (done.reversed, done.kept, done.impossible) == (["人员 张三"], [], [])
    found = Person.get_by_id(known)
    assert (found.phone, found.nation, found.remark) == ("13800000000", "", "核对过")


def test_a_field_edited_since_is_kept_and_the_others_go_back(register: Register) -> None:
    known = kept(register, PERSON, name="张三", phone="13800000000")
    number, _ = imported(register, [], {known: {"phone": "13911111111", "nation": "01"}})
    colleague(register)
    edited(register, known, phone="13722222222")
    done = undoing.undo_batch(register, number)
    assert done.kept == ["人员 张三（王强 之后修改过联系电话，其余已恢复）"]
    found = Person.get_by_id(known)
    assert (found.phone, found.nation) == ("13722222222", "")


def test_fields_that_follow_from_each_other_stay_together(register: Register) -> None:
    first, second = Place.select().where(Place.level == "4").order_by(Place.id).limit(2)
    here, there, beside = (
        Place.select().where(Place.parent == town).order_by(Place.id).offset(n).first()
        for town, n in ((first, 0), (second, 0), (second, 1))
    )
    known = kept(register, PERSON, name="张三", village=here.id)
    number, _ = imported(register, [], {known: {"town": second.id, "village": there.id}})
    edited(register, known, village=beside.id)
    undoing.undo_batch(register, number)
    found = Person.get_by_id(known)
    assert (found.town.id, found.village.id) == (second.id, beside.id)


def test_a_new_person_with_later_children_stays(register: Register) -> None:
    number, ids = imported(register, [{"name": "甲"}, {"name": "乙"}], {})
    ill = kept(register, DIAGNOSIS, person=ids[0], disease="肺癌")
    voiding.void(register, DIAGNOSIS, kept(register, DIAGNOSIS, person=ids[1], disease="肺癌"), "录错")
    done = undoing.undo_batch(register, number)
    assert done.impossible == ["人员 甲（已有患病核准引用）"]
    assert done.reversed == ["人员 乙"]
    assert not Diagnosis.get_by_id(ill).person.voided_at


def test_records_of_one_batch_that_point_at_each_other_go_together(register: Register) -> None:
    number = batch(register)
    with keeping.deed(register) as act:
        origin = Origin(number, "名单", 4)
        [bill] = act.add_rows(Settlement, [{"total": 100}], [origin])
        act.add_rows(Settlement, [{"total": -100, "reversal_of": bill}], [origin])
    done = undoing.undo_batch(register, number)
    assert (len(done.reversed), done.impossible) == (2, [])


def test_two_batches_over_one_record(register: Register) -> None:
    first, ids = imported(register, [{"name": "甲", "phone": "13800000000"}], {})
    second, _ = imported(register, [], {ids[0]: {"phone": "13911111111"}})
    assert undoing.undo_batch(register, second).reversed == ["人员 甲"]
    assert Person.get_by_id(ids[0]).phone == "13800000000"
    assert undoing.undo_batch(register, first).reversed == ["人员 甲"]
    assert Person.get_by_id(ids[0]).voided_at


def test_the_earlier_of_two_batches_leaves_what_the_later_one_touched(register: Register) -> None:
    first, ids = imported(register, [{"name": "甲"}, {"name": "乙"}], {})
    second, _ = imported(register, [], {ids[0]: {"phone": "13911111111"}})
    done = undoing.undo_batch(register, first)
    assert done.kept == [f"人员 甲（第 {second} 号批次 李敏 之后修改过）"]
    assert done.reversed == ["人员 乙"]


def test_voided_and_restored_since(register: Register) -> None:
    number, ids = imported(register, [{"name": "甲"}, {"name": "乙"}], {})
    colleague(register)
    for record in ids:
        voiding.void(register, PERSON, record, "重复登记")
    voiding.restore(register, PERSON, ids[1])
    done = undoing.undo_batch(register, number)
    assert done.kept == ["人员 甲（王强 已作废）", "人员 乙（王强 之后修改过）"]
    assert Person.get_by_id(ids[0]).void_reason == "重复登记"
    assert not Person.get_by_id(ids[1]).voided_at


def test_an_edit_that_was_undone_does_not_hold_a_record_back(register: Register) -> None:
    number, ids = imported(register, [{"name": "甲"}], {})
    edited(register, ids[0], remark="核对")
    last = taking_back.latest(register)
    assert last is not None
    taking_back.take_back(register, last)
    assert undoing.undo_batch(register, number).reversed == ["人员 甲"]


def test_a_link_to_a_household_voided_since_cannot_go_back(register: Register) -> None:
    old, new = (kept(register, HOUSEHOLD, number=f"36098200000{n}") for n in (1, 2))
    known = kept(register, PERSON, name="张三", household=old)
    number, _ = imported(register, [], {known: {"household": new, "phone": "13911111111"}})
    voiding.void(register, HOUSEHOLD, old, "并户")
    done = undoing.undo_batch(register, number)
    assert done.impossible == ["人员 张三（原来的户已作废，其余已恢复）"]
    assert (Person.get_by_id(known).household.id, Person.get_by_id(known).phone) == (new, "")


def test_unread_values_of_kept_records_stay_open(register: Register) -> None:
    number, ids = imported(register, [{"name": "甲"}, {"name": "乙"}], {})
    batches.keep_unread(number, [UnreadValue("person", one, "birth", "不详", "看不懂", "名单", 4) for one in ids])
    edited(register, ids[1], remark="核对")
    undoing.undo_batch(register, number)
    assert [row.record for row in Unread.select().where(Unread.settled_at == "")] == [ids[1]]


def test_the_three_lists_are_told_after_a_restart_and_a_second_undo_does_nothing(register: Register) -> None:
    number, ids = imported(register, [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}], {})
    edited(register, ids[1], remark="核对")
    kept(register, DIAGNOSIS, person=ids[2], disease="肺癌")
    done, path = undoing.undo_batch(register, number), Path(register.path)
    register.close()
    again = opening.open_register(path, "李敏", PASSWORD)
    rows = Change.select().count()
    told = undoing.undo_batch(again, number)
    assert (told.reversed, told.kept, told.impossible) == (done.reversed, done.kept, done.impossible)
    assert "撤销过" in told.already
    assert (Change.select().count(), told.changes) == (rows, {})
    guest = undoing.told(again, number, Viewer.of("王强", "query"))
    assert (guest.reversed, len(guest.kept), len(guest.impossible)) == (["人员 甲"], 1, 1)
    again.close()


FIELDS = ("phone", "remark", "nation", "school")


class Luck:
    """Random deeds over some people, and what each field must be if an import had never happened."""

    def __init__(self, register: Register, seed: int) -> None:
        self.register = register
        self.random = random.Random(seed)
        self.old = [kept(register, PERSON, name=f"旧{n}", phone=f"1380000000{n}", remark="原") for n in range(6)]
        self.before = tables.read_contents(register.db, Person, self.old)

    def run(self) -> tuple[int, range]:
        new = [{"name": f"新{n}", "phone": "139"} for n in range(5)]
        chosen = {one: self._values() for one in self.random.sample(self.old, 4)}
        self.number, self.new = imported(self.register, new, chosen)
        self.left = tables.read_contents(self.register.db, Person, [*self.old, *self.new])
        self.brought = chosen
        for _ in range(self.random.randint(0, 14)):
            self._deed(self.random.choice([*self.old, *self.new]))
        return self.number, self.new

    def _values(self) -> dict[str, Any]:
        return {name: f"{name}{self.random.randint(0, 9)}导" for name in self.random.sample(FIELDS, 2)}

    def _deed(self, record: int) -> None:
        voided = bool(Person.get_by_id(record).voided_at)
        what = self.random.choice(("edit", "edit", "void", "child", "undo", "import"))
        if what == "edit" and not voided:
            edited(self.register, record, **{self.random.choice(FIELDS): f"手{self.random.randint(0, 3)}"})
        elif what == "void":
            (voiding.restore if voided else self._void)(self.register, PERSON, record)
        elif what == "child" and not voided:
            kept(self.register, DIAGNOSIS, person=record, disease="肺癌")
        elif what == "import" and not voided:
            imported(self.register, [], {record: self._values()})
        elif what == "undo":
            self._undo()

    def _void(self, register: Register, kind: Any, record: int) -> None:
        voiding.void(register, kind, record, "试")

    def _undo(self) -> None:
        last = taking_back.latest(self.register)
        first = Change.get_or_none((Change.deed == last) & (Change.user == "李敏"))
        if first is not None and first.record not in self.before and first.kind == "person":
            return
        with contextlib.suppress(Refusal):
            taking_back.take_back(self.register, last or 0)


@pytest.mark.parametrize("seed", range(25))
def test_whatever_happened_in_between(register: Register, seed: int) -> None:
    luck = Luck(register, seed)
    number, new = luck.run()
    db = register.db
    present = tables.read_contents(db, Person, [*luck.old, *new])
    voided = needed.voided_among(db, Person, list(present))
    done = undoing.undo_batch(register, number)
    after = tables.read_contents(db, Person, list(present))

    assert sum(map(len, (done.reversed, done.kept, done.impossible))) == len({*luck.brought, *new})
    for record, values in luck.brought.items():
        for name in after[record]:
            if name not in values:
                assert after[record][name] == present[record][name], "fields of others are left alone"
            elif present[record][name] != luck.left[record][name]:
                assert after[record][name] == present[record][name], "what was edited stays"
            elif not [one for one in later(luck, record) if name in (one.values or {})]:  # type: ignore[operator]
                assert after[record][name] == luck.before[record][name], "what nobody touched comes back exactly"
    for record in set(luck.old) - luck.brought.keys():
        assert after[record] == present[record]
    for record in new:
        assert after[record] == present[record]
        gone = record in needed.voided_among(db, Person, [record])
        children = Diagnosis.select().where((Diagnosis.person == record) & (Diagnosis.voided_at == "")).exists()
        assert not (gone and children), "nobody hangs on what was voided"
        if present[record] == luck.left[record] and record not in voided and not later(luck, record):
            assert gone != children
    assert chain.first_broken(db, chain.CHANGES) is None
    assert undoing.undo_batch(register, number).changes == {}


def later(luck: Luck, record: int) -> list[Change]:
    """Everything done to a person after the import, undone or not."""
    first = Change.select().where(Change.batch == luck.number).order_by(Change.id.desc()).first()
    mine = (Change.kind == PERSON.name) & (Change.record == record) & (Change.id > first.id)
    undo = f"撤销导入批次 {luck.number}"
    return [change for change in Change.select().where(mine) if change.reason != undo]


def test_every_kind_of_record_is_undone(register: Register) -> None:
    number = batch(register)
    with keeping.deed(register) as act:
        for kind in BY_NAME.values():
            act.add_rows(kind.model, [{}], [Origin(number, "名单", 4)])
    done = undoing.undo_batch(register, number)
    assert (len(done.reversed), done.kept, done.impossible) == (len(BY_NAME), [], [])
    assert Household.select().where(Household.voided_at == "").count() == 0
