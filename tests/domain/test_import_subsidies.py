"""Lists of premium subsidies: the month's comparison with its stops, and the four lists that follow it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hfp_desk.excel.importing import Plan, commit, prepare
from hfp_desk.excel.outcomes import Choices
from hfp_desk.records import Change, Person, Subsidy, SubsidyStandard
from hfp_desk.store import keeping, subsidies, undoing
from hfp_desk.store.opening import Register
from tests.data.senders import Invented, bring, codes, people, workbook

HEADS = ["序号", "身份证号", "姓名", "医疗救助身份", "镇(街)", "村(居)", "纳入资助时间", "缴费时间"]
D = Decimal


def full(folder: Path, day: str, rows: Iterable[tuple[Invented, str]], name: str = "") -> Path:
    told = [["", one.number, one.name, kind, one.town, one.village, "", ""] for one, kind in rows]
    lines = [
        [f"樟树市2020年度资助参保对象全量明细（{day}）"],
        HEADS,
        *([at, *row[1:]] for at, row in enumerate(told, 1)),
    ]
    return workbook(folder / f"{name or day}.xlsx", {"附件3": lines})


def ten() -> list[tuple[Invented, str]]:
    return [(one, "低保对象") for one in people(20)]


@pytest.fixture
def january(register: Register, tmp_path: Path) -> Register:
    with register.session():
        keeping.save(
            register,
            SubsidyStandard.new(
                year=2020, priority=1, category="03", standard=D(280), own_paid=D(0), subsidised=D(280)
            ),
            SubsidyStandard.new(
                year=2020, priority=2, category="02", standard=D(280), own_paid=D(30), subsidised=D(250)
            ),
        )
    bring(register, full(tmp_path, "2020年1月31日", ten()))
    return register


def held(register: Register) -> dict[str, Subsidy]:
    with register.session():
        return {one.person.name: one for one in Subsidy.select().where(Subsidy.voided_at == "")}


def stopped(plan: Plan) -> str:
    return " ".join({problem.message for problem in plan.problems if problem.code == "E-SUBSIDY-STOPPED"})


def test_the_first_list_makes_everybody_new_with_the_standard_of_the_year(january: Register) -> None:
    found = held(january)
    assert len(found) == 20
    assert {one.change for one in found.values()} == {"1"}
    one = found["何建桂甲"]
    assert (one.year, one.category, one.subsidised, one.own_paid) == (2020, "02", D(250), D(30))
    assert (one.listed_on, one.included_on) == (date(2020, 1, 31), date(2020, 1, 31))


def test_new_changed_cancelled_and_same(january: Register, tmp_path: Path) -> None:
    someone = people(21)[20]
    rows = [*ten()[1:], (someone, "低保对象")]
    rows[0] = (rows[0][0], "特困供养人员")
    plan = bring(january, full(tmp_path, "2020年2月29日", rows))
    assert (plan.counts["new"], plan.counts["change"], plan.counts["same"]) == (1, 1, 18)
    assert any(problem.code == "N-SUBSIDY-CANCELLED" for problem in plan.problems)
    found = held(january)
    assert found[someone.name].change == "1"
    changed, gone = found["万兵甲"], found["何建桂甲"]
    assert (changed.change, changed.category, changed.subsidised) == ("2", "03", D(280))
    assert (gone.change, gone.cancelled_on, gone.listed_on) == ("3", date(2020, 2, 29), date(2020, 1, 31))
    assert found["姜毛香甲"].change == "4"
    assert found["姜毛香甲"].listed_on == date(2020, 2, 29)
    month = subsidies.month(january, 2020)
    assert month.listed_on == date(2020, 2, 29)
    assert [(one.new, one.changed, one.cancelled, one.same) for one in month.towns] == [(1, 1, 1, 18)]
    assert subsidies.behind(january, 2020, "3") == (gone.id,)


def test_who_reappears_is_a_change(january: Register, tmp_path: Path) -> None:
    bring(january, full(tmp_path, "2020年2月29日", ten()[1:]))
    bring(january, full(tmp_path, "2020年3月31日", ten()))
    back = held(january)["何建桂甲"]
    assert (back.change, back.cancelled_on, back.listed_on) == ("2", None, date(2020, 3, 31))
    assert back.included_on == date(2020, 1, 31)


def test_a_month_is_undone_whole(january: Register, tmp_path: Path) -> None:
    bring(january, full(tmp_path, "2020年2月29日", ten()[1:]))
    undoing.undo_batch(january, 2)
    one, other = (held(january)[name] for name in ("何建桂甲", "万兵甲"))
    assert (one.change, one.cancelled_on, other.listed_on) == ("1", None, date(2020, 1, 31))


def test_the_same_list_again_writes_nothing(january: Register, tmp_path: Path) -> None:
    again = prepare(january, full(tmp_path, "2020年1月31日", ten(), "又一次"))
    assert again.counts["same"] == 20
    assert not again.writes


@pytest.mark.parametrize("column", [1, 3])
def test_an_empty_number_or_identity_stops_the_whole_list(january: Register, tmp_path: Path, column: int) -> None:
    rows = [[1, one.number, one.name, kind, one.town, one.village, "", ""] for one, kind in ten()]
    rows[2][column] = ""
    path = workbook(tmp_path / "缺.xlsx", {"附件3": [["2020年度资助参保全量明细（2020年2月29日）"], HEADS, *rows]})
    plan = prepare(january, path)
    assert "第 5 行" in stopped(plan)
    assert not plan.writes
    assert plan.counts["reject"] + plan.counts["conflict"] == 20


def test_an_unknown_identity_stops_it_until_it_is_answered(january: Register, tmp_path: Path) -> None:
    path = full(tmp_path, "2020年2月29日", [*ten()[:19], (ten()[19][0], "某某照顾对象")])
    plan = prepare(january, path)
    assert stopped(plan)
    assert [word.written for word in plan.unknown] == ["某某照顾对象"]
    answered = prepare(january, path, choices=Choices(answers={("subsidy.identities", "某某照顾对象"): "02"}))
    assert not stopped(answered)


def test_too_many_cancelled_stop_it_until_a_reason_is_given(january: Register, tmp_path: Path) -> None:
    assert not stopped(prepare(january, full(tmp_path, "2020年2月29日", ten()[2:], "少两人")))
    path = full(tmp_path, "2020年2月29日", ten()[3:])
    plan = prepare(january, path)
    assert "将取消 3 人" in stopped(plan)
    assert "10%" in stopped(plan)
    assert not plan.writes
    commit(january, prepare(january, path, choices=Choices(confirmed="三人已迁出本市，公安部门来函")))
    assert sum(one.change == "3" for one in held(january).values()) == 3
    with january.session():
        assert "公安部门来函" in Change.select().order_by(Change.id.desc()).first().reason


def test_an_older_list_is_stopped(january: Register, tmp_path: Path) -> None:
    bring(january, full(tmp_path, "2020年3月31日", ten()))
    assert "早于上次比对" in stopped(prepare(january, full(tmp_path, "2020年2月29日", ten())))


def test_several_rows_of_one_person_are_merged_by_priority(january: Register, tmp_path: Path) -> None:
    rows = [*ten(), (ten()[0][0], "特困供养人员")]
    plan = bring(january, full(tmp_path, "2020年2月29日", rows))
    assert "N-SUBSIDY-JOINED" in codes(plan, 23)
    one = held(january)["何建桂甲"]
    assert (one.category, set(one.identities), one.change) == ("03", {"02", "03"}, "2")


def test_the_sheets_of_all_townships_are_one_list(january: Register, tmp_path: Path) -> None:
    half = [[1, one.number, one.name, kind, one.town, one.village, "", ""] for one, kind in ten()]
    title = ["2020年度资助参保全量明细（2020年2月29日）"]
    sheets = {"甲": [title, HEADS, *half[:12]], "乙": [title, HEADS, *half[12:19]]}
    plan = bring(january, workbook(tmp_path / "分镇.xlsx", sheets))
    assert plan.counts["same"] == 19
    assert [name for name, one in held(january).items() if one.change == "3"] == ["熊香乙"]


def test_a_list_without_a_column_of_numbers_says_so(january: Register, tmp_path: Path) -> None:
    rows = [[1, one.name, kind, one.town] for one, kind in ten()]
    heads = ["序号", "姓名", "医疗救助身份", "镇(街)"]
    path = workbook(tmp_path / "无号.xlsx", {"附件3": [["2020年度资助参保对象全量明细"], heads, *rows]})
    plan = prepare(january, path, choices=Choices(kinds={"附件3": "subsidies"}))
    assert any(problem.code == "E-COLUMN-MISSING" and "证件号码" in problem.message for problem in plan.problems)
    assert not plan.writes


def test_verification_updates_and_never_adds(january: Register, tmp_path: Path) -> None:
    one, other = people(22)[0], people(22)[21]
    heads = [
        "姓名",
        "身份证号",
        "居民医保所属区划",
        "资助金额",
        "个人缴费金额",
        "是否参保职工",
        "是否参保居民",
        "参保类型",
        "金保号",
    ]
    rows = [
        [one.name, one.number, "樟树市", "", "", "否", "是", "居民医保", "3609820001"],
        [other.name, other.number, "樟树市", "", "", "是", "否", "职工医保", "3609820002"],
    ]
    path = workbook(tmp_path / "核实.xlsx", {"附件4": [["2020年度困难人员参保核实"], heads, *rows]})
    plan = bring(january, path)
    assert [sheet.kind.key for sheet in plan.sheets if sheet.kind] == ["subsidy-verified"]
    assert codes(plan, 4) == ["E-PERSON-UNKNOWN"]
    found = held(january)[one.name]
    assert (found.insured_kind, found.insured_number, found.insured_place) == ("1", "3609820001", "樟树市")
    with january.session():
        assert Person.get(Person.name == one.name).basic_insurance is True
        assert not Person.select().where(Person.name == other.name).exists()


def requests(folder: Path, batch: str, rows: Iterable[tuple[Invented, int]]) -> Path:
    heads = [
        "序号",
        "镇(街)",
        "姓名",
        "身份证号码",
        "人员编号",
        "代缴类别",
        "代缴金额",
        "个人缴费金额",
        "缴费总额",
        "请款批次",
    ]
    told = [[1, one.town, one.name, one.number, "", "低保", amount, 30, amount + 30, batch] for one, amount in rows]
    return workbook(folder / f"请款{batch}.xlsx", {"附件5": [["2020年度税务请款明细"], heads, *told]})


def test_requests_are_added_up_by_person_and_counted_once(january: Register, tmp_path: Path) -> None:
    one, other = people(2)
    first = requests(tmp_path, "第1批", [(one, 100), (other, 250), (one, 50)])
    plan = bring(january, first)
    assert [sheet.kind.key for sheet in plan.sheets if sheet.kind] == ["subsidy-requests"]
    assert (held(january)[one.name].subsidised, held(january)[one.name].own_paid) == (D(150), D(60))
    assert "W-REQUEST-STANDARD" in codes(plan, 3)
    assert "W-REQUEST-STANDARD" not in codes(plan, 4)
    bring(january, requests(tmp_path, "第2批", [(one, 100)]))
    found = held(january)[one.name]
    assert (found.subsidised, found.request) == (D(250), "第1批、第2批")
    bring(january, requests(tmp_path, "第1批", [(one, 100), (other, 250), (one, 50)]))
    assert held(january)[one.name].subsidised == D(250)


def test_deaths_offer_the_day_and_give_the_reason(january: Register, tmp_path: Path) -> None:
    one, other, stranger = people(22)[0], people(22)[1], people(22)[21]
    with january.session():
        known = Person.get(Person.name == other.name)
        known.died_on = date(2020, 2, 2)
        keeping.save(january, known)
    heads = ["序号", "姓名", "身份证号码", "死亡时间", "镇街", "备注"]
    days = ((one, "2020-02-10"), (other, "2020-02-03"), (stranger, "2020-02-04"))
    rows = [[1, who.name, who.number, day, who.town, ""] for who, day in days]
    plan = bring(january, workbook(tmp_path / "死亡.xlsx", {"附件6": [["2020年度死亡人员名单"], heads, *rows]}))
    assert [sheet.kind.key for sheet in plan.sheets if sheet.kind] == ["deaths"]
    assert (codes(plan, 4), codes(plan, 5)) == (["W-DIED-DIFFERS"], ["E-PERSON-UNKNOWN"])
    with january.session():
        assert Person.get(Person.name == one.name).died_on == date(2020, 2, 10)
        assert Person.get(Person.name == other.name).died_on == date(2020, 2, 2)
    assert held(january)[one.name].uninsured_reason == "1"


def test_a_returned_list_changes_only_what_people_fill_in(january: Register, tmp_path: Path) -> None:
    one, stranger = people(22)[0], people(22)[21]
    heads = [
        "序号",
        "纳入资助时间",
        "身份取消时间",
        "身份变更情况",
        "镇(街)",
        "村(居)",
        "姓名",
        "身份证号码",
        "缴费时间",
    ]
    heads += ["资助地或参保地(区外备注)", "备注", "未参保原因", "人工备注"]
    rows = [
        [
            1,
            "2020-01-31",
            "",
            "取消",
            one.town,
            one.village,
            one.name,
            one.number,
            "",
            "宜春市",
            "",
            "外地参保",
            "随子女",
        ],
        [2, "", "", "", "", "", stranger.name, stranger.number, "", "", "", "拒保", "不愿意"],
    ]
    plan = bring(january, workbook(tmp_path / "回导.xlsx", {"附件3": [["2020年度回导附件3"], heads, *rows]}))
    assert [sheet.kind.key for sheet in plan.sheets if sheet.kind] == ["subsidies-returned"]
    found = held(january)[one.name]
    assert (found.insured_place, found.uninsured_reason, found.hand_remark) == ("宜春市", "5", "随子女")
    assert found.change == "1"
    assert "W-LOCKED" in codes(plan, 3)
    assert codes(plan, 4) == ["E-PERSON-UNKNOWN"]
