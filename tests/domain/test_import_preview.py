"""A plan in words: what a row says and replaces, who may be meant, what may be answered, what a correction leaves."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from hfp_desk.excel import asking, receipts
from hfp_desk.excel.correcting import CellPlace, corrected
from hfp_desk.excel.doubts import Doubts
from hfp_desk.excel.grouping import groups
from hfp_desk.excel.importing import Choices, Plan, Result, commit, prepare
from hfp_desk.excel.outcomes import NEW_PERSON, Outcome
from hfp_desk.excel.previewing import Line, PlanWords
from hfp_desk.excel.reading import open_book
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal, Severity
from hfp_desk.records import Person
from hfp_desk.resources import resource
from hfp_desk.rules.identity_number import check_digit
from hfp_desk.store import import_log, undoing
from hfp_desk.store.opening import Register

CLERK, VISITOR = Viewer.of("李敏", "admin,entry,secret"), Viewer.of("访客", "query")
HEADS = ("乡镇", "行政村", "姓名", "证件号码", "文化程度", "联系电话")
STAY_HEADS = ("乡镇", "姓名", "病种", "入院日期", "出院日期", "总费用", "自付")


def number(order: int) -> str:
    body = f"36098219600101{order:03d}"
    return body + check_digit(body)


def someone(order: int, name: str = "", education: str = "小学", phone: str = "") -> tuple[str, ...]:
    return ("临江镇", "姜璜村", name or f"李{order}", number(order), education, phone)


def book(path: Path, *rows: Sequence[object], title: str = "") -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (*([(title,)] if title else []), *rows):
        sheet.append(list(row))
    made.save(path)
    return path


def imported(register: Register, path: Path) -> tuple[Plan, Result]:
    plan = prepare(register, path)
    return plan, commit(register, plan)


def line(lines: list[Line], label: str) -> Line:
    return next(one for one in lines if one.label == label)


def test_a_new_row_is_shown_as_it_is_read(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, book(tmp_path / "名单.xlsx", (*HEADS, "出生日期"), (*someone(1), "1960.1.1")))
    words = PlanWords(plan, CLERK)
    (row,) = plan.rows
    shown = {one.label: (one.letters, one.written, one.meant, one.changed) for one in words.lines(row)}
    assert shown["出生日期"] == ("G", "1960.1.1", "1960-01-01", False)
    assert shown["行政村"][2].startswith("姜璜")
    assert words.made(row).startswith("新增人员")
    assert words.cells(row, (2, 3, 99)) == ["李1", number(1), ""]


def test_a_changed_row_says_what_it_replaces(register: Register, tmp_path: Path) -> None:
    imported(register, book(tmp_path / "一.xlsx", HEADS, someone(1, phone="13807950001")))
    plan = prepare(register, book(tmp_path / "二.xlsx", HEADS, someone(1, name="李改", phone="13907950009")))
    words = PlanWords(plan, CLERK)
    (row,) = plan.rows
    assert row.outcome is Outcome.CHANGE
    phone = line(words.lines(row), "联系电话")
    assert (phone.changed, phone.old, phone.meant) == (True, "13807950001", "13907950009")
    assert not line(words.lines(row), "文化程度").changed
    assert "姓名 李1 → 李改" in words.note(row)
    assert words.made(row) == "更新人员"


def test_what_the_register_holds_is_shown_through_the_gate(register: Register, tmp_path: Path) -> None:
    imported(register, book(tmp_path / "一.xlsx", HEADS, someone(1, phone="13807950001")))
    plan = prepare(register, book(tmp_path / "二.xlsx", HEADS, someone(1, phone="13907950009")))
    assert line(PlanWords(plan, VISITOR).lines(plan.rows[0]), "联系电话").old == "138****0001"


def test_a_row_that_stays_out_says_why_first(register: Register, tmp_path: Path) -> None:
    broken = [*someone(1)[:3], "123", "小学", ""]
    plan = prepare(register, book(tmp_path / "名单.xlsx", HEADS, broken))
    words = PlanWords(plan, CLERK)
    (row,) = plan.rows
    assert words.note(row).startswith("证件号码应为 18 位")
    assert line(words.lines(row), "证件号码").problems[0].severity is Severity.ERROR
    assert words.made(row) == ""


def test_problems_are_grouped_by_column_with_an_example(register: Register) -> None:
    plan = prepare(register, resource("sample", "大病专项救治台账_人民医院_2020年一季度.xls"))
    found = groups(plan)
    assert [(one.title, len(one.places)) for one in found[:2]] == [("没有导入的行", 21), ("照常导入、有提醒的行", 228)]
    money = next(one for one in found if one.title.endswith("总费用"))
    assert {plan.rows[place].row for place in money.places} == {81, 101, 110, 144, 157, 171, 215}
    assert money.words.startswith("如第 81 行：")
    assert [one.severity for one in found[2:]] == sorted((one.severity for one in found[2:]), key=list(Severity).index)


def test_candidates_of_a_doubtful_row_are_those_who_may_be_meant(register: Register, tmp_path: Path) -> None:
    imported(register, book(tmp_path / "一.xlsx", HEADS, someone(1, "周某"), someone(2, "周某"), someone(3, "吴某")))
    days = ("肺癌", "2020-01-03", "2020-01-09", 100, 100)
    rows = [("临江镇", name, *days) for name in ("周某", "郑某")]
    path = book(tmp_path / "住院.xlsx", STAY_HEADS, *rows, title="临江镇卫生院住院费用表")
    plan = prepare(register, path)
    doubts = Doubts(plan)
    first, second = doubts.rows
    found = doubts.candidates(register, first, CLERK)
    assert {dict(one.facts)["证件号码"] for one in found} == {number(1), number(2)}
    assert all(one.place.startswith("临江镇姜璜") for one in found)
    assert doubts.candidates(register, second, CLERK) == []
    assert {one.name for one in doubts.candidates(register, first, VISITOR)} == {"周○"}
    decisions = {(first.sheet, first.row): str(found[0].id), (second.sheet, second.row): NEW_PERSON}
    assert prepare(register, path, choices=Choices(decisions=decisions)).counts["new"] == 2


def test_words_are_answered_by_codes_the_likely_first(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, book(tmp_path / "名单.xlsx", HEADS, someone(1, education="小学毕业")))
    (word,) = plan.unknown
    offered = asking.answers(register, plan, word)
    assert offered[0].likely
    assert "小学" in [one.label for one in offered if one.likely]
    assert len({one.value for one in offered}) == len(offered)
    answered = Choices(answers={(word.key, word.written): offered[0].value})
    assert prepare(register, plan.path, choices=answered).unknown == []


def test_a_strange_village_is_answered_by_a_village(register: Register, tmp_path: Path) -> None:
    strange = ("临江镇", "不存在村", *someone(1)[2:])
    plan = prepare(register, book(tmp_path / "名单.xlsx", HEADS, strange))
    (word,) = plan.unknown
    offered = asking.answers(register, plan, word)
    chosen = next(one for one in offered if one.label.startswith("姜璜") and one.hint == "临江镇")
    again = prepare(register, plan.path, choices=Choices(answers={(word.key, word.written): chosen.value}))
    assert line(PlanWords(again, CLERK).lines(again.rows[0]), "行政村").meant == chosen.label


def test_every_field_of_a_kind_is_offered_for_a_column(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, book(tmp_path / "名单.xlsx", HEADS, someone(1)))
    offered = asking.targets(plan.kinds[0])
    assert {one.label for one in offered if one.hint} == {"姓名", "证件号码"}
    assert "联系电话" in [one.label for one in offered]


def test_a_correction_changes_one_cell_and_is_told(register: Register, tmp_path: Path) -> None:
    path = book(tmp_path / "名单.xlsx", HEADS, [*someone(1)[:3], "123", "", ""], someone(2))
    read = open_book(path)
    place = CellPlace("Sheet", 2, 3)
    changed = corrected(read, {place: number(1)})
    assert changed.sheets[0].row(2)[3] == number(1)
    assert read.sheets[0].row(2)[3] == "123"
    assert changed.sheets[0].row(3) is read.sheets[0].row(3)
    assert changed.sha256 == read.sha256
    plan = prepare(register, path, book=changed)
    assert plan.counts["new"] == 2
    (told,) = [one for one in plan.general if one.code == "N-CORRECTED"]
    assert told.message == f"D2 由经办人在核对时改为“{number(1)}”（来表为“123”）。"
    assert corrected(read, {}) is read


def test_a_receipt_is_kept_sealed_and_found_again(register: Register, tmp_path: Path) -> None:
    plan, result = imported(register, book(tmp_path / "名单.xlsx", HEADS, someone(1)))
    assert result.batch is not None
    assert not receipts.is_kept(register, result.batch)
    with pytest.raises(Refusal, match="没有留存回执"):
        receipts.find(register, result.batch)
    shown = receipts.keep(register, plan, result)
    content = shown.read_bytes()
    kept = list(register.beside("imports").rglob("*.receipt.sealed"))
    assert len(kept) == 1
    assert content[:30] not in kept[0].read_bytes()
    again = receipts.find(register, result.batch)
    assert again != shown
    assert again.read_bytes() == content
    assert again.name == "名单_回执.xlsx"


def test_imports_are_listed_newest_first_with_what_stayed_out(register: Register, tmp_path: Path) -> None:
    imported(register, book(tmp_path / "一.xlsx", HEADS, someone(1)))
    broken = [*someone(3)[:3], "123", "", ""]
    _, second = imported(register, book(tmp_path / "二.xlsx", HEADS, someone(2), broken))
    assert second.batch is not None
    newest, oldest = import_log.lines(CLERK)
    assert (newest.file_name, oldest.file_name) == ("二.xlsx", "一.xlsx")
    assert (newest.count("new"), newest.count("reject", "conflict"), newest.user) == (1, 1, "李敏")
    (left,) = import_log.left_out(register, newest.id, CLERK)
    assert (left.row, left.outcome) == (3, "reject")
    assert left.reasons[0].startswith("证件号码应为 18 位")
    assert import_log.left_out(register, oldest.id, CLERK) == []
    undoing.undo_batch(register, second.batch)
    assert import_log.lines(CLERK)[0].undone_by == "李敏"
    assert Person.select().where(Person.voided_at == "").count() == 1
