"""``docs/follow-up-rules.md`` as it follows from the examples; ``python3 -m tests.domain.visit_tables`` writes it."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hfp_desk import policy
from hfp_desk.fields import spec_of
from hfp_desk.records import FollowUp
from hfp_desk.rules.follow_up import Case, Limits, Visit, limits
from tests.domain.visit_course_examples import DUE, YEARS, DueExample, YearExample
from tests.domain.visit_examples import DIABETES, HYPERTENSION, MENTAL, OTHERS, Example

PAGE = Path(__file__).resolve().parents[2] / "docs" / "follow-up-rules.md"
_HEAD = """# Follow-up rules

What `hfp_desk.rules.follow_up` says of a visit, of the next one, and of a year of visits. Each row is a test of
`tests/domain/test_follow_up_examples.py`; this page is written from the same rows and a test keeps both equal. The
figures are those of the national policy edition (国家基本公共卫生服务规范（第三版）); a region or the office may set
others. The visits were made on 2020-03-01 unless another day is given. A suggestion never replaces what the doctor
wrote: where the two differ, the visit is listed as a finding. [K] marks a figure known without its document at hand,
[A] one that no document gives.
"""
_TITLES = (
    ("Hypertension 高血压", HYPERTENSION),
    ("Type 2 diabetes 2型糖尿病", DIABETES),
    ("Severe mental disorders 严重精神障碍", MENTAL),
    ("Tuberculosis 肺结核, poor people 贫困人群, other programmes", OTHERS),
)
_HIDDEN = frozenset({"programme", "visited_on", "mode", "age", "intensive"})


def page(figures: Limits) -> str:
    """The whole page."""
    parts = [_HEAD]
    for title, rows in _TITLES:
        parts.append(_table(title, _GRADED, [_graded(one, figures) for one in rows]))
    parts.append(_table("Next visit due 下次随访", ("Case", "History", "Due on"), [_due(one) for one in DUE]))
    parts.append(_table("A year of visits 规范管理与控制", _YEAR, [_year(one) for one in YEARS]))
    return "\n".join(parts)


_GRADED = ("Case", "Visit", "Before", "Class", "Refer", "Next visit by", "Clause")
_YEAR = ("Case (高血压)", "规范管理", "控制", "Missing")


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return f"## {title}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _graded(one: Example, figures: Limits) -> tuple[str, ...]:
    name = FollowUp.stability if one.visit.programme == "3" else FollowUp.control
    found = spec_of(name).kind.show(one.found) or "—"
    refer = "紧急转诊" if one.urgent else "转诊" if one.refer else "否"
    before = "；".join(_visit(each, dated=True) for each in one.before) or "—"
    clause = figures.source(one.figure) or "—"
    return one.name, _visit(one.visit), before, found, refer, _day(one.next_on), clause


def _due(one: DueExample) -> tuple[str, ...]:
    history = "；".join(_visit(each, dated=True) for each in one.history) or "—"
    return f"{one.name}（{_case(one.case)}）", history, _day(one.due_on)


def _year(one: YearExample) -> tuple[str, ...]:
    return one.name, "是" if one.standard else "否", "是" if one.controlled else "否", "；".join(one.missing) or "—"


def _case(case: Case) -> str:
    parts = [("建卡", case.starts), ("通知单", case.notified_on), ("终止", case.ends), ("死亡", case.died_on)]
    return "，".join(f"{word} {day}" for word, day in parts if day)


def _visit(visit: Visit, dated: bool = False) -> str:
    """What a visit says, in the words of the form."""
    found = [str(visit.visited_on)] if dated else []
    found += [f"{visit.age} 岁"] if visit.age is not None and visit.programme == "1" else []
    found += ["电话"] if visit.mode == "3" else []
    found += [{True: "强化期", False: "继续期"}[visit.intensive]] if visit.intensive is not None else []
    found += [_field(name, value) for name, value in visit._asdict().items() if _told(name, value)]
    return "，".join(found) or "—"


def _told(name: str, value: Any) -> bool:
    return name not in _HIDDEN and value not in ("", None)


def _field(name: str, value: Any) -> str:
    spec = spec_of(getattr(FollowUp, name))
    return f"{spec.label} {spec.kind.show(value)}"


def _day(day: date | None) -> str:
    return str(day) if day else "—"


if __name__ == "__main__":
    PAGE.write_text(page(limits(policy.load("national-2017").on(date(2020, 3, 1)))), encoding="utf-8")
