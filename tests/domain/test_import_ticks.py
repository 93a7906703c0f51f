"""Filled sign-in sheets: the ticks of each half day become who was there when, a day outside the course is told."""

from pathlib import Path

import pytest

from hfp_desk.excel.importing import commit, prepare
from hfp_desk.excel.ticks import Half, half_in
from hfp_desk.records import Attendance, Course, Presence
from hfp_desk.store import history, undoing
from hfp_desk.store.opening import Register
from tests.data.senders import bring, codes, number, outcomes, workbook

TITLE = ["樟树市2020年健康扶贫业务培训班签到表"]
WHEN = ["培训时间：2020年4月8日—9日", "", "培训地点：市卫健委三楼会议室"]
HEADS = ["序号", "姓名", "单位", "职务", "身份证号", "4月8日上午", "4月8日下午", "4月9日上午", "4月10日上午"]
ROWS = [
    [1, "张三", "洲上乡卫生院", "村医", number(1), "√", "√", "×", "√"],
    [2, "李四", "洋湖乡卫生院", "村医", number(2), "√", "请假", "来过", None],
    [3, "王五", "洋湖乡卫生院", "村医", number(3), "王五", None, "缺", None],
]


def sheet(path: Path) -> Path:
    return workbook(path / "签到表.xlsx", {"签到": [TITLE, WHEN, HEADS, *ROWS]})


def marks() -> set[tuple[str, str, str, str]]:
    """Who, which day, which half, there or not, of what is not voided."""
    living = Presence.select().where(Presence.voided_at == "")
    return {(one.attendance.name, str(one.day), one.half, one.state) for one in living}


def test_ticks_become_presences_once_and_can_be_taken_back(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, sheet(tmp_path))
    assert "N-COLUMN-UNKNOWN" not in [problem.code for problem in plan.problems]
    assert {"W-DAY-OUTSIDE", "N-COURSE-TITLE"} <= set(codes(plan, 4))
    assert "W-PRESENCE" in codes(plan, 5)
    result = commit(register, plan)
    with register.session():
        assert marks() == {
            ("张三", "2020-04-08", "1", "1"),
            ("张三", "2020-04-08", "2", "1"),
            ("张三", "2020-04-09", "1", "2"),
            ("李四", "2020-04-08", "1", "1"),
            ("李四", "2020-04-08", "2", "3"),
            ("王五", "2020-04-08", "1", "1"),
            ("王五", "2020-04-09", "1", "2"),
        }
        [course] = list(Course.select())
        assert (course.place, str(course.ends)) == ("市卫健委三楼会议室", "2020-04-09")
        before = history.head(register.db)
    assert set(outcomes(bring(register, sheet(tmp_path))).values()) == {"same"}
    with register.session():
        assert history.head(register.db) == before
        undoing.undo_batch(register, result.batch or 0)
        assert not marks()
        assert not Attendance.select().where(Attendance.voided_at == "").count()


def test_a_corrected_tick_changes_only_itself(register: Register, tmp_path: Path) -> None:
    bring(register, sheet(tmp_path))
    rows = [[*ROWS[0][:7], "√"]]
    plan = bring(register, workbook(tmp_path / "签到表2.xlsx", {"签到": [TITLE, WHEN, HEADS[:8], *rows]}))
    assert outcomes(plan) == {4: "change"}
    with register.session():
        assert ("张三", "2020-04-09", "1", "1") in marks()
        assert len(marks()) == 7


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("4月8日上午", Half(0, 4, 8, 0, ("1",))),
        ("2020-04-08｜下午", Half(2020, 4, 8, 0, ("2",))),
        ("4.8（星期三）", Half(0, 4, 8, 0, ("1", "2"))),
        ("第二天晚上签到", Half(0, 0, 0, 2, ("3",))),
        ("4月8日学习内容", None),
        ("上午", None),
        ("培训天数", None),
    ],
)
def test_which_headings_are_half_days(heading: str, meant: Half | None) -> None:
    assert half_in(heading) == meant
