"""Returns on the command line: which there are, as files, who is behind a figure; every refusal says what to do."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hfp_desk import command
from hfp_desk.command import DONE, REFUSED
from hfp_desk.command.returns import MEMBERS_KEYS, RETURN_KEYS, RETURNS_KEYS
from hfp_desk.gate import ENTRY, QUERY
from hfp_desk.store import keeping, returns
from hfp_desk.store.opening import Register, open_register
from tests.data import pdf_reading
from tests.domain import listed
from tests.domain.conftest import PASSWORD, new_register

_TOML = """
name = "{name}"
title = "{title}"
rows = "{rows}"
notes = ["按期末统计。"]

[[columns]]
name = "people"
head = ["在册", "人数（人）"]
indicator = "own_people"

[[columns]]
name = "stays"
head = ["住院", "人次"]
indicator = "own_stays"
span = "period"

[[columns]]
name = "secret"
head = ["患病", "人数（人）"]
indicator = "own_ill"

[[columns]]
name = "share"
head = ["患病率（%）"]
ratio = ["secret", "people"]
digits = 2

[[indicators]]
name = "own_people"
label = "人"
unit = "人"
record = "person"

[[indicators]]
name = "own_stays"
label = "住院"
unit = "人次"
record = "treatment"
when = "admitted"

[[indicators]]
name = "own_ill"
label = "患病"
unit = "人"
record = "diagnosis"
counts = "person"
"""
TITLE = "本县自定月报"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """Three people in two townships, one stay, one disease that few may know of; closed, as the command opens it."""
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
    register = new_register(tmp_path / "樟树.hfp")
    folder = returns.own_folder(register)
    folder.mkdir()
    (folder / "own.toml").write_text(_TOML.format(name="own", title=TITLE, rows="towns"), encoding="utf-8")
    (folder / "villages.toml").write_text(
        _TOML.split("[[indicators]]")[0].format(name="villages", title="分村月报", rows="villages"), encoding="utf-8"
    )
    first = listed.person(register, "张三妹")
    listed.person(register, "李四", number=1)
    other = listed.person(register, "王小五", "永泰镇")
    listed.stay(register, first, admitted=date(2020, 3, 3))
    listed.diagnosis(register, other, "艾滋病", restricted=True)
    listed.diagnosis(register, first, "高血压")
    register.close()
    yield register
    register.db.close()


def said(capsys: pytest.CaptureFixture[str], *words: object, status: int = DONE) -> str:
    assert command.run([str(word) for word in words]) == status
    told = capsys.readouterr()
    return told.out if status == DONE else told.err


def members(book: Register, capsys: pytest.CaptureFixture[str], *words: str, status: int = DONE) -> str:
    return said(capsys, "members", book.path, "own", "--period", "2020-03", *words, status=status)


def as_role(book: Register, role: str) -> None:
    book.db.connect()
    book.db.execute_sql('UPDATE "user" SET "roles"=?', (role,))
    book.db.close()


def test_the_list_names_each_return_with_its_period(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "returns", book.path).splitlines()
    assert f"own　{TITLE}　月报　还没有上报过" in lines
    assert any(line.startswith("three_batches　") for line in lines)
    answer = json.loads(said(capsys, "returns", book.path, "--json"))
    own = next(one for one in answer["returns"] if one["name"] == "own")
    assert own["columns"]["people"] == "在册—人数（人）"
    assert (own["kind"], own["rows"], own["sent"]) == ("month", "乡镇", None)
    assert answer["problems"] == []


def test_a_definition_with_a_mistake_is_told_and_the_rest_listed(
    book: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    (book.beside("returns") / "bad.toml").write_text('name = "bad"\ntitle = "坏表"\nrows = "moon"\n', encoding="utf-8")
    answer = json.loads(said(capsys, "returns", book.path, "--json"))
    assert any("bad.toml" in problem for problem in answer["problems"])
    assert "own" in [one["name"] for one in answer["returns"]]
    refused = said(capsys, "return", book.path, "bad", "--period", "2020-03", "a.xlsx", status=REFUSED)
    assert "bad.toml" in refused


def test_the_three_files_say_the_same(book: Register, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for ending in ("xlsx", "pdf", "json"):
        told = said(capsys, "return", book.path, TITLE, "--period", "2020-03", tmp_path / f"表.{ending}")
        assert told.startswith(f"{TITLE} 2020年3月：23 行，已写到 ")
    answer: dict[str, Any] = json.loads((tmp_path / "表.json").read_text(encoding="utf-8"))
    assert all(f"\n  {key} " in RETURN_KEYS for key in answer)
    total = [cell["value"] for cell in answer["lines"][0]["cells"]]
    assert total == ["3", "1", "2", "66.67"]
    page = openpyxl.load_workbook(tmp_path / "表.xlsx", data_only=True).worksheets[0]
    line = next(row for row in page.iter_rows(values_only=True) if row[0] == "合计")
    assert line[2:] == (3, 1, 2, 66.67)
    words = pdf_reading.by_pdfium(tmp_path / "表.pdf")
    assert "66.67" in words
    assert "临江镇" in words


def test_members_are_named_by_row_and_column(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    for row in ("临江镇", "临江", "临 江 镇"):
        for column in ("people", "在册—人数（人）", "1", "1栏"):
            told = members(book, capsys, "--row", row, "--column", column)
            assert "临江镇　在册—人数（人）：2" in told
            assert "张三妹" in told
            assert "王小五" not in told
    answer = json.loads(members(book, capsys, "--column", "stays", "--json"))
    assert all(f"\n  {key} " in MEMBERS_KEYS for key in answer)
    assert (answer["row"], answer["count"], answer["hidden"], answer["kind"]) == ("合计", 1, 0, "treatment")
    assert len(answer["members"]) == 1


def test_an_alias_of_a_township_is_accepted(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    book.db.connect()
    with book.session():
        town = listed.place("临江镇")
        town.aliases = "清江镇"
        keeping.save(book, town)
    book.db.close()
    assert "临江镇　" in members(book, capsys, "--row", "清江镇", "--column", "people")


def test_who_may_not_know_is_told_how_many_are_hidden(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    as_role(book, ENTRY)
    answer = json.loads(members(book, capsys, "--column", "secret", "--json"))
    assert (answer["count"], answer["hidden"], len(answer["members"])) == (2, 1, 1)
    told = members(book, capsys, "--column", "secret")
    assert "另有 1 条属限制查看" in told
    assert "王小五" not in told
    as_role(book, QUERY)
    told = members(book, capsys, "--column", "people")
    assert "张三妹" not in told
    assert "张○○" in told


def test_a_ratio_tells_its_part(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(members(book, capsys, "--row", "临江镇", "--column", "患病率", "--json"))
    assert (answer["figure"], answer["count"]) == ("50.00（1/2）", 1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--row", "月亮镇", "--column", "people"), "没有名为“月亮镇”的行。可以写：合计、"),
        (("--column", "月亮"), "没有名为“月亮”的栏目。可以写：people（在册—人数（人））"),
        (("--column", "人数"), "有 2 栏叫“人数”。请写其中一个：people"),
    ],
)
def test_what_is_not_there_or_not_clear_is_refused(
    book: Register, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in members(book, capsys, *words, status=REFUSED)


def test_villages_called_alike_are_told_apart_by_their_township(
    book: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    book.db.connect()
    with book.session():
        one, other = listed.village_of("临江镇"), listed.village_of("永泰镇")
        other.name = one.name
        keeping.save(book, other)
        name = one.name
    book.db.close()
    asked = ("members", book.path, "villages", "--period", "2020-03", "--column", "people", "--row")
    assert f"有 2 行叫“{name}”。请写上乡镇" in said(capsys, *asked, name, status=REFUSED)
    assert "张三妹" in said(capsys, *asked, f"临江镇 {name}")
    assert "王小五" in said(capsys, *asked, f"永泰镇 {name}")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("moon", "--period", "2020-03", "a.xlsx"), "没有名为“moon”的报表。可以写："),
        (("月报表", "--period", "2020-03", "a.xlsx"), "名称里有“月报表”的报表不止一张。可以写："),
        (
            ("三个一批", "--period", "2020", "a.xlsx"),
            "《健康扶贫“三个一批”分类救治进展情况月报表》是月报，没有“2020”这一期",
        ),
        (("own", "--period", "2020-Q1", "a.xlsx"), "是月报，没有“2020-Q1”这一期。请按“2020-03”的写法"),
        (("own", "--period", "2099-03", "a.xlsx"), "还没有开始"),
        (("own", "--period", "2020-03", "a.doc"), "不认得文件类型“.doc”。请用 .xlsx、.pdf 或 .json"),
        (("own", "--period", "2020-03", "--sent", "1", "a.pdf"), "没有上报过第 1 版。这一期还没有上报过"),
        (("own", "--period", "2020-03", "--town", "月亮镇", "a.xlsx"), "没有名为“月亮镇”的乡镇"),
    ],
)
def test_refusals_say_what_to_do(
    book: Register, capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in said(capsys, "return", book.path, *words[:-1], tmp_path / words[-1], status=REFUSED)
    assert not (tmp_path / words[-1]).exists()


def test_a_sent_version_is_written_as_it_went_up(
    book: Register, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said(capsys, "freeze", book.path, "own", "--period", "2020-03")
    again = open_register(book.path, "李敏", PASSWORD)
    listed.person(again, "后来的")
    again.close()
    asked = ("return", book.path, "own", "--period", "2020-03", "--sent", "1")
    said(capsys, *asked, tmp_path / "一.pdf")
    said(capsys, *asked, tmp_path / "二.pdf")
    assert (tmp_path / "一.pdf").read_bytes() == (tmp_path / "二.pdf").read_bytes()
    assert "上报件第 1 版" in pdf_reading.by_pdfium(tmp_path / "一.pdf")
    now, then = (json.loads(members(book, capsys, *more, "--column", "1", "--json")) for more in ((), ("--sent", "1")))
    assert (now["count"], then["count"]) == (4, 3)
    assert "最近上报 2020年3月第 1 版" in said(capsys, "returns", book.path)


def test_an_empty_return_for_one_township(book: Register, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "空表.xlsx"
    said(capsys, "return", book.path, "own", "--period", "2020-03", "--town", "临江镇", target)
    words = [cell for row in openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True) for cell in row]
    assert "临江镇" in words
    assert "永泰镇" not in words


@pytest.mark.parametrize(
    ("name", "keys"), [("returns", RETURNS_KEYS), ("return", RETURN_KEYS), ("members", MEMBERS_KEYS)]
)
def test_the_help_tells_the_keys(capsys: pytest.CaptureFixture[str], name: str, keys: str) -> None:
    assert keys in said(capsys, name, "--help")
