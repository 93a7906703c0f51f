"""Villages with clinics, doctors and arrangements for the tests of coverage; the sample roster, row by row."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from hfp_desk.codes import code_list
from hfp_desk.records import Arrangement, Doctor, Institution, Licence, Place, PlaceStatus, Practice, Record
from hfp_desk.resources import resource
from hfp_desk.rules.clinics import CLINIC
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from tests.domain.listed import keep, place

DAY = date(2020, 3, 31)
ROSTER = Path(str(resource("sample", "村卫生室及乡村医生花名册.xlsx")))


def committee(number: int = 0, town: str = "临江镇") -> Place:
    """One of the village committees of a town, in the official order."""
    inside = Place.select().where((Place.parent == place(town)) & Place.name.endswith("村委会"))
    return list(inside.order_by(Place.sort))[number]


def clinic(register: Register, village: Place, name: str = "", **values: Any) -> Institution:
    """A village clinic."""
    made = Institution.new(
        name=name or f"{village.name}卫生室", kind=CLINIC, village=village, town=village.parent, **values
    )
    found: Institution = keep(register, made)
    return found


def doctor(register: Register, village: Place | None, name: str = "张三", **values: Any) -> Doctor:
    """A doctor whose main place is this village."""
    found: Doctor = keep(register, Doctor.new(name=name, village=village, **values))
    return found


def licence(register: Register, whose: Doctor, expires: str = "2021-03", kind: str = "1", **values: Any) -> Licence:
    """A licence, that of a village doctor unless another kind is given."""
    found: Licence = keep(register, Licence.new(doctor=whose, kind=kind, expires=expires, **values))
    return found


def covers(register: Register, whose: Doctor, village: Place, mode: str = "2", **values: Any) -> Practice:
    """A further village of a doctor."""
    found: Practice = keep(register, Practice.new(doctor=whose, village=village, mode=mode, **values))
    return found


def arrangement(register: Register, village: Place, kind: str = "4", **values: Any) -> Arrangement:
    """A way in which a village is served instead."""
    found: Arrangement = keep(register, Arrangement.new(village=village, kind=kind, **values))
    return found


def status(register: Register, village: Place, year: int = 2020, **values: Any) -> PlaceStatus:
    """What a village is in a year."""
    found: PlaceStatus = keep(register, PlaceStatus.new(place=village, year=year, **values))
    return found


def keep_roster(register: Register) -> None:
    """The sample roster as its import keeps it, without what the coverage does not ask."""
    with keeping.deed(register) as act:
        for record in _rows():
            act.save(record)


def _rows() -> Iterator[Record]:
    kinds, village, room = code_list("qualification"), None, None
    for page in load_workbook(ROSTER, read_only=False).worksheets:
        town = place(page.title)
        for row in page.iter_rows(min_row=4, values_only=True):
            _, name, poor, residents, clinic, area, standard, who, number, kind, licensed, expires, *_ = row
            if name:
                village, room = Place.get((Place.parent == town) & (Place.name == name)), None
                yield PlaceStatus.new(
                    place=village, year=2020, status="1" if poor == "是" else "9", residents=residents
                )
            if clinic:
                built: Any = {"floor_area": area, "standard": standard == "是"}
                room = Institution.new(name=clinic, kind=CLINIC, village=village, town=town, **built)
                yield room
            if who:
                doctor = Doctor.new(name=who, id_number=str(number), village=village, institution=room)
                code = kinds.find(str(kind or ""))
                until = str(expires or "").replace(".", "-")
                yield doctor
                yield Licence.new(
                    doctor=doctor, kind=code.code if code else "", number=str(licensed or ""), expires=until
                )
