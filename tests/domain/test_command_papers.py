"""Printing without a window: one of many papers, for a period, for one record."""

from pathlib import Path

import pytest

from hfp_desk import command
from hfp_desk.command import DONE, REFUSED, WRONG_USAGE
from hfp_desk.records import Event
from hfp_desk.store.opening import open_register
from tests.data import pdf_reading
from tests.domain import planted_duties
from tests.domain.conftest import PASSWORD, new_register

NAME = "徐𬱖"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
    register = new_register(tmp_path / "樟树.hfp")
    planted_duties.plant(register, NAME, "11010519491231002X", "13900000000")
    register.close()
    return tmp_path / "樟树.hfp"


def test_a_course_is_printed_by_its_number_and_logged(
    book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "证书.pdf"
    assert command.run(["print", str(book), "certificates", str(target), "--record", "1"]) == DONE
    assert "已打印 1 条，共 1 页" in capsys.readouterr().out
    assert NAME in pdf_reading.by_pdfium(target)
    register = open_register(book, user="李敏", password=PASSWORD)
    with register.session():
        [event] = Event.select().where(Event.action == "print")
        assert (event.subject, event.people) == ("培训证书", 1)
    register.close()


def test_a_day_is_given_as_a_date(book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "花名册.pdf"
    words = ["print", str(book), "乡村医生花名册", str(target), "--until"]
    assert command.run([*words, "2020-03-31"]) == DONE
    assert "▲已过期" in pdf_reading.by_pypdf(target)
    assert command.run([*words, "三月底"]) == WRONG_USAGE
    assert "不是日期" in capsys.readouterr().err


def test_nothing_for_the_record_is_refused_with_advice(
    book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ["print", str(book), "sign-in", str(tmp_path / "a.pdf"), "--record", "77"]
    assert command.run(words) == REFUSED
    assert "请换一个期间或培训班" in capsys.readouterr().err


def test_empty_follow_up_sheets_in_so_many_copies(
    book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ["print", str(book), "空白高血压随访表", str(tmp_path / "a.pdf"), "--copies"]
    assert command.run([*words, "3"]) == DONE
    assert "已打印 3 条，共 6 页" in capsys.readouterr().out
    words[2] = "follow-up-hypertension"
    assert command.run([*words, "3"]) == REFUSED
    assert "份数" in capsys.readouterr().err
