"""履约: what is due by a day, which records prove an item, who has what is due, by place, team, doctor and group."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from hfp_desk import papers
from hfp_desk.excel import fulfilment_files
from hfp_desk.gate import Viewer
from hfp_desk.records import ServiceItem, Team, TeamMember
from hfp_desk.rules.signing import contract_year, due_by
from hfp_desk.store import belonging, evidence, fulfilment, signing, signing_groups
from hfp_desk.store.fulfilment import ContractLine, Fulfilment
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from hfp_desk.store.signing_groups import By
from tests.data.pdf_reading import by_pdfium
from tests.domain.listed import CLERK, household, keep
from tests.domain.signed import DAY, ZS, contract, county, examined, managed, poor, served, team, visited

ENTERS = Viewer.of("王芳", "entry")
QUARTERS = ("2020-02-10", "2020-05-10", "2020-08-10", "2020-11-10")


@pytest.mark.parametrize(
    ("times", "proof", "day", "weeks", "due"),
    [
        (4, "1", "2020-01-01", None, 0),
        (4, "1", "2020-03-31", None, 0),
        (4, "1", "2020-04-01", None, 1),
        (4, "1", "2020-06-30", None, 1),
        (4, "1", "2020-07-01", None, 2),
        (4, "1", "2020-12-31", None, 4),
        (1, "2", "2020-12-30", None, 0),
        (1, "2", "2020-12-31", None, 1),
        (1, "6", "2020-01-01", None, 1),
        (1, "8", "2020-01-01", None, 1),
        (1, "6", "2020-01-28", 4, 0),
        (1, "6", "2020-01-29", 4, 1),
        (4, "1", "2020-01-29", 4, 1),
        (4, "1", "2020-12-31", 4, 4),
    ],
)
def test_what_is_due_by_a_day_of_the_contract_year(
    times: int, proof: str, day: str, weeks: int | None, due: int
) -> None:
    first = contract_year(date(2017, 1, 1), date.fromisoformat(day))
    assert first == date(2020, 1, 1)
    assert due_by(times, proof, first, date.fromisoformat(day), weeks) == due


def test_a_contract_year_begins_on_its_own_day() -> None:
    assert contract_year(date(2018, 9, 15), date(2020, 9, 14)) == date(2019, 9, 15)
    assert contract_year(date(2018, 9, 15), date(2020, 9, 15)) == date(2020, 9, 15)
    assert contract_year(date(2016, 2, 29), date(2019, 2, 28)) == date(2019, 2, 28)


def told(register: Register, day: date = DAY, viewer: Viewer = CLERK) -> Fulfilment:
    return fulfilment.fulfilment(register, viewer, ZS, day)


def cells(register: Register, day: date = DAY, viewer: Viewer = CLERK) -> dict[str, tuple[int | None, int] | None]:
    """The cells of the only contract by the name of the item."""
    found = told(register, day, viewer)
    (line,) = found.lines
    return {item.name: cell for item, cell in zip(found.items, line.state.cells, strict=True)}


def test_only_records_of_the_contract_year_prove_an_item(register: Register) -> None:
    whose = poor(register, "李玥", has_record=True)
    contract(register, whose, groups=("04",))
    case = managed(register, whose, plan="低盐")
    visited(register, case, "2019-11-10", *QUARTERS[:2], "2021-01-05")
    visited(register, case, "2020-08-10", mode="3")
    visited(register, case, "2020-09-10", state="2")
    visited(register, case, QUARTERS[1])
    examined(register, whose, "2019-12-31")
    assert cells(register) == {
        "follow_up": (4, 2),
        "follow_up_other": None,
        "exam": (1, 0),
        "plan": (1, 1),
        "record": (1, 1),
        "card": (1, 0),
        "education": (None, 0),
        "reception": (None, 0),
        "transfer": (None, 0),
    }, "by telephone, lost, twice on a day, and out of the year do not count"
    examined(register, whose, "2020-06-15")
    served(register, whose, "2020-09-01", proof="")
    assert cells(register)["exam"] == (1, 1)
    assert cells(register)["education"] == (None, 1), "a service without a proof, by the name of the item"
    assert cells(register, date(2020, 5, 20))["follow_up"] == (1, 2)


def test_under_two_diseases_the_one_visited_least_counts(register: Register) -> None:
    whose = poor(register, "李玥")
    contract(register, whose)
    visited(register, managed(register, whose, "1", plan="低盐"), *QUARTERS)
    assert cells(register)["follow_up"] == (4, 4)
    visited(register, managed(register, whose, "2"), *QUARTERS[:3])
    assert cells(register)["follow_up"] == (4, 3)
    assert cells(register)["plan"] == (1, 0), "there is no plan for the second"


def test_what_is_kept_restricted_is_neither_due_nor_done_for_others(register: Register) -> None:
    whose = poor(register, "李玥")
    contract(register, whose)
    case = managed(register, whose, "3", restricted=True, plan="服药")
    visited(register, case, *QUARTERS)
    assert cells(register)["follow_up"] == (4, 4)
    assert cells(register, viewer=ENTERS)["follow_up"] is None
    assert "随访" not in repr(belonging.events(register, whose.id, ENTERS))
    assert "严重精神障碍" in repr(belonging.events(register, whose.id, CLERK))
    found = evidence.evidence(register, ENTERS, ZS, told(register).lines[0].id, DAY)
    assert found is not None
    assert "严重精神障碍" not in repr(found.items)


def test_the_office_s_own_items_take_the_place_of_the_policy_s(register: Register) -> None:
    whose = poor(register, "李玥")
    contract(register, whose, groups=("05",), package="2")
    keep(register, ServiceItem.new(name="血糖检测", times=2, proof="9", groups=("05",)))
    keep(register, ServiceItem.new(name="上门随访", times=4, proof="1", package="1"))
    keep(register, ServiceItem.new(name="停用", times=1, proof="2", ends=date(2019, 12, 31)))
    served(register, whose, "2020-03-01", "9", "血糖检测")
    served(register, whose, "2020-03-02", "9", "别的服务")
    found = told(register)
    assert [item.label for item in found.items] == ["血糖检测", "上门随访"]
    assert found.lines[0].state.cells == ((2, 1), None), "the second one belongs to another package"


def test_somebody_has_fulfilled_when_nothing_due_is_missing(register: Register) -> None:
    good, bad = poor(register, "甲", has_record=True, health_card="1"), poor(register, "乙")
    for one in (good, bad):
        contract(register, one)
    examined(register, good, "2020-06-15")
    found = told(register)
    made = {one.name: one for one in fulfilment.figures(found.lines, found.items)}
    assert (made["times"].count, made["times"].whole) == (3, 6)
    assert (made["persons"].count, made["persons"].whole, made["persons"].ids) == (1, 2, (good.id,))
    assert made["overdue"].ids == (found.lines[1].id,)
    assert (made["item.exam"].count, made["item.exam"].whole, made["item.exam"].ids) == (1, 2, (found.lines[1].id,))
    assert "item.follow_up" not in made, "nobody holds it"
    early = told(register, date(2020, 3, 1))
    assert [line.state.due for line in early.lines] == [2, 2], "the exam is not due before the year is over"


def test_every_item_opens_the_records_that_prove_it(register: Register) -> None:
    whose = poor(register, "李玥", has_record=True)
    kept = contract(register, whose)
    case = managed(register, whose, plan="低盐")
    visits = visited(register, case, *QUARTERS[:2])
    visited(register, case, "2020-08-10", mode="3")
    exam, talk = examined(register, whose, "2020-06-15"), served(register, whose, "2020-09-01")
    found = evidence.evidence(register, CLERK, ZS, kept.id, DAY)
    assert found is not None
    proofs = {one.item.name: [(proof.kind.name, proof.id) for proof in one.proofs] for one in found.items}
    assert proofs == {
        "follow_up": [("followup", visits[0].id), ("followup", visits[1].id)],
        "exam": [("checkup", exam.id)],
        "plan": [("managedcase", case.id)],
        "record": [("person", whose.id)],
        "card": [],
        "education": [("service", talk.id)],
        "reception": [],
        "transfer": [],
    }
    assert all(len(one.proofs) == one.cell[1] for one in found.items), "as many records as are counted"
    assert evidence.evidence(register, CLERK, ZS, kept.id, date(2021, 1, 1)) is None


def test_the_table_by_place_tells_signing_and_fulfilment(register: Register) -> None:
    county(register)
    found, people = told(register), signing.signing(register, ZS, DAY)
    towns = signing_groups.groups(people, found.lines, (), By.TOWN)
    assert [(one.name, one.counted, one.signed, one.refused, len(one.contracts)) for one in towns] == [
        ("临江镇", 16, 16, 2, 16),
        ("阁山镇", 20, 16, 0, 16),
    ]
    whole = signing_groups.together(towns)
    assert (whole.counted, whole.signed, whole.due, whole.done) == (
        len(people.counted),
        sum(one.standing == "signed" for one in people.counted),
        sum(line.state.due for line in found.lines),
        sum(line.state.done for line in found.lines),
    )
    villages = signing_groups.groups(people, found.lines, (), By.VILLAGE)
    assert sum(len(one.contracts) for one in villages) == len(found.lines)
    assert {one.above for one in villages} == {"临江镇", "阁山镇"}
    by_group = {one.name: len(one.contracts) for one in signing_groups.groups(people, found.lines, (), By.GROUP)}
    assert by_group == {"农村建档立卡低收入人口": 32, "高血压患者": 16}
    (doctor,) = signing_groups.groups(people, found.lines, (), By.DOCTOR)
    assert (doctor.name, doctor.counted) == ("何明", None)


def test_the_list_and_the_table_leave_as_they_are_told(register: Register, tmp_path: Path) -> None:
    county(register)
    found, people = told(register), signing.signing(register, ZS, DAY)
    target = tmp_path / "明细.xlsx"
    assert fulfilment_files.write(register, CLERK, found, found.lines[:3], target, "检查备查") == 3
    head, *rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert head[:3] == ["乡镇", "行政村", "姓名"]
    assert [row[2] for row in rows] == [line.name for line in found.lines[:3]]
    table = By.TOWN, signing_groups.groups(people, found.lines, (), By.TOWN)
    assert fulfilment_files.write_groups(register, CLERK, found, table, tmp_path / "汇总.csv", "检查备查") == 2


def text(register: Register, form: str, folder: Path, scope: Scope) -> str:
    printed = papers.print_form(register, form, folder / f"{form}.pdf", scope, CLERK)
    assert not printed.warnings
    return by_pdfium(printed.path).replace("\r", "").replace("\n", "")


def test_the_papers_of_signing_say_what_the_register_holds(register: Register, tmp_path: Path) -> None:
    whose = poor(register, "李玥", id_number="36098219590312752X", has_record=True)
    of = team(register)
    keep(register, TeamMember.new(team=of, name="刘村医", role="4", unit="民主街村卫生室", phone="13800000001"))
    contract(register, whose, team=of, groups=("04",), package="2")
    visited(register, managed(register, whose), *QUARTERS[:2])
    scope = Scope(until=DAY)
    agreement = text(register, "signing-agreement", tmp_path, scope)
    said = ("家庭医生签约服务协议书", "李玥", "36098219590312752X", "面对面随访 4 次", "2020年12月31日", "手印")
    for words in (*said, "刘村医", "一式两份"):
        assert words in agreement, words
    assert "36098219590312752X" in text(register, "signing-register", tmp_path, scope)
    assert "2/4" in text(register, "fulfilment-ledger", tmp_path, scope)
    book = text(register, "fulfilment-book", tmp_path, Scope(persons=(whose.id,), until=DAY))
    assert "2020-02-10 高血压 家庭" in book
    assert "刘村医" in text(register, "team-board", tmp_path, scope)
    assert "100.0%" in text(register, "fulfilment-table", tmp_path, scope)
    assert Team.select().count() == 1


def test_one_person_s_agreement_names_the_whole_household(register: Register, tmp_path: Path) -> None:
    home = household(register, number="36098200001", head_name="王芳")
    head = poor(register, "王芳", household=home, relation="02")
    wife, dead = (
        poor(register, "李玥", household=home),
        poor(register, "王大伯", household=home, died_on=date(2019, 1, 1)),
    )
    poor(register, "赵水根", household=household(register, number="36098200002", head_name="赵水根"))
    running = contract(register, wife, groups=("04",))
    contract(register, head, starts="2018-01-01")
    for scope in (Scope(records=(running.id,), until=DAY), Scope(persons=(wife.id,), until=DAY)):
        agreement = text(register, "signing-agreement", tmp_path, scope)
        assert "2 人（签约 1 人）" in agreement
        assert "1 王芳 户主 未签约2 李玥 高血压患者 已签约" in agreement
        assert dead.name not in agreement
        assert "赵水根" not in agreement


def test_a_line_is_masked_for_who_may_not_see_names(register: Register) -> None:
    contract(register, poor(register, "李玥"), groups=("04",))

    def line(roles: str) -> ContractLine:
        return told(register, viewer=Viewer.of("来访", roles)).lines[0]

    assert (line("query").name, line("query").groups) == ("李○", ("04",))
    assert (line("").groups, line("").state.due) == ((), 0), "what is due says what ails somebody"
