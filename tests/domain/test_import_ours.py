"""What we exported comes back as it was, every list of a full register."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.excel import exporting
from hfp_desk.excel.importing import commit, prepare
from hfp_desk.records import (
    ALL,
    Diagnosis,
    Household,
    Identity,
    Institution,
    Person,
    Place,
    Record,
    Settlement,
    Treatment,
)
from hfp_desk.resources import resource
from hfp_desk.store import keeping, setup
from hfp_desk.store.opening import Register
from tests.data.filled import filled
from tests.data.returned import edited, exported, outcomes

PERSONS = ("建档立卡贫困人口名单.xlsx", "大病专项救治台账_人民医院_2020年一季度.xls", "农村低保对象_民政局_202003.csv")
BROUGHT = (Place, Household, Person, Identity, Diagnosis, Treatment, Settlement)
OTHERS = tuple(kind for kind in ALL if kind.model not in BROUGHT)
"""Everything but places, households and persons with their diseases, stays and bills, which the samples bring."""


def fill(register: Register) -> None:
    """Three filled records of each other type, every link of theirs set; clinics have the hospital above them."""
    linked: dict[type[Record], list[Any]] = {model: list(model.select()) for model in (Place, Institution)}
    linked |= {model: list(model.select().limit(3)) for model in BROUGHT if model is not Place}
    for kind in OTHERS:
        records = [filled(kind, serial, linked) for serial in range(3)]
        keeping.save(register, *records)
        linked[kind.model] = records


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    register, _ = setup.new_register(
        tmp_path_factory.mktemp("ours") / "樟树.hfp",
        office="",
        county="360982",
        policy_name="zhangshu-2020",
        user="李敏",
        password="sample-2020",
    )
    for name in PERSONS:
        commit(register, prepare(register, resource("sample", name)))
    with register.session():
        keeping.save(register, Institution.new(name="樟树市人民医院", level="2", aliases="人民医院、市人民医院"))
        fill(register)
    yield register
    register.close()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", sorted(set(exporting.KINDS) - {"places"}))
def test_every_export_comes_back_the_same(full: Register, tmp_path: Path, kind: str, ending: str) -> None:
    path = exported(full, kind, tmp_path / f"{kind}.{ending}")
    plan = prepare(full, path)
    [sheet] = plan.sheets
    assert sheet.kind is not None
    assert (sheet.kind.name, plan.counts["same"]) == (kind, len(plan.rows))
    assert plan.rows
    assert not plan.writes
    assert not plan.problems


def test_links_are_found_by_the_name_they_show(full: Register, tmp_path: Path) -> None:
    path = exported(full, "treatments", tmp_path / "救治记录.xlsx")
    changed = edited(path, {(2, "医疗机构"): "市人民医院", (3, "医疗机构"): "没有的医院"})
    plan = prepare(full, changed)
    assert outcomes(plan) == {2: "change"}
    assert [problem.code for problem in plan.problems] == ["W-LINK"]
    [touch] = plan.rows[0].touched
    with full.session():
        assert touch.differences == {"institution": (None, Institution.get().id)}


def test_a_reversing_bill_comes_back(full: Register, tmp_path: Path) -> None:
    with full.session():
        bill = Settlement.get_by_id(1)
        total, own = bill.total or Decimal(0), bill.own_share or Decimal(0)
        back = Settlement.new(person=bill.person, treatment=bill.treatment, total=-total, own_share=-own)
        back.basic, back.reversal_of = own - total, bill
        keeping.save(full, back, reason="冲账")
    plan = prepare(full, exported(full, "settlements", tmp_path / "费用结算.xlsx"))
    assert outcomes(plan) == {}
    assert [problem.code for problem in plan.problems] == []
