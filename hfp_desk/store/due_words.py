"""Lines of 应随访 in words of a table: for the screen, the workbook and the paper alike."""

from __future__ import annotations

from hfp_desk.fields import spec_of
from hfp_desk.records import Household, ManagedCase, Person
from hfp_desk.store.due_lines import DueLine
from hfp_desk.store.table_words import Heading

COLUMNS = (
    Heading("town", "乡镇", 10),
    Heading("village", "行政村", 12),
    Heading("name", spec_of(Person.name).label, 8),
    Heading("programme", spec_of(ManagedCase.programme).label, 12),
    Heading("state", "情况", 22),
    Heading("due_on", "应随访日期", 11),
    Heading("late", "超期天数", 8, numeric=True),
    Heading("last_on", "上次随访", 11),
    Heading("figure", "上次结果", 10),
    Heading("left", "面对面还差", 10, numeric=True),
    Heading("doctor", spec_of(ManagedCase.doctor_name).label, 9),
    Heading("team", spec_of(ManagedCase.team).label, 14),
    Heading("phone", spec_of(Person.phone).label, 13),
    Heading("address", spec_of(Household.address).label, 20),
    Heading("reason", "依据", 30),
)
SORTED = frozenset({"town", "village", "name", "programme", "due_on", "late", "last_on", "doctor", "team"})
"""The columns by which all lines can be ordered."""


def cells(one: DueLine) -> tuple[str, ...]:
    """The texts of a line, one for each column."""
    return (
        one.town_name,
        one.village_name,
        one.name,
        one.programme,
        one.state,
        str(one.due_on or ""),
        str(one.late or ""),
        str(one.last_on or ""),
        one.figure,
        "" if one.left is None else str(one.left),
        one.doctor,
        one.team,
        one.phone,
        one.address,
        one.reason,
    )
