"""The log as one list: who did what and when, filtered, masked, in portions, proved by its chains."""

import random
import time
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.gate import HIDDEN, Viewer
from hfp_desk.records import DIAGNOSIS, PERSON, TREATMENT, ImportBatch, Person, User
from hfp_desk.store import (
    backup,
    chain,
    entering,
    history,
    keeping,
    log,
    log_details,
    logbook,
    proving,
    taking_back,
    undoing,
    voiding,
)
from hfp_desk.store.entering import Draft
from hfp_desk.store.history import Entry, Origin
from hfp_desk.store.log import Action
from hfp_desk.store.log_search import Wanted
from hfp_desk.store.opening import Register

ZS = policy.load("zhangshu-2020")
CLERK = Viewer.of("李敏", "admin,entry,secret")
GUEST = Viewer.of("王强", "query")


def kept(register: Register, made: Any, record: int | None = None, version: int = 1, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values, record, version)]).ids[0]


def words(register: Register, viewer: Viewer = CLERK, **wanted: Any) -> list[str]:
    return [line.words for line in logbook.read(register, viewer, Wanted(**wanted)).lines]


def imported(register: Register, *names: str) -> int:
    batch = ImportBatch.new(kind="people", file_name="名单.xlsx", sha256="", state="", user="李敏", started_at="")
    batch.save()
    with keeping.deed(register, "导入「名单.xlsx」") as act:
        origins = [Origin(batch.id, "三月", row) for row, _ in enumerate(names, start=4)]
        act.add_rows(Person, [{"name": name} for name in names], origins)
    return int(batch.id)


@pytest.fixture
def told(register: Register) -> dict[str, int]:
    """A person with a disease entered by hand, a corrected phone, an import of three, an export."""
    person = kept(register, PERSON, name="张三丰", phone="13800000000")
    ill = kept(register, DIAGNOSIS, person=person, disease="精神分裂症")
    kept(register, PERSON, person, phone="13912345678", remark="核对")
    batch = imported(register, "甲", "乙", "丙")
    log.note(register, Action.EXPORT, "人员清单", people=4, reason="上报上级", detail={"columns": ["姓名", "电话"]})
    log.note(register, Action.REVEAL, "联系电话", kind=PERSON, record=person, reason="核实")
    return {"person": person, "ill": ill, "batch": batch}


def test_deeds_and_events_are_one_list_the_newest_first(register: Register, told: dict[str, int]) -> None:
    found = words(register)
    assert set(found[:2]) == {"联系电话　人员 张三丰", "人员清单"}
    assert found[2:6] == [
        "导入 名单.xlsx：新增 人员 3 条",
        "修改 张三丰 的 联系电话、备注",
        "新增 患病核准 张三丰",
        "新增 人员 张三丰",
    ]
    times = [line.at for line in logbook.read(register, CLERK).lines]
    assert times == sorted(times, reverse=True)


def test_who_sees_persons_masked_reads_the_log_masked(register: Register, told: dict[str, int]) -> None:
    found = words(register, GUEST)
    assert "修改 张○○ 的 联系电话、备注" in found
    assert "联系电话　人员 张○○" in found
    assert f"新增 患病核准 {HIDDEN}" in found
    assert not [one for one in found if "张三丰" in one]
    last = next(line for line in logbook.read(register, GUEST).lines if "备注" in line.words)
    turns = {turn.label: (turn.old, turn.new) for turn in log_details.of_deed(register, last.deed, GUEST)[0].told.turns}
    assert turns["联系电话"] == ("138****0000", "139****5678")


def test_each_filter_leaves_what_it_says(register: Register, told: dict[str, int]) -> None:
    everything = len(words(register))
    assert words(register, actions=("import",)) == ["导入 名单.xlsx：新增 人员 3 条"]
    assert words(register, actions=("change",)) == ["修改 张三丰 的 联系电话、备注"]
    assert words(register, actions=("event.export",)) == ["人员清单"]
    assert words(register, kinds=("diagnosis",)) == ["新增 患病核准 张三丰"]
    assert words(register, kinds=("diagnosis",), actions=("change", "event.export")) == []
    assert len(words(register, actions=("event.export", "new"))) == 4
    assert len(words(register, person=told["person"])) == 4
    assert len(words(register, GUEST, person=told["person"])) == 3
    assert words(register, batch=told["batch"]) == ["导入 名单.xlsx：新增 人员 3 条"]
    assert words(register, text="上报") == ["人员清单"]
    assert words(register, text="名单.xlsx") == ["导入 名单.xlsx：新增 人员 3 条"]
    assert words(register, users=("王强",)) == []
    today = history.now()[:10]
    assert len(words(register, first=today, last=today, users=("李敏",))) == everything
    assert words(register, first="2199-01-01") == words(register, last="1999-01-01") == []


def test_undone_deeds_say_so_and_name_each_other(register: Register, told: dict[str, int]) -> None:
    mine = next(line for line in logbook.read(register, CLERK).lines if "备注" in line.words)
    taking_back.take_back(register, mine.deed, f"撤销第 {mine.deed} 步")
    undoing.undo_batch(register, told["batch"])
    lines = {line.words: line for line in logbook.read(register, CLERK).lines}
    assert lines["修改 张三丰 的 联系电话、备注"].state == f"已撤销（第 {mine.deed + 2} 步）"
    assert lines[f"撤销第 {mine.deed} 步：修改 张三丰 的 联系电话、备注"].action == "撤销"
    assert lines["导入 名单.xlsx：新增 人员 3 条"].state
    assert len(words(register, actions=("undo",))) == len(words(register, batch=told["batch"])) == 2
    assert words(register, actions=("void",)) == []


def test_portions_follow_each_other_without_gap_or_repeat(register: Register) -> None:
    luck = random.Random(7)
    for number in range(60):
        if luck.random() < 0.5:
            keeping.save(register, Person.new(name=f"张{number}"))
        else:
            log.note(register, Action.PRINT, f"表册{number}")
    whole = [line.key for line in logbook.read(register, CLERK, most=500).lines]
    pieces: list[int] = []
    part = logbook.read(register, CLERK, most=7)
    while True:
        pieces += [line.key for line in part.lines]
        if part.older is None:
            break
        part = logbook.read(register, CLERK, since=part.older, most=7)
    assert pieces == whole
    assert len(set(whole)) == len(whole) >= 60


def test_a_long_history_is_read_in_a_blink(register: Register) -> None:
    """A hundred thousand rows: an import of 50,000 people among many corrections."""
    with register.db.atomic():
        at = history.now()
        for deed in range(2, 2_500):
            number = 50_000 if deed == 1_000 else 20
            rows = (Entry("new", "person", one, {"name": ("", "张三")}) for one in range(number))
            history.append(register.db, "李敏", deed, rows, at)
    asked: tuple[dict[str, Any], ...] = (
        {},
        {"kinds": ("diagnosis",)},
        {"users": ("王强",)},
        {"text": "没有的"},
        {"actions": ("void",)},
    )
    for wanted in asked:
        start = time.perf_counter()
        logbook.read(register, CLERK, Wanted(**wanted))
        assert time.perf_counter() - start < 0.3, wanted


def test_details_tell_every_field_of_a_deed_and_what_an_event_noted(register: Register, told: dict[str, int]) -> None:
    lines = {line.words: line for line in logbook.read(register, CLERK).lines}
    [one] = log_details.of_deed(register, lines["新增 人员 张三丰"].deed, CLERK)
    assert (one.title, one.told.action) == ("人员 张三丰", "新增")
    assert ("姓名", "", "张三丰") in {(turn.label, turn.old, turn.new) for turn in one.told.turns}
    rows = log_details.of_deed(register, lines["导入 名单.xlsx：新增 人员 3 条"].deed, CLERK, 2)
    assert [row.told.source for row in rows] == ["名单.xlsx 三月 第 4 行", "名单.xlsx 三月 第 5 行"]
    assert ("栏目", "姓名、电话") in log_details.of_event(register, lines["人员清单"].event, CLERK)


def test_the_name_of_a_file_is_not_told_to_those_who_see_persons_masked(register: Register) -> None:
    """Neither in the line, nor behind it, nor by searching, nor where the chain is found broken."""
    log.note(register, Action.UNDO_IMPORT, "张三丰.xlsx", detail={"batch": 1})
    log.note(register, Action.EXPORT, "人员清单", people=1, detail={"file": "张三丰.xlsx"})
    log.note(register, Action.BACKUP, "手工备份", detail={"file": "20200302.hfp"})
    assert words(register, text="张三丰") == ["张三丰.xlsx"]
    assert words(register, GUEST, text="张三丰") == []
    lines = logbook.read(register, GUEST).lines
    told = repr([log_details.of_event(register, line.event, GUEST) for line in lines if line.event])
    assert "张三丰" not in told + repr(lines)
    assert "***.xlsx" in told
    assert "20200302.hfp" in told
    first = next(line.event for line in lines if line.action == Action.UNDO_IMPORT.label)
    spoil(register, 'UPDATE "event" SET "at"=\'2020-01-01 00:00:00\' WHERE "id"=?', first)
    assert "张三丰" in proving.prove(register, CLERK).sentence
    assert "张三丰" not in proving.prove(register, GUEST).sentence


def test_a_deed_is_named_as_the_office_would(register: Register) -> None:
    person = kept(register, PERSON, name="李玥")
    stay = Draft(TREATMENT, {"person": person, "disease": "肺癌"})
    entering.keep(register, ZS, [stay])
    voiding.void(register, PERSON, person, "重复登记")
    assert words(register)[:2] == ["作废 李玥 的 人员、救治记录", "新增 救治记录 李玥"]


def spoil(register: Register, sql: str, *values: object) -> None:
    for table in ("change", "event"):
        for deed in ("update", "delete"):
            register.db.execute_sql(f'DROP TRIGGER IF EXISTS "{table}_no_{deed}"')
    register.db.execute_sql(sql, values)


def test_the_check_holds_and_is_itself_noted(register: Register, told: dict[str, int]) -> None:
    backup.make(register, backup.BY_HAND)
    proof = proving.prove(register, CLERK)
    assert proof.holds
    assert "核对无误" in proof.sentence
    assert "1 份备份" in proof.advice
    assert words(register, actions=("event.verify",)) == [proof.sentence]
    assert history.heads(register.db) == (chain.head(register.db, chain.CHANGES), chain.head(register.db, chain.EVENTS))


def test_a_changed_row_is_named_with_number_time_user_and_deed(register: Register, told: dict[str, int]) -> None:
    spoil(register, 'UPDATE "change" SET "reason"=? WHERE "kind"=?', "改过", "diagnosis")
    proof = proving.prove(register, GUEST)
    assert not proof.holds
    assert "修改历史第 337 条" in proof.sentence
    assert f"李敏 新增 患病核准 {HIDDEN}" in proof.sentence
    assert "张三" not in words(register, actions=("event.verify",))[0]


def test_a_changed_event_and_rows_cut_off_are_found(register: Register, told: dict[str, int]) -> None:
    spoil(register, 'UPDATE "event" SET "people"=1 WHERE "action"=?', "export")
    assert "操作日志" in proving.prove(register, CLERK).sentence


def test_rows_cut_off_at_the_end_are_noticed_by_the_backups(register: Register, told: dict[str, int]) -> None:
    made = backup.make(register, backup.BY_HAND)
    spoil(register, 'DELETE FROM "change" WHERE "id"=(SELECT max("id") FROM "change")')
    proof = proving.prove(register, CLERK)
    assert "被截去过" in proof.sentence
    assert made.at in proof.advice
    log.note(register, Action.RESTORE, "早先的备份", at=made.at)
    assert proving.prove(register, CLERK).replaced == 1


def test_everybody_who_did_something_is_offered(register: Register) -> None:
    User.new(name="赵六", roles="query").save()
    assert logbook.users(register) == ["李敏", "赵六"]
