"""Whom a row is about, what it changes, and what contradicts the register or the list itself."""

from pathlib import Path

from hfp_desk.excel.importing import prepare
from hfp_desk.records import Household, Person, Settlement, Treatment
from hfp_desk.store import history, keeping
from hfp_desk.store.opening import Register
from tests.data import senders
from tests.data.senders import Invented, bring, codes, number, outcomes, people, workbook


def test_a_changed_list_changes_only_what_differs(register: Register, tmp_path: Path) -> None:
    one, two = people(2)
    bring(register, senders.poor(tmp_path / "三月.xlsx", [one, two]))
    moved = Invented(one.name, one.number, village="袁家村")
    plan = bring(register, senders.poor(tmp_path / "四月.xlsx", [moved, two]))
    assert outcomes(plan) == {3: "change", 4: "same"}
    with register.session():
        person = Person.get(Person.id_key == one.number)
        assert person.village.name == "袁家村委会"
        [change, _] = history.of_record("person", person.id)
        assert (change.action, list(dict(change.values)), change.row) == ("change", ["village"], 3)  # type: ignore[call-overload]


def test_another_name_for_a_number_is_changed_and_told(register: Register, tmp_path: Path) -> None:
    [one] = people(1)
    bring(register, senders.poor(tmp_path / "三月.xlsx", [one]))
    plan = prepare(register, senders.poor(tmp_path / "四月.xlsx", [Invented("何建贵", one.number)]))
    assert (outcomes(plan), codes(plan, 3)) == ({3: "change"}, ["W-NAME-DIFFERS"])
    spaced = prepare(register, senders.poor(tmp_path / "五月.xlsx", [Invented("何建 桂　甲", one.number)]))
    assert outcomes(spaced) == {3: "same"}


def test_two_rows_that_contradict_each_other_are_a_conflict(register: Register, tmp_path: Path) -> None:
    one, two = people(2)
    path = senders.poor(tmp_path / "名单.xlsx", [one, two, one, Invented("王五", two.number)])
    plan = bring(register, path)
    assert outcomes(plan) == {3: "new", 4: "new", 5: "same", 6: "conflict"}
    assert "第 4 行" in next(problem.message for problem in plan.problems if problem.code == "E-ROW-TWICE")
    with register.session():
        assert {person.name for person in Person.select()} == {one.name, two.name}


def test_spellings_of_one_number_are_one_person(register: Register, tmp_path: Path) -> None:
    [one] = people(1)
    wide = one.number.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    spelt = [one.number, f" {one.number[:6]} {one.number[6:14]} {one.number[14:]}'", wide, one.number + "43"]
    plan = bring(register, senders.poor(tmp_path / "名单.xlsx", [Invented(one.name, text) for text in spelt]))
    assert list(outcomes(plan).values()) == ["new", "same", "same", "same"]
    again = bring(register, senders.poor(tmp_path / "新.xlsx", [Invented(one.name, one.number + "43")]))
    assert outcomes(again) == {3: "change"}
    with register.session():
        person = Person.get()
        assert (person.id_number, person.id_key, person.id_document) == (one.number + "43", one.number, "11")
    assert outcomes(prepare(register, senders.poor(tmp_path / "旧.xlsx", [one]))) == {3: "same"}


def test_a_number_used_by_two_persons_in_the_register_is_a_conflict(register: Register, tmp_path: Path) -> None:
    [one] = people(1)
    with register.session():
        keeping.save(register, Person.new(name="甲", id_number=one.number), Person.new(name="乙", id_number=one.number))
    plan = prepare(register, senders.poor(tmp_path / "名单.xlsx", [one]))
    assert (outcomes(plan), codes(plan, 3)) == ({3: "conflict"}, ["E-PERSON-TWICE"])


def test_a_voided_person_is_not_matched(register: Register, tmp_path: Path) -> None:
    [one] = people(1)
    bring(register, senders.poor(tmp_path / "三月.xlsx", [one]))
    with register.session():
        keeping.void(register, Person.get(), "查无此人")
    assert outcomes(prepare(register, senders.poor(tmp_path / "四月.xlsx", [one]))) == {3: "new"}


def test_a_register_number_completes_somebody_without_a_valid_number(register: Register, tmp_path: Path) -> None:
    with register.session():
        keeping.save(
            register,
            Person.new(name="张三", number="36098201"),
            Person.new(name="李四", number="36098202", id_number=number(9)),
        )
    rows = [
        ["姓名", "证件号码", "人编号"],
        ["张三", number(1), "36098201"],
        ["李四", number(2), "36098202"],
    ]
    plan = prepare(register, workbook(tmp_path / "贫困人口.xlsx", {"名单": rows}))
    assert outcomes(plan) == {2: "change", 3: "conflict"}
    assert codes(plan, 3) == ["E-NUMBER-OTHER"]


def test_a_hospital_list_fills_only_what_the_register_does_not_know(register: Register, tmp_path: Path) -> None:
    [one] = people(1)
    bring(register, senders.poor(tmp_path / "名单.xlsx", [one]))
    rows = [
        [
            "姓名",
            "身份证号",
            "乡镇",
            "村",
            "联系电话",
            "病种",
            "入院日期",
            "出院日期",
            "总费用",
            "个人自付",
            "基本医保",
        ],
        ["何建贵", one.number, "洲上乡", "袁家村", "13800001234", "肺癌", "2020-01-02", "2020-01-09", 100, 10, 90],
    ]
    plan = bring(register, workbook(tmp_path / "人民医院救治台账.xlsx", {"一月": rows}))
    assert codes(plan, 2) == ["W-NAME-DIFFERS", "N-PLACE-DIFFERS"]
    with register.session():
        person = Person.get()
        assert (person.name, person.village.name, person.phone) == (one.name, "小洲村委会", "13800001234")
        assert Treatment.get().hospital == "人民医院"


def test_a_corrected_stay_is_changed_and_a_second_stay_of_the_day_is_not_it(register: Register, tmp_path: Path) -> None:
    heads = ["姓名", "身份证号", "病种", "医院", "入院日期", "出院日期", "总费用", "个人自付", "基本医保"]
    stay = ["张三", number(1), "肺癌", "人民医院", "2020-01-02", "2020-01-09", 100, 10, 90]
    bring(register, workbook(tmp_path / "一.xlsx", {"名单": [heads, stay]}))
    longer = [*stay[:3], "樟树市人民医院", "2020-01-02", "2020-01-12", 150, 15, 135]
    plan = bring(register, workbook(tmp_path / "二.xlsx", {"名单": [heads, longer]}))
    assert outcomes(plan) == {2: "change"}
    other = ["张三", number(1), "胃癌", "樟树市人民医院", "2020-01-02", "2020-01-20", 200, 20, 180]
    both = bring(register, workbook(tmp_path / "三.xlsx", {"名单": [heads, longer, other]}))
    assert outcomes(both) == {2: "same", 3: "new"}
    assert codes(both, 3) == ["W-STAY-OVERLAP"]
    with register.session():
        assert sorted(int(bill.total or 0) for bill in Settlement.select()) == [150, 200]
        assert {stay.hospital for stay in Treatment.select()} == {"樟树市人民医院"}


def test_the_head_of_a_household_speaks_for_it(register: Register, tmp_path: Path) -> None:
    heads = ["户编号", "姓名", "证件号码", "与户主关系", "人均纯收入", "致贫原因", "户联系电话"]
    rows = [
        heads,
        ["3601", "张小三", number(1), "之子", 9999, "因学", ""],
        ["3601", "张三", number(2), "户主", 8000, "因病", "13800001234"],
        ["3602", "李四", number(3), "户主", 5000, "", ""],
        ["3602", "王五", number(4), "配偶", "", "因残", ""],
    ]
    plan = bring(register, workbook(tmp_path / "贫困人口.xlsx", {"名单": rows}))
    told = [problem for problem in plan.problems if problem.code == "N-HOUSEHOLD-DIFFERS"]
    assert {(problem.label, problem.row) for problem in told} == {("人均纯收入", 2), ("致贫原因", 2)}
    with register.session():
        found = {one.number: (one.head_name, int(one.income or 0), one.cause, one.phone) for one in Household.select()}
        assert found == {"3601": ("张三", 8000, "01", "13800001234"), "3602": ("李四", 5000, "02", "")}
        assert {one.household.number for one in Person.select()} == {"3601", "3602"}
