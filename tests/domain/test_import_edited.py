"""What somebody changed in a list of ours is changed here, and nothing else."""

from pathlib import Path

from hfp_desk.excel.importing import commit, prepare
from hfp_desk.records import Diagnosis, Person
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from tests.data import senders
from tests.data.returned import edited, exported, outcomes
from tests.data.senders import number, people


def test_an_edited_cell_changes_that_field_alone(register: Register, tmp_path: Path) -> None:
    commit(register, prepare(register, senders.poor(tmp_path / "名单.xlsx", people(3))))
    path = exported(register, "people", tmp_path / "人员.xlsx")
    plan = prepare(register, edited(path, {(3, "联系电话"): "13800001234", (3, "行政村"): "袁家村委会"}))
    assert outcomes(plan) == {3: "change"}
    [touch] = next(row for row in plan.rows if row.touched).touched
    assert sorted(touch.differences or {}) == ["phone", "village"]
    commit(register, plan)
    with register.session():
        person = Person.get(Person.phone == "13800001234")
        assert (person.village.name, person.town.name) == ("袁家村委会", "洲上乡")


def test_a_new_line_in_our_list_makes_a_record(register: Register, tmp_path: Path) -> None:
    commit(register, prepare(register, senders.poor(tmp_path / "名单.xlsx", people(2))))
    path = exported(register, "diagnoses", tmp_path / "患病核准.xlsx")
    lines = {
        (2, "姓名"): "何建桂甲",
        (2, "证件号码"): number(0),
        (2, "病种"): "肺癌",
        (2, "确诊时间"): "2019-05",
        (3, "姓名"): "无名氏",
        (3, "证件号码"): number(77),
        (3, "病种"): "肺癌",
    }
    plan = prepare(register, edited(path, lines))
    assert outcomes(plan) == {2: "new", 3: "reject"}
    assert [problem.code for problem in plan.problems if problem.row == 3] == ["E-PERSON-UNKNOWN"]
    commit(register, plan)
    with register.session():
        found = Diagnosis.get()
        assert (found.person.name, found.disease, found.found_on) == ("何建桂甲", "肺癌", "2019-05")


def test_our_number_must_be_ours_and_belong_to_the_person(register: Register, tmp_path: Path) -> None:
    commit(register, prepare(register, senders.poor(tmp_path / "名单.xlsx", people(3))))
    with register.session():
        one, two, _ = Person.select().order_by(Person.id)
        keeping.save(register, Diagnosis.new(person=one, disease="肺癌"), Diagnosis.new(person=two, disease="胃癌"))
    path = exported(register, "diagnoses", tmp_path / "患病核准.xlsx")
    changes: dict[tuple[int, str], object] = {(2, "证件号码"): number(2), (3, "登记编号"): "999"}
    plan = prepare(register, edited(path, changes))
    codes = {row.row: [problem.code for problem in row.problems] for row in plan.rows}
    assert codes == {2: ["E-OUR-OWNER"], 3: ["E-OUR-NUMBER"]}
    assert not plan.writes


def test_a_half_known_person_comes_back_and_a_wrong_number_does_not(register: Register, tmp_path: Path) -> None:
    with register.session():
        keeping.save(register, Person.new(name="张三", id_number="123"), Person.new(name="李四"))
    path = exported(register, "people", tmp_path / "人员.xlsx")
    assert outcomes(prepare(register, path)) == {}
    wrong = prepare(register, edited(path, {(3, "证件号码"): "456"}))
    assert outcomes(wrong) == {3: "reject"}
    right = prepare(register, edited(path, {(3, "证件号码"): number(4)}))
    assert outcomes(right) == {3: "change"}
    commit(register, right)
    with register.session():
        assert Person.get(Person.id_number == number(4)).id_key == number(4)
