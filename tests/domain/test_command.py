"""The same jobs without a window: what is printed, what is written, and with which status the command ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from hfp_desk import command, home
from hfp_desk.command import DONE, REFUSED, WRONG_USAGE, demo
from hfp_desk.home import Second
from hfp_desk.records import Event
from hfp_desk.resources import resource
from hfp_desk.store.opening import open_register

ROOT = Path(__file__).parents[2]
PASSWORD = "linjiang-2020"
PEOPLE = resource("sample", "建档立卡贫困人口名单.xlsx")
STAYS = resource("sample", "大病专项救治台账_人民医院_2020年一季度.xls")


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)


@pytest.fixture
def book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "樟树.hfp"
    words = ["new", str(path), "--county", "360982", "--policy", "zhangshu-2020", "--user", "李敏"]
    assert command.run(words) == DONE
    assert "恢复码" in capsys.readouterr().out
    return path


def said(capsys: pytest.CaptureFixture[str], *words: object, status: int = DONE) -> str:
    assert command.run([str(word) for word in words]) == status
    told = capsys.readouterr()
    return told.out if status == DONE else told.err


def imported(capsys: pytest.CaptureFixture[str], book: Path, file: Path, *more: object) -> dict[str, object]:
    answer: dict[str, object] = json.loads(said(capsys, "import", book, file, "--json", *more))
    return answer


def test_a_dry_run_tells_everything_and_writes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = imported(capsys, book, PEOPLE)
    assert answer["batch"] is None
    assert answer["counts"]["new"] == 1940  # type: ignore[index]
    assert answer["counts"]["reject"] == 19  # type: ignore[index]
    sheet: dict[str, object] = answer["sheets"][0]  # type: ignore[index]
    assert (sheet["header_rows"], sheet["data_rows"]) == ([3], 1960)
    assert imported(capsys, book, PEOPLE)["counts"] == answer["counts"]


def test_import_report_undo_export_print_and_check(
    book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    report, workbook, paper = tmp_path / "回执.xlsx", tmp_path / "救治.xlsx", tmp_path / "台账.pdf"
    answer = imported(capsys, book, STAYS, "--commit", "--report", report)
    assert answer["report"] == str(report)
    assert report.exists()
    again = imported(capsys, book, STAYS, "--commit")
    assert (again["counts"]["new"], again["counts"]["same"]) == (0, 249)  # type: ignore[index]
    masked = ["--profile", "internal"]
    assert "237" in said(capsys, "export", book, "treatments", workbook, *masked)  # 12 of 249 are restricted
    assert "“上报全量”导出 249 条" in said(capsys, "export", book, "treatments", workbook, "--purpose", "上报上级")
    assert len(CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()) == 250
    assert "249" in said(capsys, "print", book, "treatment-ledger", paper)
    assert paper.read_bytes().startswith(b"%PDF")
    found = json.loads(said(capsys, "check", book, "--json"))
    assert found["count"] == len(found["findings"])
    assert "已撤销" in said(capsys, "undo", book, answer["batch"])
    assert "没有可以打印" in said(capsys, "print", book, "treatment-ledger", paper, status=REFUSED)


def purposes(book: Path) -> list[str]:
    """What the log says lists left for."""
    register = open_register(book, "李敏", PASSWORD)
    try:
        return [event.reason for event in Event.select().where(Event.action == "export").order_by(Event.id)]
    finally:
        register.close()


def test_an_export_is_logged_with_its_purpose_and_masked_on_request(
    book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(capsys, book, STAYS, "--commit")
    target = tmp_path / "人员.xlsx"
    assert "“上报全量”" in said(capsys, "export", book, "people", target)
    assert "“内部工作”" in said(capsys, "export", book, "people", target, "--profile", "internal")
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    numbers = [str(row[rows[0].index("证件号码")]) for row in rows[1:]]
    assert numbers
    assert all("*" in number for number in numbers if number)
    monkeypatch.setenv("HFP_DESK_FILE_PASSWORD", "Xy7-kw2M")
    locked = ["--profile", "full", "--purpose", "上报上级", "--password"]
    assert "已加打开密码" in said(capsys, "export", book, "people", target, *locked)
    assert target.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    again = said(capsys, "import", book, target, "--json", "--file-password", "Xy7-kw2M")
    assert json.loads(again)["counts"]["same"] == len(numbers)
    assert purposes(book) == ["命令行导出，未写明用途", "内部核对", "上报上级"]


def test_at_a_terminal_the_purpose_is_asked_for(
    book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(capsys, book, STAYS, "--commit")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter(["", "部门比对"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    target = tmp_path / "人员.csv"
    assert "必须写明用途" in said(capsys, "export", book, "people", target, status=REFUSED)
    assert not target.exists()
    said(capsys, "export", book, "people", target)
    assert purposes(book) == ["部门比对"]


def test_backups_are_made_listed_and_restored(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "已备份并校验" in said(capsys, "backup", book)
    line = said(capsys, "restore", book).strip()
    assert "手工备份" in line
    assert "恢复" in said(capsys, "restore", book, line.rsplit("  ", 1)[-1])
    assert "恢复前" in said(capsys, "restore", book, "--list")


def test_an_altered_history_is_named(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "backup", book)
    assert "逐条相接" in said(capsys, "verify", book)
    register = open_register(book, "李敏", PASSWORD)
    register.db.execute_sql('DROP TRIGGER "event_no_update"')
    register.db.execute_sql('UPDATE "event" SET "user"=? WHERE "id"=1', ("别人",))
    register.close()
    assert "操作日志第 1 条" in said(capsys, "verify", book, status=REFUSED)


def test_the_newest_backup_is_rehearsed(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "还没有备份" in said(capsys, "rehearse", book, status=REFUSED)
    said(capsys, "backup", book)
    assert "演练通过" in said(capsys, "rehearse", book)
    made = Path(said(capsys, "restore", book, "--list").strip().rsplit("  ", 1)[-1])
    made.write_bytes(made.read_bytes()[:-4096])
    assert "演练没有通过：备份文件的内容变了" in said(capsys, "rehearse", book, status=REFUSED)


def test_the_second_place_is_told(book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    home.keep_second(book, Second(stick))
    assert "可用，最近一份" in said(capsys, "backup", book)
    lines = said(capsys, "restore", book, "--list").splitlines()
    assert len(lines) == 3
    assert str(stick) in lines[2]
    stick.rename(tmp_path / "拔出")
    assert "没有接上，最近一份" in said(capsys, "restore", book, "--list")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["export", "{book}", "patients", "x.xlsx"], "可以导出"),
        (["import", "{book}", "没有.xlsx"], "没有.xlsx"),
        (["undo", "{book}", "99"], "没有第 99 号"),
        (["backup", "没有.hfp"], "找不到登记簿"),
        (["new", "{book}", "--county", "360982", "--policy", "zhangshu-2020", "--user", "李敏"], "已经存在"),
        (["new", "x.hfp", "--county", "999999", "--policy", "zhangshu-2020", "--user", "李敏"], "999999"),
        (["new", "x.hfp", "--county", "360982", "--policy", "moon-2020", "--user", "李敏"], "moon-2020"),
    ],
)
def test_a_refusal_is_one_sentence_and_status_one(
    book: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    answer = said(capsys, *[word.format(book=book) for word in words], status=REFUSED)
    assert told in answer
    assert len(answer.strip().splitlines()) == 1


def test_a_wrong_password_is_refused(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HFP_DESK_PASSWORD", "wrong")
    assert "用户名或密码不对" in said(capsys, "backup", book, status=REFUSED)


@pytest.mark.parametrize("words", [[], ["fly"], ["import"], ["undo", "a.hfp", "x"]])
def test_wrong_usage_is_status_two(words: list[str]) -> None:
    assert command.run(words) == WRONG_USAGE


def test_the_sample_is_built_once_and_then_reopened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = said(capsys, "demo", tmp_path)
    assert "新增 1940" in first
    assert (tmp_path / demo.REGISTER_NAME).exists()
    assert (tmp_path / "大病专项救治台账.pdf").exists()
    assert "新增 0" in said(capsys, "demo", tmp_path)


def test_the_program_answers_in_utf8_from_its_own_file() -> None:
    shown = subprocess.run([sys.executable, "main.py", "--help"], cwd=ROOT, capture_output=True, check=True)
    assert "打印表册为 PDF" in shown.stdout.decode("utf-8")
