"""Papers, imports and receipts in the log: written down when they leave or happen, not when they are looked at."""

from datetime import date
from pathlib import Path

import pytest

from hfp_desk import papers, placing, scratch
from hfp_desk.excel import importing, receipts
from hfp_desk.problems import Refusal
from hfp_desk.records import Person
from hfp_desk.store import releasing, undoing
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data import senders
from tests.data.senders import people
from tests.domain.listed import CLERK, bill, person, stay
from tests.domain.staff import detail, events


@pytest.fixture
def whose(register: Register) -> Person:
    found = person(register, "张三丰", id_number="11010519491231002X")
    bill(register, stay(register, found, "肺癌", admitted=date(2020, 3, 2)), "100", "10")
    return found


def test_prints_are_logged_when_they_leave_the_screen(register: Register, whose: Person, tmp_path: Path) -> None:
    looked = papers.print_form(register, "help-sheet", scratch.fresh("a.pdf"), Scope(persons=(whose.id,)), CLERK)
    assert events(Action.PRINT) == []
    papers.keep(register, looked, tmp_path / "张三丰.pdf")
    with papers.on_paper(register, looked, 2):
        assert len(events(Action.PRINT)) == 2
    kept, sent = events(Action.PRINT)
    assert (kept.subject, kept.people, kept.reason) == ("健康扶贫帮扶表", 1, "打印存档")
    assert (kept.kind, kept.record, detail(kept)["to"]) == ("person", whose.id, "PDF")
    assert detail(kept)["pages"] == looked.pages
    assert (detail(sent)["to"], detail(sent)["pages"], detail(sent)["conditions"]) == ("打印机", 2, "指定的 1 人")
    assert (tmp_path / "张三丰.pdf").read_bytes() == looked.path.read_bytes()


def test_a_printer_that_fails_is_logged(register: Register, whose: Person, tmp_path: Path) -> None:
    looked = papers.print_form(register, "treatment-ledger", tmp_path / "a.pdf", Scope(), CLERK)
    with pytest.raises(OSError, match="no paper"), papers.on_paper(register, looked, 1):
        raise OSError("no paper")
    assert [detail(event).get("failed") for event in events(Action.PRINT)] == [None, releasing.NOT_PRINTED]


def test_imports_receipts_and_undoing_are_logged(register: Register, tmp_path: Path) -> None:
    plan = importing.prepare(register, senders.poor(tmp_path / "名单.xlsx", people(2)))
    result = importing.commit(register, plan)
    assert result.batch is not None
    fresh = receipts.keep(register, plan, result)
    assert events(Action.EXPORT) == []
    receipts.opening(register, fresh, result.batch)
    receipts.find(register, result.batch)
    receipts.write(register, plan, result, tmp_path / "回执.xlsx")
    undone = undoing.undo_batch(register, result.batch)
    [brought], [back] = events(Action.IMPORT), events(Action.UNDO_IMPORT)
    assert (brought.subject, detail(brought)["batch"], detail(brought)["new"]) == ("名单.xlsx", result.batch, 2)
    assert detail(back) == {"batch": result.batch, "reversed": len(undone.reversed), "kept": 0, "impossible": 0}
    assert [event.reason for event in events(Action.EXPORT)] == [receipts.PURPOSE] * 3
    undoing.undo_batch(register, result.batch)
    assert len(events(Action.UNDO_IMPORT)) == 1


def test_a_receipt_that_cannot_be_shown_is_not_logged(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = importing.prepare(register, senders.poor(tmp_path / "名单.xlsx", people(2)))
    result = importing.commit(register, plan)
    assert result.batch is not None
    receipts.keep(register, plan, result)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", lambda _path, _content: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            receipts.find(register, result.batch)
    assert events(Action.EXPORT) == []


def test_a_file_stopped_from_the_keyboard_while_it_is_put_in_place_is_logged_as_that(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    finished = tmp_path / "ready"
    finished.write_bytes(b"x")
    with monkeypatch.context() as patch:
        patch.setattr(placing, "settle", stopped)
        with pytest.raises(KeyboardInterrupt):
            releasing.release(register, finished, tmp_path / "名单.xlsx", releasing.Outgoing(Action.EXPORT, "名单"))
    assert [detail(event).get("failed") for event in events(Action.EXPORT)] == [None, releasing.FAILED]


def test_a_failed_import_is_not_logged(register: Register, tmp_path: Path) -> None:
    sent = senders.poor(tmp_path / "名单.xlsx", people(2))
    plan = importing.prepare(register, sent)
    sent.write_bytes(b"other")
    with pytest.raises(Refusal, match="移走或改动"):
        importing.commit(register, plan)
    assert events(Action.IMPORT) == []
