"""Whose village a row of a list of clinics is: a blank cell speaks of the one above, a clinic's name tells it.

A blank village is only taken from above where nothing else of the row says that it begins another one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hfp_desk.excel.book import Cell, is_blank
from hfp_desk.excel.converting import texts
from hfp_desk.excel.parts import ADDRESS

TOWN, VILLAGE, CLINIC, DOCTOR = "where.town", "where.village", "institution.name", "doctor.name"
Columns = dict[str, Sequence[Cell]]

_CLINIC_ENDS = re.compile(
    r"(?:第?[一二三四五六\d]+)?(?:标准化|公有产权|公办|村级)?(?:卫生(?:室|所|站|服务站)|医务室|诊所|医疗点|医疗室|保健室)"
    r"(?:[（(].*[）)]|第?[一二三四五六\d]*)?$"
)
_PLACE_ENDS = re.compile(r"(?:村民委员会|居民委员会|村委会|居委会|社区|村)$")


def carried(columns: Columns) -> Columns:
    """The columns with township and village where they were left blank below, or stand in the clinic's name only."""
    found = dict(columns)
    if TOWN in found:
        found[TOWN] = _down(found[TOWN])
    if VILLAGE in found:
        _villages_down(found)
    elif CLINIC in found and ADDRESS not in found:
        found[VILLAGE] = [village_of(text) for text in texts(found[CLINIC])]
    return found


def village_of(clinic: str) -> str:
    """The village that a clinic is called after: 「双洲村卫生室」 is that of 双洲村."""
    return _CLINIC_ENDS.sub("", clinic)


def _down(column: Sequence[Cell]) -> Sequence[Cell]:
    """A column whose cells are often left blank below; a single blank one was forgotten and stays blank."""
    blanks = sum(map(is_blank, column))
    if not column or is_blank(column[0]) or blanks * 5 < len(column):
        return column
    cells: list[Cell] = []
    for cell in column:
        cells.append(cells[-1] if is_blank(cell) else cell)
    return cells


def _villages_down(found: Columns) -> None:
    villages, towns = texts(found[VILLAGE]), texts(found.get(TOWN) or [""] * len(found[VILLAGE]))
    clinics = texts(found[CLINIC]) if CLINIC in found else [""] * len(villages)
    doctors = found.get(DOCTOR) or [""] * len(villages)
    for i, village in enumerate(villages):
        if village or (ADDRESS in found and not is_blank(found[ADDRESS][i])):
            continue
        above = villages[i - 1] if i and towns[i - 1] == towns[i] else ""
        name = _PLACE_ENDS.sub("", above)
        if clinics[i] and not (name and name in clinics[i]):
            villages[i] = village_of(clinics[i])
        elif clinics[i] or not is_blank(doctors[i]):
            villages[i], clinics[i] = above, clinics[i] or (clinics[i - 1] if i else "")
    found[VILLAGE] = villages
    if CLINIC in found:
        found[CLINIC] = clinics
