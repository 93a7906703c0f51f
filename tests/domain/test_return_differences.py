"""与上报差异: each later change is found again, by name and by field, and nothing is made up."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hfp_desk.gate import ENTRY, QUERY, Viewer
from hfp_desk.papers.differences import print_differences
from hfp_desk.problems import Refusal
from hfp_desk.records import (
    Contract,
    Diagnosis,
    Doctor,
    Identity,
    ImportBatch,
    Institution,
    Person,
    Place,
    Settlement,
    Treatment,
)
from hfp_desk.returns import periods
from hfp_desk.store import keeping, merging, period_locks, return_checks, return_differences, returns, sending
from hfp_desk.store.history import Origin
from hfp_desk.store.opening import Register
from hfp_desk.store.return_differences import worded
from hfp_desk.store.told_differences import Difference, Differences, Moved, rows
from tests.data.pdf_reading import by_pdfium
from tests.domain.listed import CLERK, keep, place, village_of
from tests.domain.return_cells import sample
from tests.domain.sent_world import MONTH, STAFF, World, twenty_changes

__all__ = ["sample"]


@pytest.fixture
def world(register: Register) -> Iterator[World]:
    with register.session():
        yield World(register)


def sent(world: World) -> int:
    return sending.send(world.register, world.definition, world.period, at="2020-03-26 09:00:00").id


def differing(world: World, number: int, viewer: Viewer = CLERK) -> Differences:
    return return_differences.differences(world.register, viewer, number)


def cell(found: Differences, column: str, line: str = "合计") -> Difference:
    return next(one for one in found.cells if (one.column, one.line) == (column, line))


def moved(found: Differences, column: str, name: str, line: str = "合计") -> Moved:
    return next(one for one in cell(found, column, line).moved if one.name == name)


def why(one: Moved) -> list[str]:
    """The reasons without their moment."""
    return [worded(reason)[17:] for reason in one.reasons]


# place, column, line, way and what is told of the twenty changes
TWENTY = (
    (0, "ill", "合计", "left", "李敏 修改患病核准：核实核准 已核准 → 不符（核查不符）"),
    (1, "ill", "合计", "left", "李敏 修改患病核准：核实核准 已核准 → 不符（核查不符）"),
    (2, "treated", "合计", "left", "李敏 作废救治记录（重复登记）"),
    (3, "waiting", "合计", "entered", "李敏 作废救治记录（重复登记）"),
    (4, "people", "永泰镇", "left", "李敏 修改人员：乡镇 永泰镇 → 临江镇，行政村 {永泰镇} → {临江镇}"),
    (5, "people", "永泰镇", "entered", "李敏 修改人员：乡镇 临江镇 → 永泰镇，行政村 {临江镇} → {永泰镇}"),
    (6, "people", "合计", "left", "李敏 修改身份：结束时间 （空） → 2020-02"),
    (7, "people", "合计", "left", "李敏 修改身份：结束时间 （空） → 2020-02"),
    (8, "people", "合计", "left", "李敏 修改人员：死亡日期 （空） → 2020-03-20"),
    (9, "ill", "合计", "left", "李敏 修改人员：死亡日期 （空） → 2020-03-20"),
    (10, "cost", "合计", "amended", "李敏 修改费用结算：总费用 1,000.00 → 1,510.00"),
    (11, "cost", "合计", "amended", "李敏 修改费用结算：总费用 1,000.00 → 1,511.00"),
    (12, "signed", "合计", "left", "李敏 修改签约：签约状态 已签约 → 已解约"),
    (13, "signed", "合计", "left", "李敏 修改签约：签约状态 已签约 → 已解约"),
    (20, "treated", "合计", "entered", "李敏 新增救治记录：人员 （空） → {20}，入院日期 （空） → 2020-03-20"),
    (21, "waiting", "合计", "left", "李敏 新增救治记录：人员 （空） → {21}，入院日期 （空） → 2020-03-20"),
    (14, "stays", "合计", "left", "李敏 修改救治记录：入院日期 2020-03-02 → 2020-04-02"),
    (15, "women", "合计", "entered", "李敏 修改人员：性别 男 → 女"),
    (16, "ill", "合计", "left", "李敏 作废患病核准（误报）"),
    (26, "people", "合计", "entered", "李敏 新增人员"),
)


def test_each_of_twenty_changes_is_explained_by_name_and_field(world: World) -> None:
    number = sent(world)
    twenty_changes(world)
    found = differing(world, number)
    names = {str(at): one.name for at, one in enumerate(world.people)}
    towns = {town: village_of(town).name for town in ("永泰镇", "临江镇")}
    for at, column, line, way, text in TWENTY:
        name = world.people[at].name if at < len(world.people) else "新样例"
        one = moved(found, column, name, line)
        told = text
        for mark, word in {**names, **towns}.items():
            told = told.replace(f"{{{mark}}}", word)
        assert (one.way, told in why(one)) == (way, True), (at, column, why(one))
        assert all(reason.certain for reason in one.reasons)
    assert [one for cell in found.cells for one in cell.moved if not one.reasons] == []
    assert found.notes == ()


def test_the_differences_are_those_of_the_two_tables(world: World) -> None:
    number = sent(world)
    before = sending.frozen(number)
    twenty_changes(world)
    now = returns.counted(world.register, world.definition, world.period)
    wrong = {
        (line.label, column.name)
        for line in before.lines
        for column in world.definition.columns
        if before.cell(line.key, column.name).value != now.cell(line.key, column.name).value
    }
    found = differing(world, number)
    assert {(one.line, one.column) for one in found.cells if not one.same} == wrong
    assert found.figures == len(wrong) == return_differences.changed(world.register, number)
    for one in found.cells:
        if one.moved and one.column not in ("cost",):
            assert int(one.now.replace(",", "")) - int(one.was.replace(",", "")) == one.entered - one.left


def test_without_a_change_there_is_no_difference(world: World) -> None:
    number = sent(world)
    world.change(world.people[0], phone="13900001111")
    assert differing(world, number).cells == ()


def test_a_cell_with_the_same_figure_tells_who_went_and_who_came(world: World) -> None:
    number = sent(world)
    keeping.void(world.register, world.of(Contract, 0), "错录")
    signed = {"state": "1", "signed_on": date(2020, 2, 2)}
    keep(world.register, Contract.new(person=keep(world.register, Person.new(name="后来样例")), **signed))
    one = cell(differing(world, number), "signed")
    assert (one.was, one.now, one.same) == ("26", "26", True)
    assert [(each.name, each.way) for each in one.moved] == [("赵样例", "left"), ("后来样例", "entered")]


def test_a_merge_is_told_at_both(world: World) -> None:
    number = sent(world)
    winner, loser = world.people[0].id, world.people[2].id
    merging.merge(world.register, winner, loser, {}, "同一人重复建档", sure=True)
    found = differing(world, number)
    gone = moved(found, "people", "孙样例")
    assert f"李敏 作废人员（并入第 {winner} 号人员）" in why(gone)
    assert any("人员 孙样例 → 赵样例" in text for text in why(moved(found, "treated", "孙样例")))


def test_a_correction_from_a_list_names_the_file(world: World) -> None:
    number = sent(world)
    batch = ImportBatch.new(kind="people", file_name="更正名单.xlsx", sha256="0", state="committed", user="李敏")
    batch.started_at = "2020-04-01"
    batch.save()
    ill = world.of(Diagnosis, 4)
    ill.verify_state = "3"
    with keeping.deed(world.register, "导入更正名单") as act:
        act.save(ill, Origin(batch.id, "Sheet1", 7))
    (reason,) = why(moved(differing(world, number), "ill", "周样例"))
    assert reason == "李敏 修改患病核准：核实核准 已核准 → 不符（导入 更正名单.xlsx Sheet1 第 7 行；导入更正名单）"


def test_a_village_that_went_to_another_town_is_told(world: World) -> None:
    number = sent(world)
    village = village_of("临江镇")
    world.change(village, parent=place("永泰镇"))
    told = why(moved(differing(world, number), "people", "钱样例", "临江镇"))
    assert any("上级" in text and "临江镇 → 永泰镇" in text for text in told), told


def test_a_doctor_whose_clinic_went_to_another_town_is_told(world: World) -> None:
    (returns.own_folder(world.register) / "staff.toml").write_text(STAFF, encoding="utf-8")
    room = Institution.new(name="样例村卫生室", kind="6", village=village_of("临江镇"))
    keep(world.register, room)
    keep(world.register, Doctor.new(name="甘四", kind="1", institution=room))
    staff = returns.named(world.register, "staff")
    number = sending.send(world.register, staff, periods.period(staff, MONTH), at="2020-03-26 09:00:00").id
    world.change(room, village=village_of("永泰镇"))
    for town in ("临江镇", "永泰镇"):
        told = why(moved(differing(world, number), "doctors", "甘四", town))
        assert any(text.startswith("李敏 修改医疗机构：") for text in told), told


def test_what_is_not_in_the_history_is_not_explained(world: World) -> None:
    number = sent(world)
    Diagnosis.update(verify_state="3").where(Diagnosis.id == world.of(Diagnosis, 5).id).execute()
    found = differing(world, number)
    assert moved(found, "ill", "吴样例").reasons == ()
    assert "未找到修改记录" in {row.texts[-1] for row in rows(found)}


def test_a_change_that_cannot_have_done_it_is_not_told(world: World) -> None:
    number = sent(world)
    days = {"admitted": date(2020, 3, 8), "discharged": date(2020, 3, 9)}
    keep(world.register, Treatment.new(person=world.people[6], disease="肺癌", **days))
    world.change(world.of(Identity, 6), ends="2020-01")
    assert why(moved(differing(world, number), "treated", "郑样例")) == ["李敏 修改身份：结束时间 （空） → 2020-01"]


def test_sums_shares_and_written_figures_say_where_they_come_from(world: World) -> None:
    number = sent(world)
    keeping.void(world.register, world.of(Treatment, 2), "重复登记")
    period_locks.unlock(world.register, "proof", MONTH, "补填出生数")
    returns.write(world.register, world.definition, world.period, 0, "births", Decimal(7), "妇幼系统")
    found = differing(world, number)
    assert cell(found, "rate").note == "随“大病—已救治”“大病—核准”变动"
    assert cell(found, "births").note.endswith("李敏 填写：妇幼系统")
    assert (cell(found, "births").was, cell(found, "births").now) == ("", "7")


def test_changed_rules_are_told_apart(world: World) -> None:
    number = sent(world)
    file = returns.own_folder(world.register) / "proof.toml"
    text = file.read_text(encoding="utf-8").replace('where = ["sex = 2"]', 'where = ["sex = 1"]')
    file.write_text(text, encoding="utf-8")
    found = differing(world, number)
    assert (found.cells, found.notes) == ((), ("指标“贫困妇女”的统计口径已改；本页仍按上报时的口径比较。",))


def test_restricted_members_are_counted_not_named(world: World) -> None:
    world.change(world.of(Diagnosis, 22), restricted=True)
    number = sent(world)
    world.change(world.of(Diagnosis, 22), verify_state="3")
    world.change(world.of(Diagnosis, 23), verify_state="3")
    found = differing(world, number, Viewer.of("王芳", ENTRY))
    one = cell(found, "ill")
    assert ([each.name for each in one.moved], one.left, one.hidden) == (["张样例"], 2, 1)
    assert {each.name for each in cell(differing(world, number), "ill").moved} == {"施样例", "张样例"}


def test_names_are_masked_for_who_only_looks(world: World) -> None:
    number = sent(world)
    world.change(world.of(Diagnosis, 23), verify_state="3")
    (one,) = cell(differing(world, number, Viewer.of("赵兰", QUERY)), "ill").moved
    assert one.name == "张○○"


def sent_from(sample: Register) -> list[int]:
    """Every return of the sample sent, its errors explained; the lists frozen are those behind the figures."""
    numbers = []
    for definition in returns.catalogue(sample).definitions:
        period = periods.period_of(definition, date(2020, 3, 25))
        table = returns.counted(sample, definition, period)
        for finding in return_checks.unexplained(return_checks.checked(sample, table), {}):
            return_checks.explain(sample, definition, period, finding, "样例名单如此，已核实")
        one = sending.opened(sending.send(sample, definition, period, "核对后重报").id)
        assert one.table == table
        for column in definition.columns:
            if column.indicator:
                told = returns.members(sample, CLERK, definition, period, table.lines[-1].key, column.name)
                assert one.members.ids(table.lines[-1].key, column.name) == told.ids, (definition.name, column.name)
        numbers.append(one.sent.id)
    return numbers


def test_every_return_of_the_sample_explains_voided_records(sample: Register) -> None:
    numbers = sent_from(sample)
    for model in (Treatment, Diagnosis, Contract, Settlement, Identity):
        for record in model.select().where(model.voided_at == "").limit(8):
            keeping.void(sample, record, "核查后作废")
    found = [return_differences.differences(sample, CLERK, number) for number in numbers]
    assert sum(one.figures for one in found) > 50
    unfound = [(one.sent.name, cell.heading, each.name) for one in found for cell in one.cells for each in cell.moved]
    explained = [bool(each.reasons) for one in found for cell in one.cells for each in cell.moved]
    assert [named for named, known in zip(unfound, explained, strict=True) if not known] == []


def test_the_paper_says_what_the_page_says(world: World, tmp_path: Path) -> None:
    number = sent(world)
    world.change(world.of(Diagnosis, 0), verify_state="3", reason="核查不符")
    target = tmp_path / "差异.pdf"
    print_differences(world.register, CLERK, differing(world, number), target)
    said = "".join(by_pdfium(target).split())
    assert "赵样例" in said
    assert "核实核准已核准→不符" in said
    world.change(world.of(Diagnosis, 0), verify_state="2")
    nothing = differing(world, number)
    with pytest.raises(Refusal, match="没有差异"):
        print_differences(world.register, CLERK, nothing, target)


def test_places_are_not_taken_for_people(world: World) -> None:
    number = sent(world)
    world.change(Place.get(Place.name == "永泰镇"), name="永泰新镇")
    assert differing(world, number).cells == ()
