"""上报: what is frozen stays as it was, whatever becomes of the register; what is wrong keeps a return back."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hfp_desk.excel import return_files
from hfp_desk.gate import ENTRY, QUERY, Viewer
from hfp_desk.papers.returns import print_return
from hfp_desk.problems import Refusal
from hfp_desk.records import Diagnosis, Event, SentReturn
from hfp_desk.returns import periods
from hfp_desk.store import keeping, period_locks, return_checks, returns, sending
from hfp_desk.store.opening import Register
from hfp_desk.store.sent_members import Ids, Place, SentMembers, packed
from tests.domain.listed import CLERK
from tests.domain.sent_world import MONTH, World, twenty_changes


@pytest.fixture
def world(register: Register) -> Iterator[World]:
    with register.session():
        yield World(register)


def send(world: World, reason: str = "", at: str = "2020-03-26 09:00:00") -> sending.Sent:
    return sending.send(world.register, world.definition, world.period, reason, at)


def paper(world: World, sent: sending.Sent, target: Path) -> bytes:
    print_return(world.register, CLERK, sending.frozen(sent.id), target, sent=sent)
    return target.read_bytes()


def test_what_was_sent_reprints_identically_after_twenty_changes(world: World, tmp_path: Path) -> None:
    sent = send(world)
    table = sending.frozen(sent.id)
    before = paper(world, sent, tmp_path / "上报.pdf")
    return_files.write_return(world.register, CLERK, table, tmp_path / "上报.xlsx", sent=sent)
    twenty_changes(world)
    assert returns.counted(world.register, world.definition, world.period) != table
    assert msgspec.json.encode(sending.frozen(sent.id)) == msgspec.json.encode(table)
    assert paper(world, sent, tmp_path / "重印.pdf") == before
    return_files.write_return(world.register, CLERK, sending.frozen(sent.id), tmp_path / "重导.xlsx", sent=sent)
    assert (tmp_path / "重导.xlsx").read_bytes() == (tmp_path / "上报.xlsx").read_bytes()


def test_the_list_behind_a_frozen_figure_stays(world: World) -> None:
    sent = send(world)
    before = sending.frozen_members(world.register, CLERK, sent.id, 0, "treated")
    twenty_changes(world)
    after = sending.frozen_members(world.register, CLERK, sent.id, 0, "rate")
    assert (before.ids, before.count) == (tuple(one.id for one in world.people[:20]), 20)
    assert after == before
    with pytest.raises(Refusal, match="没有单独的名单"):
        sending.frozen_members(world.register, CLERK, sent.id, 0, "births")


def test_restricted_members_are_only_counted_then_and_now(world: World) -> None:
    ill = world.of(Diagnosis, 22)
    world.change(ill, restricted=True)
    sent = send(world)
    told = sending.frozen_members(world.register, Viewer.of("王芳", ENTRY), sent.id, 0, "ill")
    assert (world.people[22].id in told.ids, told.hidden, told.count) == (False, 1, len(world.people))
    assert world.people[22].id in sending.frozen_members(world.register, CLERK, sent.id, 0, "ill").ids
    stays = sending.frozen_members(world.register, Viewer.of("王芳", ENTRY), sent.id, 0, "stays")
    world.change(world.of(Diagnosis, 3), restricted=True)
    later = sending.frozen_members(world.register, Viewer.of("王芳", ENTRY), sent.id, 0, "stays")
    assert (len(later.ids), later.hidden) == (len(stays.ids) - 1, 1)


def test_a_supplement_is_a_new_version_and_leaves_the_first_alone(world: World) -> None:
    first = send(world)
    table = sending.frozen(first.id)
    twenty_changes(world)
    with pytest.raises(Refusal, match="已经上报过"):
        send(world)
    second = send(world, "市里要求更正")
    assert (first.version, second.version, second.reason) == (1, 2, "市里要求更正")
    assert (sending.frozen(first.id), sending.frozen(second.id) == table) == (table, False)
    assert [one.version for one in sending.sent("proof", MONTH)] == [2, 1]
    closed, opened = period_locks.locks(MONTH)
    assert (opened.reason, opened.opened_at != "", closed.opened_at) == ("市里要求更正", True, "")


def test_late_is_what_went_up_after_its_day(world: World) -> None:
    assert send(world, at="2020-03-28 17:00:00").late is False
    assert send(world, "更正", at="2020-03-29 08:00:00").late is True


def test_an_error_nobody_explained_keeps_the_return_back(world: World) -> None:
    file = returns.own_folder(world.register) / "proof.toml"
    rule = '\n[[checks]]\nrule = "treated >= 21"\nmessage = "救治人数偏少"\non = "total"\n'
    file.write_text(file.read_text(encoding="utf-8") + rule, encoding="utf-8")
    with pytest.raises(Refusal, match="救治人数偏少"):
        send(world)
    assert sending.sent() == ()
    table = returns.counted(world.register, world.definition, world.period)
    (finding,) = return_checks.unexplained(return_checks.checked(world.register, table), {})
    return_checks.explain(world.register, world.definition, world.period, finding, "6 人拒绝住院，已签承诺书")
    kept = sending.opened(send(world).id).explained["findings"]
    assert [one["text"] for one in kept if one["mark"] == finding.mark] == ["6 人拒绝住院，已签承诺书"]


def test_what_is_written_in_is_frozen_with_its_basis(world: World) -> None:
    returns.write(world.register, world.definition, world.period, 0, "births", Decimal(12), "妇幼系统 3 月报表")
    frozen = sending.opened(send(world).id)
    assert frozen.table.cell(0, "births").value == 12
    assert frozen.explained["written"][0]["basis"] == "妇幼系统 3 月报表"


@pytest.mark.parametrize("column", ["table", "members", "rules", "explained", "reason", "sent_at", "edition", "title"])
def test_an_altered_return_is_noticed(world: World, column: str) -> None:
    sent = send(world)
    row = SentReturn.get_by_id(sent.id)
    altered = {
        "table": row.table.replace('"26"', '"27"', 1),
        "members": packed({"people": "person"}, {(0, "people"): (1,)}, {}),
        "rules": row.rules.replace("poor", "everybody", 1),
        "explained": {"findings": [], "written": []},
    }
    SentReturn.update({column: altered.get(column, "改动")}).where(SentReturn.id == sent.id).execute()
    with pytest.raises(Refusal, match="校验码不符"):
        sending.frozen(sent.id)


def test_an_altered_version_is_compared_with_nothing_and_told_as_an_error(world: World) -> None:
    sent = send(world)
    table = returns.counted(world.register, world.definition, world.period)
    assert return_checks.last_sent(world.definition, world.period) == table
    assert not [one for one in return_checks.checked(world.register, table) if "校验码" in one.message]
    text = SentReturn.get_by_id(sent.id).table.replace('"26"', '"27"', 1)
    SentReturn.update(table=text).where(SentReturn.id == sent.id).execute()
    with pytest.raises(Refusal, match="校验码不符"):
        return_checks.last_sent(world.definition, world.period)
    (first, *_), all_of = return_checks.checked(world.register, table), return_checks.checked_all
    assert (first.level, first.message.count("校验码不符")) == ("error", 1)
    assert first in all_of(world.register, (table,))[world.definition.name]
    with pytest.raises(Refusal, match="校验码不符"):
        send(world, "市里要求更正救治人数")


def test_a_period_that_is_not_over_is_not_sent(world: World) -> None:
    now = periods.period_of(world.definition, date.today())
    if now.ends > date.today():
        with pytest.raises(Refusal, match="还没有结束"):
            sending.send(world.register, world.definition, now)
    with pytest.raises(Refusal, match="还没有开始"):
        sending.send(world.register, world.definition, periods.after(world.definition, now))


def test_who_may_not_enter_sends_nothing(world: World) -> None:
    world.register.db.execute_sql('UPDATE "user" SET "roles"=?', (QUERY,))
    with pytest.raises(Refusal, match="录入"):
        send(world)
    assert sending.sent() == ()


def test_sending_is_logged_with_its_seal(world: World) -> None:
    sent = send(world)
    told = [event for event in Event.select() if event.subject == "上报 健康扶贫进展月报表"]
    details: list[Any] = [event.detail for event in told]
    assert [detail["digest"] for detail in details] == [sent.digest]
    assert re.fullmatch(r"[0-9a-f]{64}", sent.digest)


def test_a_set_of_members_is_kept_once() -> None:
    crowd = tuple(range(1, 200_000, 3))
    cells: dict[Place, Ids] = {(line, name): crowd for line in range(20) for name in "abcdef"}
    block = packed(dict.fromkeys("abcdef", "person"), cells, cells)
    opened = SentMembers.of(block)
    assert opened.ids(7, "c") == crowd
    assert (opened.kind("c"), opened.ids(99, "c"), opened.known(3, "a")) == ("person", (), crowd)
    assert len(block) < 10_000
    with pytest.raises(Refusal, match="已损坏"):
        SentMembers.of(block[:-20])


def test_saving_a_record_of_a_sent_period_goes_on(world: World) -> None:
    send(world)
    twenty_changes(world)
    assert keeping.restore(world.register, Diagnosis.select().where(Diagnosis.voided_at != "").first())
