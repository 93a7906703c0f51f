"""Whose follow-up sheets are printed: by person, village, period or visit; restricted ones only for who may know."""

from datetime import date
from pathlib import Path

import pytest

from hfp_desk import papers
from hfp_desk.gate import Viewer
from hfp_desk.papers.forms import WITHOUT_RESTRICTED
from hfp_desk.problems import Cancelled, Progress, Refusal
from hfp_desk.records import Checkup, Contract, Household, Identity, Service, Team
from hfp_desk.store import keeping, logbook
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data import pdf_reading
from tests.domain import visited
from tests.domain.listed import keep, place, village_of

CLERK = Viewer.of("李敏", "admin,entry,secret")
OPEN = Viewer.of("王芳", "entry")
GUEST = Viewer.of("赵兰", "query")
FORM = "follow-up-hypertension"
MAY = date(2019, 5, 6)


def printed(
    register: Register, folder: Path, form: str = FORM, scope: Scope | None = None, viewer: Viewer = CLERK
) -> papers.Printed:
    return papers.print_form(register, form, folder / "a.pdf", scope or Scope(), viewer)


def names(folder: Path) -> list[tuple[str, str]]:
    """Village and name of each sheet, as the outline has them."""
    village, found = "", []
    for title, level, _ in pdf_reading.outline(folder / "a.pdf"):
        if level:
            found.append((village, title))
        else:
            village = title
    return found


def flat(folder: Path) -> list[str]:
    return ["".join(text.split()) for text in pdf_reading.texts(folder / "a.pdf")]


def test_a_fifth_visit_and_another_year_go_on_further_sheets(register: Register, tmp_path: Path) -> None:
    case = visited.case(register, visited.patient(register), "1")
    days = [*(date(2019, month, 5) for month in (1, 3, 5, 7, 9)), date(2020, 1, 5)]
    for day in days:
        visited.visit(register, case, day)
    assert printed(register, tmp_path).count == 3
    fronts = flat(tmp_path)[::2]
    seen = [[day for day in days if f"{day}" in front.split("随访方式")[0]] for front in fronts]
    assert seen == [days[:4], days[4:5], days[5:]]
    assert printed(register, tmp_path, scope=Scope(since=date(2019, 1, 1), until=date(2019, 12, 31))).count == 2
    assert printed(register, tmp_path).told.people == 1


def test_sheets_come_in_the_order_of_villages_and_households(register: Register, tmp_path: Path) -> None:
    for name, number in (("后村的", 5), ("前村的", 0), ("中村的", 2)):
        case = visited.case(register, visited.patient(register, name, number), "1")
        visited.visit(register, case, MAY)
    printed(register, tmp_path)
    towns = [f"临江镇{village_of('临江镇', number).name}" for number in (0, 2, 5)]
    assert names(tmp_path) == list(zip(towns, ("前村的", "中村的", "后村的"), strict=True))
    printed(register, tmp_path, scope=Scope(villages=(village_of("临江镇", 2).id,)))
    assert [name for _, name in names(tmp_path)] == ["中村的"]
    with pytest.raises(Refusal, match="没有可以打印"):
        printed(register, tmp_path, scope=Scope(towns=(place("店下镇").id,)))


def test_one_person_or_the_visits_chosen_on_their_page(register: Register, tmp_path: Path) -> None:
    first, second = (visited.patient(register, name) for name in ("甲某", "乙某"))
    for whose in (first, second):
        visited.visit(register, visited.case(register, whose, "1"), MAY)
    chosen = visited.visit(register, visited.case(register, second, "1"), date(2019, 8, 8))
    printed(register, tmp_path, scope=Scope(persons=(first.id,)))
    assert [name for _, name in names(tmp_path)] == ["甲某"]
    printed(register, tmp_path, scope=Scope(records=(chosen.id,)))
    [front, _] = flat(tmp_path)
    assert ("乙某" in front, "2019-08-08" in front, f"{MAY}" in front) == (True, True, False)


def test_a_voided_visit_and_another_disease_are_on_no_sheet(register: Register, tmp_path: Path) -> None:
    whose = visited.patient(register)
    visited.visit(register, visited.case(register, whose, "2"), MAY)
    gone = visited.visit(register, visited.case(register, whose, "1"), MAY)
    gone.voided_at = "2020-01-01"
    gone.save()
    with pytest.raises(Refusal, match="没有可以打印") as refused:
        printed(register, tmp_path)
    assert "空白表" in refused.value.advice


@pytest.mark.parametrize("form", ["follow-up-mental", "mental-supplement", "tb-first-visit", "follow-up-tb"])
def test_restricted_sheets_are_for_who_may_know_of_them(register: Register, tmp_path: Path, form: str) -> None:
    whose = visited.patient(register)
    for programme, stage in (("3", "1"), ("4", "2"), ("4", "1")):
        visited.visit(register, visited.case(register, whose, programme), MAY, stage=stage)
    assert printed(register, tmp_path, form).warnings == ()
    (tmp_path / "a.pdf").unlink()
    for viewer in (OPEN, GUEST):
        with pytest.raises(Refusal, match="没有可以打印"):
            printed(register, tmp_path, form, viewer=viewer)
        with pytest.raises(Refusal):
            printed(register, tmp_path, f"{form}-blank", Scope(towns=(place("临江镇").id,)), viewer)
    assert not (tmp_path / "a.pdf").exists()


def test_who_may_not_see_persons_gets_masked_names_and_is_told_what_is_left_out(
    register: Register, tmp_path: Path
) -> None:
    visited.visit(register, visited.case(register, visited.patient(register), "1"), MAY)
    assert WITHOUT_RESTRICTED in printed(register, tmp_path, viewer=GUEST).warnings
    whole = "".join(flat(tmp_path))
    assert ("贺𬱖" in whole, "贺○" in whole, "13900000000" in whole, "139****0000" in whole) == (
        False,
        True,
        False,
        True,
    )


def test_a_sheet_that_leaves_is_written_into_the_log(register: Register, tmp_path: Path) -> None:
    whose = visited.patient(register)
    visited.visit(register, visited.case(register, whose, "3"), MAY)
    papers.save_form(register, "follow-up-mental", tmp_path / "b.pdf", Scope(persons=(whose.id,)), CLERK)
    said = repr([one.words for one in logbook.read(register, CLERK).lines])
    assert "严重精神障碍患者随访服务记录表" in said


def test_empty_forms_in_so_many_copies(register: Register, tmp_path: Path) -> None:
    visited.case(register, visited.patient(register), "1")
    made = printed(register, tmp_path, f"{FORM}-blank", Scope(copies=3))
    assert (made.count, made.pages, made.told.people) == (3, 6, 0)
    assert "贺𬱖" not in "".join(flat(tmp_path))
    assert made.told.detail["conditions"] == "3 份"
    assert printed(register, tmp_path, f"{FORM}-blank").count == 1
    with pytest.raises(Refusal, match="份数"):
        printed(register, tmp_path, FORM, Scope(copies=3))


def test_empty_forms_with_the_names_of_who_is_managed_in_a_village(register: Register, tmp_path: Path) -> None:
    in_village = Scope(villages=(village_of("临江镇", 0).id,))
    visited.case(register, visited.patient(register, "在管的"), "1")
    visited.case(register, visited.patient(register, "终止的"), "1", ends=date(2019, 6, 1))
    visited.case(register, visited.patient(register, "去世的", died_on=date(2019, 6, 1)), "1")
    visited.case(register, visited.patient(register, "糖尿病的"), "2")
    visited.case(register, visited.patient(register, "别村的", 3), "1")
    made = printed(register, tmp_path, f"{FORM}-blank", in_village)
    assert [name for _, name in names(tmp_path)] == ["在管的"]
    assert (made.count, made.told.people) == (1, 1)
    front, _ = flat(tmp_path)
    assert front.startswith("高血压患者随访服务记录表姓名：在管的")
    assert "2019" not in front
    printed(register, tmp_path, "checkup-sheet-blank", in_village)
    assert [name for _, name in names(tmp_path)] == ["在管的", "终止的", "糖尿病的"]


def test_the_poor_who_are_managed_for_nothing_get_a_sheet_of_their_own(register: Register, tmp_path: Path) -> None:
    form, in_town = "follow-up-poor-blank", Scope(towns=(place("临江镇").id,))
    for name, kind, programme in (
        ("普通的", "01", ""),
        ("慢病的", "01", "1"),
        ("不贫困的", "02", ""),
        ("保密的", "01", "3"),
    ):
        whose = visited.patient(register, name)
        keep(register, Identity.new(person=whose, kind=kind, starts="2014"))
        if programme:
            visited.case(register, whose, programme)
    assert printed(register, tmp_path, form, in_town).told.people == 1
    assert [name for _, name in names(tmp_path)] == ["普通的"]
    printed(register, tmp_path, form, in_town, OPEN)
    assert [name for _, name in names(tmp_path)] == ["普通的", "保密的"], "that somebody is left out would tell it"


def test_an_exam_a_year_stands_beside_those_of_other_years(register: Register, tmp_path: Path) -> None:
    whose = visited.patient(register)
    for year in (2017, 2018, 2019):
        keep(register, Checkup.new(person=whose, examined_on=date(year, 4, 1), systolic=130, diastolic=80))
    assert printed(register, tmp_path, "checkup-sheet").count == 1
    front, _ = flat(tmp_path)
    assert "体检日期2017-04-012018-04-012019-04-01" in front


def test_a_village_of_a_hundred_streams_and_can_be_cancelled(register: Register, tmp_path: Path) -> None:
    with keeping.deed(register) as act:
        for number in range(100):
            whose = visited.unsaved_patient(f"村民{number}")
            act.save(whose)
            case = visited.unsaved_case(whose, "1")
            act.save(case)
            for month in (2, 5, 8, 11):
                act.save(visited.unsaved_visit(case, date(2019, month, 5)))
    steps: list[tuple[int, int]] = []
    told = _Steps(steps)
    made = papers.print_form(register, FORM, tmp_path / "a.pdf", Scope(), CLERK, told)
    assert (made.count, made.pages, made.told.people) == (100, 200, 100)
    assert steps[0] == (1, 100)
    assert steps[-1] == (100, 100)
    assert (tmp_path / "a.pdf").stat().st_size < 3_000_000
    (tmp_path / "a.pdf").unlink()
    with pytest.raises(Cancelled):
        papers.print_form(register, FORM, tmp_path / "a.pdf", Scope(), CLERK, _Steps([], stop=5))
    assert list(tmp_path.glob("a.pdf*")) == []


class _Steps(Progress):
    def __init__(self, met: list[tuple[int, int]], stop: int = 0) -> None:
        self._met, self._stop = met, stop

    def step(self, done: int, total: int, words: str = "") -> None:
        self._met.append((done, total))
        if done == self._stop:
            raise Cancelled


def test_the_catalogue_of_a_signing_bag_says_what_the_register_holds(register: Register, tmp_path: Path) -> None:
    village = village_of("临江镇")
    home = Household.new(number="H1", head_name="贺𬱖", town=village.parent, village=village, group="3组")
    keep(register, home)
    head = visited.patient(register, household=home, relation="02", chronic_card="MB01")
    wife = visited.patient(register, "李玉", household=home, relation="10")
    team = keep(register, Team.new(name="临江一队"))
    agreed = {"team": team, "doctor_name": "聂小兵", "signed_on": MAY, "ends": date(2020, 5, 5), "handed_over": False}
    keep(register, Contract.new(person=head, state="1", **agreed))
    keep(register, Contract.new(person=wife, state="5", unsigned_reason="1"))
    case = visited.case(register, head, "1")
    for month in range(1, 7):
        visited.visit(register, case, date(2019, month, 3))
    visited.visit(register, visited.case(register, head, "3"), MAY)
    keep(register, Service.new(person=head, item="健康教育", served_on=MAY))
    made = printed(register, tmp_path, "signing-bag")
    [page] = flat(tmp_path)
    assert (made.count, made.told.people) == (1, 2)
    for words in (
        "户主：贺𬱖户编号：H1家庭成员：2人",
        "临江一队签约医生：聂小兵",
        "1贺𬱖（户主）家庭医生签约服务协议书√有无12019-05-06到期2020-05-05，未交户",
        "2健康体检表有√无",
        "3随访服务记录表√有无22019-06-03高血压6次",
        "4签约服务登记表√有无12019-05-06",
        "5慢性病证√有无1",
        "7李玉（配偶）家庭医生签约服务协议书有√无",
        "袋内应有4项、5份",
    ):
        assert words in page, words
    assert "精神" not in page, "the bag lies open in the village"


def test_only_households_that_signed_have_a_bag_and_only_what_lies_in_the_period(
    register: Register, tmp_path: Path
) -> None:
    for name, state in (("签了的", "1"), ("没签的", "5")):
        home = keep(register, Household.new(number=name, head_name=name))
        whose = visited.patient(register, name, household=home)
        keep(register, Contract.new(person=whose, state=state, signed_on=MAY))
        keep(register, Checkup.new(person=whose, examined_on=date(2018, 5, 5)))
    printed(register, tmp_path, "signing-bag")
    assert [name for _, name in names(tmp_path)] == ["签了的"]
    assert "健康体检表√有无12018-05-05" in flat(tmp_path)[0]
    printed(register, tmp_path, "signing-bag", Scope(since=date(2019, 1, 1)))
    assert "健康体检表有√无" in flat(tmp_path)[0]
