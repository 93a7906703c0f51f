"""One ledger of contracts and visits in many shapes: each of them gives the same contracts, cases, visits and exams."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from hfp_desk.records import Checkup, Contract, FollowUp, ManagedCase
from hfp_desk.store.opening import Register
from tests.data.senders import bring, number, workbook


class Seen(NamedTuple):
    """One visit: its day and pressure."""

    day: date
    upper: int
    lower: int

    @property
    def pressure(self) -> str:
        return f"{self.upper}/{self.lower}"


class Signed(NamedTuple):
    """Somebody with a contract of 2019."""

    name: str
    number: str
    village: str
    groups: str
    codes: tuple[str, ...]
    doctor: str
    signed: date
    visits: tuple[Seen, ...]
    exam: date | None

    @property
    def ends(self) -> date:
        return date(2020, self.signed.month, self.signed.day - 1)


VISITS = (
    Seen(date(2019, 2, 13), 141, 90),
    Seen(date(2019, 5, 6), 128, 79),
    Seen(date(2019, 8, 21), 150, 95),
    Seen(date(2019, 11, 2), 136, 82),
)
PEOPLE = (
    Signed("何建桂", number(1), "小洲村", "高血压", ("1",), "汪志根", date(2019, 1, 15), VISITS, date(2019, 5, 20)),
    Signed(
        "万兵", number(2), "小洲村委会", "高血压、2型糖尿病", ("1", "2"), "汪志根", date(2019, 2, 10), VISITS[:2], None
    ),
    Signed(
        "姜毛香", number(3), "天符村", "2型糖尿病", ("2",), "马梅香", date(2019, 1, 3), VISITS[1:], date(2019, 6, 1)
    ),
    Signed("郭庆龙", number(4), "天符村民委员会", "严重精神障碍", ("3",), "马梅香", date(2019, 1, 3), VISITS[:3], None),
)
HEADS = ["序号", "乡镇", "村", "姓名", "身份证号", "人群分类", "签约医生", "签约团队", "签约日期", "到期日期"]
TITLE = "2019年家庭医生签约服务履约台账"
Sheets = tuple[dict[str, list[list[object]]], dict[str, list[str]]]


def start(at: int, one: Signed) -> list[object]:
    return [
        at,
        "洲上乡",
        one.village,
        one.name,
        one.number,
        one.groups,
        one.doctor,
        "洲上乡第1团队",
        one.signed,
        one.ends,
    ]


def padded(one: Signed, write: Callable[[Seen], list[object]], blank: int) -> list[object]:
    """The four groups of cells of one person."""
    cells: list[object] = []
    for at in range(4):
        cells += write(one.visits[at]) if at < len(one.visits) else [None] * blank
    return cells


def table(heads: list[list[object]], write: Callable[[Signed], list[object]], merges: tuple[str, ...] = ()) -> Sheets:
    rows: list[list[object]] = [[TITLE], *heads]
    rows += [[*start(at, one), *write(one), one.exam] for at, one in enumerate(PEOPLE, 1)]
    return {"台账": rows}, {"台账": list(merges)}


def as_the_sample() -> Sheets:
    groups = [word for n in range(1, 5) for word in (f"第{n}次随访", "收缩压/舒张压")]
    return table([[*HEADS, *groups, "健康体检日期"]], lambda one: padded(one, lambda s: [s.day, s.pressure], 2))


def two_rows_merged() -> Sheets:
    top: list[object] = [*HEADS]
    under: list[object] = [None] * len(HEADS)
    merges = []
    for n in range(1, 5):
        at = len(top)
        top += [f"第{'一二三四'[n - 1]}次随访", None, None]
        under += ["日期", "收缩压", "舒张压"]
        merges.append(f"{_letter(at)}2:{_letter(at + 2)}2")
    merges += [f"{_letter(at)}2:{_letter(at)}3" for at in range(len(HEADS))]
    heads = [[*top, "健康体检日期"], [*under, None]]
    return table(heads, lambda one: padded(one, lambda s: [s.day, s.upper, s.lower], 3), tuple(merges))


def three_rows_merged() -> Sheets:
    width = len(HEADS)
    first: list[object] = [*HEADS, "随访情况", *[None] * 7, "健康体检日期"]
    second: list[object] = [None] * width
    third: list[object] = [None] * width
    for n in range(1, 5):
        second += [f"第{n}次", None]
        third += ["随访日期", "血压(mmHg)"]
    merges = [f"{_letter(width)}2:{_letter(width + 7)}2"]
    merges += [f"{_letter(at)}3:{_letter(at + 1)}3" for at in range(width, width + 8, 2)]
    merges += [f"{_letter(at)}2:{_letter(at)}4" for at in (*range(width), width + 8)]
    heads = [first, [*second, None], [*third, None]]
    return table(heads, lambda one: padded(one, lambda s: [s.day, s.pressure], 2), tuple(merges))


def numbered_behind() -> Sheets:
    groups = [word for n in range(1, 5) for word in (f"随访日期{n}", f"血压{n}")]
    return table(
        [[*HEADS, *groups, "健康体检日期"]], lambda one: padded(one, lambda s: [f"{s.day:%Y.%m.%d}", s.pressure], 2)
    )


def unnumbered() -> Sheets:
    groups = [word for _ in range(4) for word in ("随访日期", "血压")]
    return table(
        [[*HEADS, *groups, "健康体检日期"]],
        lambda one: padded(one, lambda s: [f"{s.day.year}年{s.day.month}月{s.day.day}日", s.pressure], 2),
    )


def dates_then_pressures() -> Sheets:
    heads = [*HEADS, *(f"第{n}次随访日期" for n in range(1, 5)), *(f"第{n}次随访血压" for n in range(1, 5))]

    def write(one: Signed) -> list[object]:
        days = [f"{s.day:%Y%m%d}" for s in one.visits]
        pressures = [f"{s.pressure}mmHg" for s in one.visits]
        return [*days, *[None] * (4 - len(days)), *pressures, *[None] * (4 - len(pressures))]

    return table([[*heads, "健康体检日期"]], write)


def quarters() -> Sheets:
    groups = [word for n in "一二三四" for word in (f"{n}季度随访日期", f"{n}季度血压")]
    return table([[*HEADS, *groups, "体检时间"]], lambda one: padded(one, lambda s: [s.day, s.pressure], 2))


def months() -> Sheets:
    """A grid of months with the day in each, the pressure beside the day left out but for its own column."""
    groups = [word for n in range(1, 13) for word in (f"{n}月", "血压")]

    def write(one: Signed) -> list[object]:
        by = {s.day.month: s for s in one.visits}
        return [
            cell for n in range(1, 13) for cell in ([f"{by[n].day.day}日", by[n].pressure] if n in by else [None, None])
        ]

    return table([[*HEADS, *groups, "健康体检日期"]], write)


def short_days() -> Sheets:
    """Days without their year, which the title names."""
    groups = [word for n in range(1, 5) for word in (f"第{n}次随访时间", "血压")]
    return table(
        [[*HEADS, *groups, "健康体检日期"]],
        lambda one: padded(one, lambda s: [f"{s.day.month}月{s.day.day}日", s.pressure.replace("/", "／")], 2),
    )


def full_width() -> Sheets:
    wide = str.maketrans("0123456789/-", "０１２３４５６７８９／－")
    groups = [word for n in range(1, 5) for word in (f"第{n}次随访", "收缩压/舒张压")]
    return table(
        [[*HEADS, *groups, "健康体检日期"]],
        lambda one: padded(one, lambda s: [s.day.isoformat().translate(wide), s.pressure.translate(wide)], 2),
    )


def a_sheet_a_village() -> Sheets:
    groups = [word for n in range(1, 5) for word in (f"第{n}次随访", "血压")]
    sheets: dict[str, list[list[object]]] = {}
    for at, one in enumerate(PEOPLE, 1):
        head: list[list[object]] = [[f"洲上乡{one.village[:2]}村{TITLE}"], [*HEADS, *groups, "健康体检日期"]]
        rows = sheets.setdefault(one.village[:2], head)
        rows.append([*start(at, one), *padded(one, lambda s: [s.day, s.pressure], 2), one.exam])
    return sheets, {}


def a_row_a_disease() -> Sheets:
    sheets, merges = as_the_sample()
    rows = sheets["台账"]
    double = [[*row[:5], disease, *row[6:]] for row in rows[2:] for disease in str(row[5]).split("、")]
    return {"台账": [*rows[:2], *double]}, merges


def backwards() -> Sheets:
    """The columns in another order, the groups before the contract, another word for each."""
    groups = [word for n in range(4, 0, -1) for word in (f"第{n}次面访随访日期".replace("面访", ""), f"第{n}次血压")]
    heads = ["家庭医生团队", "签约村医", "姓名", "公民身份号码", "乡镇", "行政村", "慢病病种", "签约时间", "截止日期"]
    rows: list[list[object]] = [[TITLE], [*groups, *heads, "年度体检日期"]]
    for one in PEOPLE:
        cells: list[object] = []
        for at in range(3, -1, -1):
            cells += [one.visits[at].day, one.visits[at].pressure] if at < len(one.visits) else [None, None]
        own = [
            "洲上乡第1团队",
            one.doctor,
            one.name,
            one.number,
            "洲上乡",
            one.village,
            one.groups,
            one.signed,
            one.ends,
        ]
        rows.append([*cells, *own, one.exam])
    return {"台账": rows}, {}


def with_totals() -> Sheets:
    sheets, merges = as_the_sample()
    rows = sheets["台账"]
    return {"台账": [*rows, ["合计", None, None, len(PEOPLE)], ["填表人：", None, None, "审核人："]]}, merges


def _letter(at: int) -> str:
    return chr(65 + at) if at < 26 else "A" + chr(65 + at - 26)


SHAPES = (
    *(as_the_sample, two_rows_merged, three_rows_merged, numbered_behind, unnumbered, dates_then_pressures, quarters),
    *(months, short_days, full_width, a_sheet_a_village, a_row_a_disease, backwards, with_totals),
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_shape_gives_the_same(register: Register, tmp_path: Path, shape: Callable[[], Sheets]) -> None:
    sheets, merges = shape()
    path = workbook(tmp_path / "履约台账.xlsx", sheets, merges)
    plan = bring(register, path)
    assert {sheet.kind.key for sheet in plan.sheets if sheet.kind} == {"signing"}
    assert {problem.code for problem in plan.problems} <= {"W-PERSON-UNKNOWN", "N-DOCTOR-UNKNOWN", "N-VISIT-MODE"}
    with register.session():
        assert _contracts() == {(one.name, one.doctor, "洲上乡第1团队", one.signed, one.ends) for one in PEOPLE}
        cases = Counter((one.person.name, one.programme, bool(one.restricted)) for one in ManagedCase.select())
        assert cases == Counter((one.name, code, code == "3") for one in PEOPLE for code in one.codes)
        assert _visits() == Counter(
            (one.name, code, *seen) for one in PEOPLE for code in one.codes for seen in one.visits
        )
        exams = {(one.person.name, one.examined_on) for one in Checkup.select()}
        assert exams == {(one.name, one.exam) for one in PEOPLE if one.exam}
    again = bring(register, path)
    assert not again.writes


def _contracts() -> set[tuple[Any, ...]]:
    return {
        (one.person.name, one.doctor_name, one.team.name, one.signed_on, one.ends)
        for one in Contract.select()
        if one.person.village.name.startswith(("小洲", "天符"))
    }


def _visits() -> Counter[tuple[Any, ...]]:
    found = Counter(
        (one.person.name, one.programme, one.visited_on, one.systolic, one.diastolic) for one in FollowUp.select()
    )
    return Counter({tuple(key): count for key, count in found.items()})
