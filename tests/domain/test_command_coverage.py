"""The coverage on the command line: the truth of the sample roster as JSON, lines to read, roles, refusals."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hfp_desk import command
from hfp_desk.command import DONE, REFUSED, WRONG_USAGE
from hfp_desk.command.coverage import KEYS
from hfp_desk.gate import ENTRY, QUERY
from hfp_desk.store.opening import Register
from tests.domain.clinics import ROSTER, arrangement, committee, keep_roster
from tests.domain.conftest import PASSWORD, new_register
from tests.domain.test_coverage import TRUTH


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """A register with the roster and one arrangement; closed, as the command opens it itself."""
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
    register = new_register(tmp_path / "樟树.hfp")
    keep_roster(register)
    arrangement(register, committee())
    register.close()
    yield register
    register.db.close()


def said(book: Register, capsys: pytest.CaptureFixture[str], *words: str, status: int = DONE) -> str:
    assert command.run(["coverage", str(book.path), *words]) == status
    told = capsys.readouterr()
    return told.out if status == DONE else told.err


def as_role(book: Register, role: str) -> None:
    book.db.connect()
    book.db.execute_sql('UPDATE "user" SET "roles"=?', (role,))
    book.db.close()


def test_the_json_is_the_truth_of_the_roster(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    answer: dict[str, Any] = json.loads(said(book, capsys, "--on", "2020-03-31", "--json"))
    truth: dict[str, Any] = TRUTH[ROSTER.name]
    assert [[*gap[:5]] for gap in answer["gaps"]] == truth["gaps"]
    substituted = [gap[1] for gap in answer["gaps"] if gap[5]]
    assert substituted == ["双洲村委会"]
    assert sorted(answer["expired"]) == sorted(truth["expired_by_2020_03_31"])
    assert len(answer["uncovered"]) == len(truth["gaps"]) - 1
    figures = answer["figures"]
    assert {name: figures[name]["count"] for name in ("villages", "doctors", "gap", "run_out", "uncovered")} == {
        "villages": truth["villages"],
        "doctors": truth["doctors"],
        "gap": 33,
        "run_out": 35,
        "uncovered": 32,
    }
    assert all(len(one["ids"]) == one["count"] for one in figures.values())
    (share, *rest) = answer["rates"]
    assert (share["count"], share["whole"], share["percent"], share["judgement"]) == (167, 199, 83.92, "low")
    assert [one["judgement"] for one in rest] == [None, None]


def test_every_key_of_the_json_is_told_in_the_help(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(book, capsys, "--json"))
    assert all(f"\n  {key} " in KEYS for key in answer)
    assert KEYS.count("\n  ") - KEYS.count("\n   ") == len(answer)
    assert KEYS in said(book, capsys, "--help")


def test_one_township_is_counted_for_itself(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(book, capsys, "--on", "2020-03-31", "--json", "--town", "临江镇"))
    assert answer["figures"]["villages"]["count"] == 18
    assert {gap[0] for gap in answer["gaps"]} == {"临江镇"}
    assert answer["unreported"] == []
    assert "没有" in said(book, capsys, "--town", "月亮镇", status=REFUSED)


def test_the_lines_name_what_is_missing_and_what_serves_instead(
    book: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = said(book, capsys, "--on", "2020-03-31").splitlines()
    assert "  空白点：33 / 199" in lines
    assert "  临江镇　双洲村委会　无卫生室　邻村村医巡诊" in lines
    assert "  临江镇　渚塘村委会　无卫生室　贫困村　尚未覆盖" in lines
    assert "  临江镇　姜璜村委会　万刚根　执业助理医师　有效期至 2020-01" in lines
    assert any("83.92%，低于目标" in line for line in lines)


def test_names_are_masked_for_who_may_only_look(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    as_role(book, QUERY)
    assert "万○○" in said(book, capsys, "--on", "2020-03-31")
    told = said(book, capsys, "--on", "2020-03-31", "--json")
    assert "万刚根" not in told
    as_role(book, ENTRY)
    assert "万刚根" in said(book, capsys, "--on", "2020-03-31")


def test_a_day_that_is_none_is_wrong_usage(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    assert "不是日期" in said(book, capsys, "--on", "2020-02-30", status=WRONG_USAGE)
