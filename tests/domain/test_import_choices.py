"""What the clerk decides is obeyed and remembered."""

from pathlib import Path

import pytest

from hfp_desk.excel.importing import prepare
from hfp_desk.excel.outcomes import LEAVE_OUT, NEW_PERSON, Choices, Which
from hfp_desk.records import Person, Place, Treatment, Unread
from hfp_desk.store.opening import Register
from tests.data import senders
from tests.data.senders import Invented, bring, codes, number, outcomes, people, workbook


def test_blanks_leave_what_is_stored_unless_they_are_to_clear(register: Register, tmp_path: Path) -> None:
    rows = [["姓名", "证件号码", "联系电话"], ["张三", number(1), "13800001234"]]
    bring(register, workbook(tmp_path / "贫困人口.xlsx", {"名单": rows}))
    rows[1][2] = ""
    path = workbook(tmp_path / "贫困人口2.xlsx", {"名单": rows})
    assert outcomes(prepare(register, path)) == {2: "same"}
    bring(register, path, Choices(clear_blanks=True))
    with register.session():
        assert Person.get().phone == ""


@pytest.mark.parametrize(
    ("which", "expected"),
    [(Which.ONLY_NEW, {3: "skipped", 4: "new"}), (Which.ONLY_KNOWN, {3: "change", 4: "skipped"})],
)
def test_only_new_or_only_known_skips_the_others(
    register: Register, tmp_path: Path, which: Which, expected: dict[int, str]
) -> None:
    one, two = people(2)
    bring(register, senders.poor(tmp_path / "三月.xlsx", [one]))
    path = senders.poor(tmp_path / "四月.xlsx", [Invented(one.name, one.number, village="袁家村"), two])
    plan = bring(register, path, Choices(which=which))
    assert outcomes(plan) == expected
    with register.session():
        assert Person.select().count() == (2 if which is Which.ONLY_NEW else 1)


def test_a_row_without_number_is_decided_by_the_clerk_alone(register: Register, tmp_path: Path) -> None:
    one, two = people(2)
    bring(register, senders.poor(tmp_path / "三月.xlsx", [one, two]))
    rows = [
        ["姓名", "村", "入院", "出院", "总费用", "自付", "农合报"],
        [one.name, "小洲村", "2020-01-02", "2020-01-09", 5000, 1000, 4000],
        [two.name, "袁家村", "2020-01-02", "2020-01-09", 5000, 1000, 4000],
        ["赵六", "小洲村", "2020-01-02", "2020-01-09", 5000, 1000, 4000],
    ]
    path = workbook(tmp_path / "费用.xlsx", {"名单": rows})
    plan = prepare(register, path)
    assert outcomes(plan) == {2: "doubtful", 3: "doubtful", 4: "doubtful"}
    assert ["请指定是哪一位" in plan.rows[at].problems[0].message for at in range(3)] == [True, False, False]
    accepted = prepare(register, path, choices=Choices(accept_candidates=True))
    assert outcomes(accepted) == {2: "new", 3: "doubtful", 4: "doubtful"}
    decided = bring(
        register, path, Choices(decisions={("名单", 2): "1", ("名单", 3): LEAVE_OUT, ("名单", 4): NEW_PERSON})
    )
    assert outcomes(decided) == {2: "new", 3: "skipped", 4: "new"}
    with register.session():
        assert {stay.person.name for stay in Treatment.select()} == {one.name, "赵六"}


def test_an_answer_for_a_word_is_remembered(register: Register, tmp_path: Path) -> None:
    rows = [["姓名", "证件号码", "文化程度"], ["张三", number(1), "初小"]]
    path = workbook(tmp_path / "贫困人口.xlsx", {"名单": rows})
    plan = bring(register, path)
    assert codes(plan, 2) == ["W-DICT"]
    [word] = plan.unknown
    assert (word.key, word.written, word.count) == ("person.education", "初小", 1)
    assert "小学" in [label for _, label in word.suggestions]
    with register.session():
        assert Unread.get(Unread.field == "education").settled_at == ""
    plan = bring(register, path, Choices(answers={("person.education", "初小"): "80"}))
    assert outcomes(plan) == {2: "change"}
    with register.session():
        assert Person.get().education == "80"
        assert Unread.get(Unread.field == "education").settled_at != ""
    rows.append(["李四", number(2), "初小"])
    assert not prepare(register, workbook(tmp_path / "新.xlsx", {"名单": rows})).unknown


def test_an_answer_for_a_place_is_remembered(register: Register, tmp_path: Path) -> None:
    path = senders.poor(tmp_path / "名单.xlsx", [Invented("张三", number(1), village="老街")])
    with register.session():
        place = Place.get(Place.name == "小洲村委会")
    bring(register, path, Choices(answers={("village", "洲上乡老街"): place.code}))
    with register.session():
        assert Person.get().village.id == place.id
    assert not prepare(
        register, senders.poor(tmp_path / "新.xlsx", [Invented("李四", number(2), village="老街")])
    ).unknown


def test_chosen_columns_are_remembered_for_the_next_list(register: Register, tmp_path: Path) -> None:
    rows = [["姓名", "证件号码", "电话2", "电话"], ["张三", number(1), "13800001234", "13900001234"]]
    path = workbook(tmp_path / "贫困人口3月.xlsx", {"3月": rows})
    bring(register, path, Choices(columns={"3月": {"电话2": "person.phone", "电话": ""}}))
    with register.session():
        assert Person.get().phone == "13800001234"
    rows[1] = ["李四", number(2), "13800005678", "13900005678"]
    bring(register, workbook(tmp_path / "贫困人口4月.xlsx", {"4月": rows}))
    with register.session():
        assert Person.get(Person.name == "李四").phone == "13800005678"


def test_a_sheet_may_be_left_out_or_read_as_another_kind(register: Register, tmp_path: Path) -> None:
    rows = [["姓名", "身份证号"], ["张三", number(1)]]
    path = workbook(tmp_path / "名单.xlsx", {"甲": rows, "乙": rows})
    plan = prepare(register, path, choices=Choices(kinds={"甲": "", "乙": "identities"}, identity="03"))
    assert [(sheet.sheet, sheet.kind.key if sheet.kind else "") for sheet in plan.sheets] == [
        ("甲", ""),
        ("乙", "identities"),
    ]
    assert [row.sheet for row in plan.rows] == ["乙"]
