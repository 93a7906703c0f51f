"""Lists compared by person: the rule on plain entries, real files on disk, differences kept to be verified."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from hfp_desk import command
from hfp_desk.excel import compared, comparison_book
from hfp_desk.problems import Refusal
from hfp_desk.records import Discrepancy
from hfp_desk.resources import resource
from hfp_desk.rules.comparison import ALIKE, DEAD, DIFFERS, MOVED, ONLY_LEFT, ONLY_RIGHT, SOME, Entry, Listed, compare
from hfp_desk.store import comparisons, keeping, taking_back
from hfp_desk.store.opening import Register
from hfp_desk.store.place_names import PlaceNames
from tests.data.senders import number
from tests.domain.conftest import PASSWORD
from tests.domain.listed import CLERK

HEAD = ("序号", "乡镇", "村", "姓名", "身份证号", "健康状况", "参保状态")


def entry(key: str, name: str = "王小明", **values: str) -> Entry:
    return Entry(key, name, key, values=values)


def told(*lists: Listed, died: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    return [(one.kind, one.entry.key, one.column) for one in compare(lists, died)]


def listed(name: str, *entries: Entry, labels: tuple[str, ...] = ("参保状态",)) -> Listed:
    return Listed(name, entries, frozenset(labels))


def test_who_is_only_here_and_only_there() -> None:
    assert told(listed("三月", entry("a"), entry("b")), listed("四月", entry("b"), entry("c"))) == [
        (ONLY_LEFT, "a", ""),
        (ONLY_RIGHT, "c", ""),
    ]


def test_of_three_lists_those_are_named_in_which_somebody_is() -> None:
    lists = listed("国家", entry("a")), listed("省", entry("a"), entry("b")), listed("医保", entry("b"))
    found = compare(lists)
    assert [(one.kind, one.entry.key, one.left, one.right) for one in found] == [
        (SOME, "a", "国家、省", "医保"),
        (SOME, "b", "省、医保", "国家"),
    ]


def test_only_columns_that_both_lists_have_can_differ() -> None:
    left = Listed("三月", (entry("a", 参保状态="是", 学历="小学"),), frozenset({"参保状态", "学历"}))
    right = Listed("四月", (entry("a", 参保状态="否"),), frozenset({"参保状态"}))
    [found] = compare((left, right))
    assert (found.kind, found.column, found.values) == (DIFFERS, "参保状态", ("是", "否"))


def test_a_column_that_is_empty_in_one_of_them_differs() -> None:
    [found] = compare((listed("三月", entry("a", 参保状态="是")), listed("四月", entry("a", 参保状态=""))))
    assert found.values == ("是", "")


def test_another_village_is_a_move_and_an_unknown_one_is_not() -> None:
    here, there, unknown = (Entry("a", "王小明", town=1, village=village) for village in (11, 12, None))
    assert told(listed("三月", here), listed("四月", there)) == [(MOVED, "a", "住地")]
    assert told(listed("三月", here), listed("四月", unknown)) == []


def test_the_dead_are_told_wherever_they_are_carried_as_living() -> None:
    assert told(listed("三月", entry("a")), listed("四月", entry("a")), died={"a": "2020-03-01"}) == [
        (DEAD, "a", "死亡日期"),
        (DEAD, "a", "死亡日期"),
    ]
    dead = Entry("a", "王小明", died="2020-03-01")
    [found] = compare((listed("卫健", dead), listed("医保", entry("a"))))
    assert (found.kind, found.left, found.right, found.values) == (DEAD, "医保", "卫健", ("", "2020-03-01"))


def test_a_broken_number_is_a_possible_match_never_a_certain_one() -> None:
    good = Entry("a" * 18, "王小明", "a" * 18, village=7)
    broken = Entry("", "王小明", "3609821", village=7)
    [found] = compare((listed("三月", good), listed("四月", broken)))
    assert (found.kind, found.values) == (ALIKE, ("3609821", "a" * 18))


def test_two_possible_matches_are_none() -> None:
    good = Entry("a" * 18, "王小明", village=7)
    broken = [Entry("", "王小明", text, village=7) for text in ("3609821", "3609822")]
    found = compare((listed("三月", good), listed("四月", *broken)))
    assert [(one.kind, one.values[1]) for one in found] == [
        (ONLY_LEFT, "无"),
        (ALIKE, "没有可比对的号码"),
        (ALIKE, "没有可比对的号码"),
    ]


def test_whoever_all_lists_write_the_same_is_the_same() -> None:
    broken, nameless = Entry("", "王小明", "3609821"), Entry("", "李红", "", village=7)
    assert told(listed("三月", broken, nameless), listed("四月", nameless, broken)) == []


@pytest.mark.parametrize("count", [1, 4])
def test_fewer_than_two_or_more_than_three_are_no_comparison(count: int) -> None:
    with pytest.raises(ValueError, match="two or three"):
        compare([listed("甲")] * count)


def workbook(path: Path, rows: Sequence[tuple[object, ...]], head: tuple[str, ...] = HEAD) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in (("樟树市参保名单",), head, *rows):
        sheet.append(line)
    book.save(path)
    return path


@pytest.fixture
def months(tmp_path: Path) -> tuple[Path, Path]:
    """Two months: one left, one came, one changed, one moved, one broken."""
    stay = (1, "洲上乡", "小洲村", "何建桂", number(1), "健康", "正常参保")
    march = [
        stay,
        (2, "洲上乡", "小洲村", "李红", number(2), "健康", "正常参保"),
        (3, "洲上乡", "小洲村", "周小英", number(3), "健康", "正常参保"),
        (4, "洲上乡", "小洲村", "杨国", number(4), "健康", "正常参保"),
    ]
    april = [
        stay,
        (2, "洲上乡", "小洲村", "周小英", number(3), "长期慢性病", "暂停参保"),
        (3, "观上镇", "夫田村", "杨国", number(4), "健康", "正常参保"),
        (4, "洲上乡", "小洲村", "吴新", number(5), "健康", "正常参保"),
    ]
    return workbook(tmp_path / "三月.xlsx", march), workbook(tmp_path / "四月.xlsx", april)


def read(register: Register, *paths: Path) -> list[Listed]:
    with register.session():
        names = PlaceNames(register.db)
    return [compared.read(path, path.stem, names).listed for path in paths]


def test_files_are_compared_by_known_and_by_unknown_columns(register: Register, months: tuple[Path, Path]) -> None:
    found = comparisons.differences(register, read(register, *months))
    assert [(one.kind, one.entry.name, one.column, one.values) for one in found] == [
        (ONLY_LEFT, "李红", "", ("有", "无")),
        (DIFFERS, "周小英", "健康状况", ("健康", "长期慢性病")),
        (DIFFERS, "周小英", "参保状态", ("正常参保", "暂停参保")),
        (MOVED, "杨国", "住地", ("洲上乡 小洲村委会", "观上镇 夫田村委会")),
        (ONLY_RIGHT, "吴新", "", ("无", "有")),
    ]


def test_a_list_is_no_different_from_itself(register: Register) -> None:
    path = resource("sample", "建档立卡贫困人口名单.xlsx")
    one, other = read(register, path, path)
    assert len(one.entries) > 1900
    assert comparisons.differences(register, [one, other]) == []


def test_amounts_of_several_rows_are_added(register: Register, tmp_path: Path) -> None:
    head = ("姓名", "身份证号", "总费用", "个人负担")
    twice = workbook(
        tmp_path / "医院.xlsx", [("何建桂", number(1), "1,000.10", 100), ("何建桂", number(1), 2000, 200)], head
    )
    once = workbook(tmp_path / "医保.xlsx", [("何建桂", number(1), 3000.1, 299.99)], head)
    [found] = comparisons.differences(register, read(register, twice, once))
    assert (found.column, found.values) == ("个人负担", ("300.00", "299.99"))


def test_without_a_column_of_numbers_nothing_is_compared(register: Register, tmp_path: Path) -> None:
    path = workbook(tmp_path / "无号.xlsx", [("何建桂", "洲上乡", "小洲村")], ("姓名", "乡镇", "村"))
    with pytest.raises(Refusal, match=r"没有证件号码列|没有认出人员名单"):
        read(register, path)


def test_differences_are_kept_once_and_taken_back(register: Register, months: tuple[Path, Path]) -> None:
    found = comparisons.differences(register, read(register, *months))
    assert comparisons.keep(register, found, date(2020, 4, 3)) == 5
    assert comparisons.keep(register, found, date(2020, 4, 4)) == 0
    with register.session():
        kept = list(Discrepancy.select())
        assert {one.state for one in kept} == {"1"}
        assert {one.village.name for one in kept} == {"小洲村委会"}
        answered = kept[0]
        answered.outcome = "已迁出"
        keeping.save(register, answered)
    assert comparisons.keep(register, found, date(2020, 5, 3)) == 1
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    with register.session():
        assert Discrepancy.select().where(Discrepancy.voided_at == "").count() == 5


def test_differences_are_handed_down_and_answered_in_one_deed_each(
    register: Register, months: tuple[Path, Path]
) -> None:
    comparisons.keep(register, comparisons.differences(register, read(register, *months)), date(2020, 4, 3))
    with register.session():
        ids = [one.id for one in Discrepancy.select().order_by(Discrepancy.id)]
    assert len(comparisons.hand_down(register, ids[:3], date(2020, 4, 6))["discrepancy"]) == 3
    assert comparisons.hand_down(register, ids[:4], date(2020, 4, 8))["discrepancy"] == {ids[3]}
    with pytest.raises(Refusal, match="都已下发"):
        comparisons.hand_down(register, ids[:4], date(2020, 4, 9))
    with pytest.raises(Refusal, match="早于下发或比对日期 2020-04-06"):
        comparisons.answer(register, ids[:2], "已迁出", "刘英", date(2020, 4, 5))
    with pytest.raises(Refusal, match="没有填写核实结果"):
        comparisons.answer(register, ids[:2], " ", "刘英", date(2020, 4, 10))
    with pytest.raises(Refusal, match="日期在今天之后"):
        comparisons.answer(register, ids[:2], "已迁出", "刘英", date.today() + timedelta(days=1))
    comparisons.answer(register, ids[:2], "已迁出", "刘英", date(2020, 4, 10))
    assert comparisons.answer(register, ids[1:3], "另一结果", "", date(2020, 4, 11))["discrepancy"] == {ids[2]}
    with register.session():
        told = [(one.state, one.handed_on, one.outcome, one.verified_by) for one in Discrepancy.select()]
    first, later = date(2020, 4, 6), date(2020, 4, 8)
    assert told == [
        ("3", first, "已迁出", "刘英"),
        ("3", first, "已迁出", "刘英"),
        ("3", first, "另一结果", ""),
        ("2", later, "", ""),
        ("1", None, "", ""),
    ]
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    with register.session():
        assert [one.state for one in Discrepancy.select()] == ["3", "3", "2", "2", "1"]


def test_the_workbook_has_a_summary_and_a_sheet_a_township(
    register: Register, months: tuple[Path, Path], tmp_path: Path
) -> None:
    lines = comparisons.lines(register, CLERK, comparisons.differences(register, read(register, *months)))
    target = tmp_path / "差异.xlsx"
    assert comparison_book.write(register, lines, target, ("三月", "四月")) == 5
    book = load_workbook(target)
    assert book.sheetnames == ["汇总", "洲上乡"]
    summary = [[cell.value for cell in row] for row in book["汇总"].iter_rows(min_row=2)]
    assert summary[0] == ["乡镇", "仅甲方有", "字段不一致", "住地变动", "仅乙方有", "合计"]
    assert summary[-1][1:] == [1, 2, 1, 1, 5]
    assert [row[2].value for row in book["洲上乡"].iter_rows(min_row=3)] == ["李红", "周小英", "周小英", "杨国", "吴新"]


def test_the_command_tells_counts_and_writes_the_book(
    register: Register,
    months: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
    register.close()
    target = tmp_path / "差异.xlsx"
    assert command.run(["compare", str(register.path), *map(str, months), "--json", "--out", str(target)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["counts"] == {"仅甲方有": 1, "仅乙方有": 1, "字段不一致": 2, "住地变动": 1}
    assert [one["people"] for one in answer["lists"]] == [4, 4]
    assert target.exists()
