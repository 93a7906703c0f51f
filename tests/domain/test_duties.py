"""The office's own duties: how near their deadlines are, and the way of a problem to its closing."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfp_desk import policy
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import FINDING, INSPECTION, MATERIAL, PROJECT, TASK, Change, Finding
from hfp_desk.rules.closing import STEPS, State, open_to
from hfp_desk.rules.deadlines import Due, due
from hfp_desk.store import alerts, duties, entering, rectifying, taking_back, voiding
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register

ZS = policy.load("zhangshu-2020")
DAY = date(2020, 5, 11)


def kept(register: Register, made: Any, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values)]).ids[0]


def problem(register: Register, **values: Any) -> int:
    return kept(register, FINDING, problem="部分村卫生室许可证过期", source="1", **values)


@pytest.mark.parametrize(
    ("left", "where"),
    [
        (-1, Due.OVERDUE),
        (0, Due.WITHIN_10),
        (10, Due.WITHIN_10),
        (11, Due.WITHIN_20),
        (20, Due.WITHIN_20),
        (21, Due.LATER),
    ],
)
def test_the_deadline_itself_is_in_time_and_ten_days_are_ten_days(left: int, where: Due) -> None:
    assert due(DAY + timedelta(days=left), None, DAY) is where


@given(st.none() | st.dates(date(2019, 1, 1), date(2021, 1, 1)), st.none() | st.dates(date(2019, 1, 1), DAY))
def test_what_is_closed_is_never_late_and_nothing_is_late_without_a_deadline(
    deadline: date | None, closed: date | None
) -> None:
    where = due(deadline, closed, DAY)
    assert (where is Due.CLOSED) == (closed is not None)
    assert where is not Due.OVERDUE or (deadline is not None and deadline < DAY)
    assert (where is Due.OPEN) == (deadline is None and closed is None)


def test_every_class_opens_its_problems_and_a_voided_one_is_in_none(register: Register) -> None:
    late = problem(register, deadline=date(2020, 5, 10))
    soon = problem(register, deadline=date(2020, 5, 21))
    done = problem(register, deadline=date(2020, 4, 1), closed_on=date(2020, 4, 30), evidence="照片")
    told = problem(register, deadline=date(2020, 4, 1), state="5")
    voiding.void(register, FINDING, problem(register), "重复登记")
    found = {one.name: one.ids for one in duties.figures(register, FINDING, DAY)}
    assert found == {
        "overdue": (late,),
        "within_10": (soon,),
        "within_20": (),
        "later": (),
        "open": (),
        "closed": (done, told),
    }


@pytest.mark.parametrize(
    ("kind", "values", "label"),
    [
        (TASK, {"content": "完成村卫生室校验", "state": "3"}, "已完成"),
        (PROJECT, {"name": "洋湖村卫生室新建", "state": "4"}, "已完成"),
        (INSPECTION, {"inspected_on": DAY, "closed_on": DAY}, "已办结"),
    ],
    ids=["task", "project", "inspection"],
)
def test_other_duties_are_closed_by_their_own_words(
    register: Register, kind: Any, values: dict[str, Any], label: str
) -> None:
    closed = kept(register, kind, **values)
    kept(register, kind, **{name: value for name, value in values.items() if name not in ("state", "closed_on")})
    last = duties.figures(register, kind, DAY)[-1]
    assert (last.label, last.ids) == (label, (closed,))


def test_material_is_counted_by_kind_against_the_day_of_the_document(register: Register) -> None:
    sent = kept(register, MATERIAL, title="樟树：小药箱进村", kind="1", submitted_on=date(2020, 9, 1))
    kept(register, MATERIAL, title="村医老李", kind="2")
    lines = duties.materials(register, ZS.on(DAY))
    assert [line.label for line in lines] == ["典型案例", "先进人物和集体", "图片和视频", "新闻", "脱贫故事"]
    assert (lines[0].submitted, len(lines[1].gathered), lines[1].submitted) == ((sent,), 1, ())
    assert {line.due for line in lines} == {date(2020, 9, 30)}
    assert [line.late(date(2020, 10, 1)) for line in lines] == [False, True, True, True, True]
    assert not any(line.late(date(2020, 9, 30)) for line in lines)


def test_a_problem_goes_its_whole_way_and_each_step_is_history(register: Register) -> None:
    number = problem(register, number="7")
    for name, words in (("begin", ""), ("submit", "已全部换证"), ("pass", ""), ("close", "换证照片 12 张")):
        rectifying.take(register, [number], name, words, DAY)
    found: Any = Finding.get_by_id(number)
    assert (found.state, found.outcome, found.evidence) == (State.CLOSED, "已全部换证", "换证照片 12 张")
    assert (found.applied_on, found.closed_on, found.reviewer) == (DAY, DAY, "李敏")
    reasons = [row.reason for row in Change.select().where(Change.kind == "finding").order_by(Change.id)]
    assert reasons[1:] == ["开始整改", "整改完成，提交审核", "审核通过，申请销号", "销号"]


def test_closing_wants_evidence_and_cannot_be_jumped_to(register: Register) -> None:
    number = problem(register, number="7")
    with pytest.raises(Refusal, match=r"第 7 号问题现在不能“销号”.*开始整改"):
        rectifying.take(register, [number], "close", "照片", DAY)
    for name, words in (("submit", "已换证"), ("pass", "")):
        rectifying.take(register, [number], name, words, DAY)
    with pytest.raises(Refusal, match="写明佐证材料"):
        rectifying.take(register, [number], "close", "  ", DAY)
    assert Finding.get_by_id(number).state == State.TO_CLOSE


def test_one_that_stands_elsewhere_holds_all_of_them_back(register: Register) -> None:
    first, other = problem(register), problem(register, state="3")
    assert [step.name for step in rectifying.steps(register, [first, other])] == []
    with pytest.raises(Refusal):
        rectifying.take(register, [first, other], "pass", "", DAY)
    assert Finding.get_by_id(other).state == "3"


def test_sent_back_and_reopened_are_told_in_the_story(register: Register) -> None:
    number = problem(register, state="3", progress="2020-05-01 已下发通知")
    rectifying.take(register, [number], "reject", "缺两个村", DAY)
    assert Finding.get_by_id(number).progress == "2020-05-01 已下发通知\n2020-05-11 驳回：缺两个村"
    for name, words in (("submit", "已补齐"), ("pass", ""), ("close", "照片"), ("reopen", "许可证又过期")):
        rectifying.take(register, [number], name, words, DAY)
    found: Any = Finding.get_by_id(number)
    assert (found.state, found.closed_on, found.relapsed) == (State.AT_WORK, None, True)


def test_a_step_is_undone_as_one_deed(register: Register) -> None:
    both = [problem(register), problem(register)]
    rectifying.take(register, both, "begin", "", DAY)
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    assert [Finding.get_by_id(one).state for one in both] == ["", ""]


def test_from_every_state_some_step_leads_on_and_all_lead_to_closing() -> None:
    reached, waiting = set(), [""]
    while waiting:
        state = waiting.pop()
        for step in open_to(state):
            if step.after.value not in reached:
                reached.add(step.after.value)
                waiting.append(step.after.value)
    assert reached == {state.value for state in State} - {State.DRAFT.value}
    assert all(open_to(state.value) for state in State)
    assert set(STEPS) == {"begin", "submit", "pass", "close", "reject", "reopen"}


def test_the_work_bench_warns_of_what_is_late_and_of_what_is_due_soon(register: Register) -> None:
    late, soon = problem(register, deadline=date(2020, 5, 10)), problem(register, deadline=DAY)
    task = kept(register, TASK, content="完成校验", deadline=date(2020, 5, 1))
    found = {alert.name: alert for alert in alerts.alerts(register, Viewer.of("李敏", "entry"), DAY)}
    assert (found["finding_overdue"].ids, found["finding_soon"].ids) == ((late,), (soon,))
    assert (found["task_overdue"].label, found["task_overdue"].ids) == ("任务分解超过时限", (task,))
