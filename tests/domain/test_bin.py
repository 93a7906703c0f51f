"""The recycle bin: what one deed voided comes back exactly, nothing more and nothing less."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import (
    ALL,
    BY_NAME,
    DIAGNOSIS,
    IDENTITY,
    PERSON,
    SETTLEMENT,
    TREATMENT,
    Diagnosis,
    ImportBatch,
    Person,
    User,
)
from hfp_desk.store import (
    bin,
    entering,
    history,
    keeping,
    log_details,
    logbook,
    searching,
    tables,
    taking_back,
    undoing,
    voiding,
)
from hfp_desk.store.entering import Draft
from hfp_desk.store.history import Origin
from hfp_desk.store.log_search import Wanted
from hfp_desk.store.opening import Register

ZS = policy.load("zhangshu-2020")
CLERK = Viewer.of("李敏", "admin,entry,secret")
GUEST = Viewer.of("王强", "query")


def kept(register: Register, made: Any, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values)]).ids[0]


def living(register: Register) -> set[tuple[str, int]]:
    found = set()
    for kind in ALL:
        rows = register.db.execute_sql(f'SELECT "id" FROM {tables.table(kind.model)} WHERE "voided_at"=\'\'')
        found |= {(kind.name, row[0]) for row in rows}
    return found


def contents(register: Register, named: set[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    return {
        (name, record): tables.read_contents(register.db, BY_NAME[name].model, [record])[record]
        for name, record in named
    }


@pytest.fixture
def patient(register: Register) -> dict[str, int]:
    person = kept(register, PERSON, name="李玥", sex="2", id_number="36098219590312752X")
    stay = Draft(TREATMENT, {"person": person, "disease": "肺癌", "admitted": date(2020, 3, 2)})
    treatment, settlement = entering.keep(register, ZS, [stay, Draft(SETTLEMENT, {"total": Decimal(100)})]).ids
    return {
        "person": person,
        "identity": kept(register, IDENTITY, person=person, kind="01"),
        "diagnosis": kept(register, DIAGNOSIS, person=person, disease="肺癌"),
        "treatment": treatment,
        "settlement": settlement,
    }


def test_children_come_back_exactly_with_search_entries_and_versions(
    register: Register, patient: dict[str, int]
) -> None:
    before, held = living(register), contents(register, living(register) & set(patient.items()))
    voiding.void(register, PERSON, patient["person"], "重复登记")
    assert not living(register) & set(patient.items())
    assert not searching.find_people(register, "李玥", CLERK)
    [line] = bin.lines(register, CLERK)
    assert (line.reason, line.user, line.count) == ("重复登记", "李敏", 5)
    assert line.words == "人员 李玥（连同 身份 1 条、患病核准 1 条、救治记录 1 条、费用结算 1 条）"
    assert set(bin.restore(register, line.deed)) == set(patient)
    assert living(register) == before
    assert contents(register, set(held)) == held
    assert [hit.id for hit in searching.find_people(register, "李玥", CLERK)] == [patient["person"]]
    assert Person.get_by_id(patient["person"]).version == 3
    assert bin.lines(register, CLERK) == []


def test_children_voided_before_for_the_same_reason_stay_voided(register: Register, patient: dict[str, int]) -> None:
    """Same second, same words: only the deed tells them apart."""
    voiding.void(register, DIAGNOSIS, patient["diagnosis"], "重复登记")
    voiding.void(register, PERSON, patient["person"], "重复登记")
    changes = voiding.restore(register, PERSON, patient["person"])
    assert "diagnosis" not in changes
    assert set(changes) == set(patient) - {"diagnosis"}
    assert [line.words for line in bin.lines(register, CLERK)] == ["患病核准 李玥"]


def test_a_child_under_a_voided_person_says_so(register: Register, patient: dict[str, int]) -> None:
    voiding.void(register, TREATMENT, patient["treatment"], "录错")
    [mine] = bin.lines(register, CLERK)
    voiding.void(register, PERSON, patient["person"], "重复登记")
    with pytest.raises(Refusal, match="所属的“人员 李玥”仍是作废的"):
        voiding.restore(register, TREATMENT, patient["treatment"])
    with pytest.raises(Refusal, match="所属的记录仍是作废的"):
        bin.restore(register, mine.deed)
    voiding.restore(register, PERSON, patient["person"])
    assert set(bin.restore(register, mine.deed)) == {"treatment", "settlement"}


def test_one_record_of_a_deed_comes_back_with_what_hangs_on_it(register: Register, patient: dict[str, int]) -> None:
    other = kept(register, PERSON, name="张三")
    with keeping.deed(register) as act:
        for name in ("settlement", "treatment"):
            act.void_rows(BY_NAME[name].model, [patient[name]], "批量清理")
        act.void_rows(Person, [other], "批量清理")
    [line] = bin.lines(register, CLERK)
    assert line.words == "人员 1 条、救治记录 1 条、费用结算 1 条"
    found = bin.records(register, line.deed, CLERK)
    assert [(one.title, one.along) for one in found] == [("人员 张三", ""), ("救治记录 李玥", "费用结算 1 条")]
    voiding.restore(register, TREATMENT, patient["treatment"])
    assert bin.lines(register, CLERK)[0].words == "人员 张三"
    bin.restore(register, line.deed)
    with pytest.raises(Refusal, match="都已恢复"):
        bin.restore(register, line.deed)


def test_everything_voided_is_found_by_name_reason_or_user(register: Register, patient: dict[str, int]) -> None:
    voiding.void(register, DIAGNOSIS, patient["diagnosis"], "录错人")
    voiding.void(register, PERSON, kept(register, PERSON, name="张三"), "重复登记")
    assert [line.words for line in bin.lines(register, CLERK, "张三")] == ["人员 张三"]
    assert [line.words for line in bin.lines(register, CLERK, "录错")] == ["患病核准 李玥"]
    assert len(bin.lines(register, CLERK, "李敏")) == 2
    assert [line.words for line in bin.lines(register, GUEST)] == ["人员 张○", "患病核准 李○"]
    assert bin.lines(register, GUEST, "张三") == []
    newest = bin.lines(register, CLERK, most=1)
    assert [line.words for line in bin.lines(register, CLERK, before=newest[0].deed)] == ["患病核准 李玥"]


def test_what_an_undo_voided_is_in_the_bin_too(register: Register) -> None:
    batch = ImportBatch.new(kind="people", file_name="名单.xlsx", sha256="", state="", user="李敏", started_at="")
    batch.save()
    with keeping.deed(register) as act:
        act.add_rows(Person, [{"name": "甲"}, {"name": "乙"}], [Origin(batch.id, "名单", row) for row in (4, 5)])
    undoing.undo_batch(register, batch.id)
    kept(register, PERSON, name="丙")
    last = taking_back.latest(register)
    assert last is not None
    taking_back.take_back(register, last)
    assert [line.words for line in bin.lines(register, CLERK)] == ["人员 丙", "人员 2 条"]


def test_who_may_only_look_restores_nothing(register: Register, patient: dict[str, int]) -> None:
    voiding.void(register, PERSON, patient["person"], "重复登记")
    User.new(name="王强", roles="query").save()
    register.user = "王强"
    [line] = bin.lines(register, GUEST)
    with pytest.raises(Refusal, match="录入"):
        bin.restore(register, line.deed)


def test_restricted_records_that_went_along_are_not_told_to_those_who_may_not_know(register: Register) -> None:
    """Neither in the bin, nor in the log of the person, nor behind its lines, nor in why a step cannot go back."""
    clerk = Viewer.of("王芳", "entry")
    person, other = kept(register, PERSON, name="李玥"), kept(register, PERSON, name="李月")
    born = history.next_deed(register.db) - 2
    kept(register, DIAGNOSIS, person=person, disease="艾滋病")
    with pytest.raises(Refusal) as refused:
        taking_back.take_back(register, born)
    assert "已有其他记录引用" in str(refused.value)
    for one in (person, other):
        voiding.void(register, PERSON, one, "重复登记")
    lines = bin.lines(register, clerk)
    assert [(line.words, line.count) for line in lines] == [("人员 李月", 1), ("人员 李玥", 1)]
    assert [one.along for line in lines for one in bin.records(register, line.deed, clerk)] == ["", ""]
    assert bin.lines(register, CLERK)[1].words == "人员 李玥（连同 患病核准 1 条）"
    told = logbook.read(register, clerk, Wanted(person=person)).lines
    assert [(line.words, line.count) for line in told] == [("作废 人员 李玥", 1), ("新增 人员 李玥", 1)]
    assert [one.title for one in log_details.of_deed(register, told[0].deed, clerk)] == ["人员 李玥"]
    assert len(log_details.of_deed(register, told[0].deed, CLERK)) == 2
    bin.restore(register, lines[1].deed)
    assert Diagnosis.get().voided_at == ""
