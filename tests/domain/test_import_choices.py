"""What the clerk decides is obeyed, what contradicts is held, and nothing is written by half."""

from pathlib import Path

import pytest

from hfp_desk.excel.importing import Plan, commit, prepare
from hfp_desk.excel.outcomes import LEAVE_OUT, NEW_PERSON, Choices, Outcome, Which
from hfp_desk.excel.writing import rehearse
from hfp_desk.problems import Cancelled, Refusal
from hfp_desk.records import Change, Household, Identity, ImportBatch, Person, Place, Settlement, Treatment, Unread
from hfp_desk.resources import resource
from hfp_desk.store import history, keeping, undoing
from hfp_desk.store.opening import Register
from tests.data import senders
from tests.data.senders import Invented, number, people, workbook


def outcomes(plan: Plan) -> dict[int, str]:
    return {row.row: str(row.outcome) for row in plan.rows}


def codes(plan: Plan, row: int) -> list[str]:
    return [problem.code for problem in plan.problems if problem.row == row]


def bring(register: Register, path: Path, choices: Choices | None = None) -> Plan:
    plan = prepare(register, path, choices=choices)
    commit(register, plan)
    return plan


def test_looking_writes_nothing(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, senders.poor(tmp_path / "名单.xlsx", people(5)))
    with register.session():
        assert plan.counts["new"] == 5
        assert (Person.select().count(), Identity.select().count(), ImportBatch.select().count()) == (0, 0, 0)
        assert not Change.select().where(Change.kind == "person").exists()


def test_the_rehearsal_finds_what_the_database_would_refuse(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, senders.poor(tmp_path / "名单.xlsx", people(2)))
    plan.work.ledgers[Person].fresh[0]["name"] = None
    with register.session(), pytest.raises(Exception, match="NOT NULL"):
        rehearse(register, plan)
    with register.session():
        assert not Person.select().exists()


def test_a_changed_list_changes_only_what_differs(register: Register, tmp_path: Path) -> None:
    one, two = people(2)
    bring(register, senders.poor(tmp_path / "三月.xlsx", [one, two]))
    moved = Invented(one.name, one.number, village="袁家村")
    plan = bring(register, senders.poor(tmp_path / "四月.xlsx", [moved, two]))
    assert outcomes(plan) == {3: "change", 4: "same"}
    with register.session():
        person = Person.get(Person.id_key == one.number)
        assert person.village.name == "袁家村委会"
        [change, _] = history.of_record("person", person.id)
        assert (change.action, list(dict(change.values)), change.row) == ("change", ["village"], 3)  # type: ignore[call-overload]


def test_another_name_for_a_number_is_changed_and_told(register: Register, tmp_path: Path) -> None:
    [one] = people(1)
    bring(register, senders.poor(tmp_path / "三月.xlsx", [one]))
    plan = prepare(register, senders.poor(tmp_path / "四月.xlsx", [Invented("何建贵", one.number)]))
    assert (outcomes(plan), codes(plan, 3)) == ({3: "change"}, ["W-NAME-DIFFERS"])
    spaced = prepare(register, senders.poor(tmp_path / "五月.xlsx", [Invented("何建 桂　甲", one.number)]))
    assert outcomes(spaced) == {3: "same"}


def test_blanks_leave_what_is_stored_unless_they_are_to_clear(register: Register, tmp_path: Path) -> None:
    rows = [["姓名", "证件号码", "联系电话"], ["张三", number(1), "13800001234"]]
    bring(register, workbook(tmp_path / "贫困人口.xlsx", {"名单": rows}))
    rows[1][2] = ""
    path = workbook(tmp_path / "贫困人口2.xlsx", {"名单": rows})
    assert outcomes(prepare(register, path)) == {2: "same"}
    bring(register, path, Choices(clear_blanks=True))
    with register.session():
        assert Person.get().phone == ""


@pytest.mark.parametrize(
    ("which", "expected"),
    [(Which.ONLY_NEW, {3: "skipped", 4: "new"}), (Which.ONLY_KNOWN, {3: "change", 4: "skipped"})],
)
def test_only_new_or_only_known_skips_the_others(
    register: Register, tmp_path: Path, which: Which, expected: dict[int, str]
) -> None:
    one, two = people(2)
    bring(register, senders.poor(tmp_path / "三月.xlsx", [one]))
    path = senders.poor(tmp_path / "四月.xlsx", [Invented(one.name, one.number, village="袁家村"), two])
    plan = bring(register, path, Choices(which=which))
    assert outcomes(plan) == expected
    with register.session():
        assert Person.select().count() == (2 if which is Which.ONLY_NEW else 1)


def test_two_rows_that_contradict_each_other_are_a_conflict(register: Register, tmp_path: Path) -> None:
    one, two = people(2)
    path = senders.poor(tmp_path / "名单.xlsx", [one, two, one, Invented("王五", two.number)])
    plan = bring(register, path)
    assert outcomes(plan) == {3: "new", 4: "new", 5: "same", 6: "conflict"}
    assert "第 4 行" in next(problem.message for problem in plan.problems if problem.code == "E-ROW-TWICE")
    with register.session():
        assert {person.name for person in Person.select()} == {one.name, two.name}


def test_spellings_of_one_number_are_one_person(register: Register, tmp_path: Path) -> None:
    [one] = people(1)
    wide = one.number.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    spelt = [one.number, f" {one.number[:6]} {one.number[6:14]} {one.number[14:]}'", wide, one.number + "43"]
    plan = bring(register, senders.poor(tmp_path / "名单.xlsx", [Invented(one.name, text) for text in spelt]))
    assert list(outcomes(plan).values()) == ["new", "same", "same", "same"]
    again = bring(register, senders.poor(tmp_path / "新.xlsx", [Invented(one.name, one.number + "43")]))
    assert outcomes(again) == {3: "change"}
    with register.session():
        person = Person.get()
        assert (person.id_number, person.id_key, person.id_document) == (one.number + "43", one.number, "11")
    assert outcomes(prepare(register, senders.poor(tmp_path / "旧.xlsx", [one]))) == {3: "same"}


def test_a_number_used_by_two_persons_in_the_register_is_a_conflict(register: Register, tmp_path: Path) -> None:
    [one] = people(1)
    with register.session():
        keeping.save(register, Person.new(name="甲", id_number=one.number), Person.new(name="乙", id_number=one.number))
    plan = prepare(register, senders.poor(tmp_path / "名单.xlsx", [one]))
    assert (outcomes(plan), codes(plan, 3)) == ({3: "conflict"}, ["E-PERSON-TWICE"])


def test_a_voided_person_is_not_matched(register: Register, tmp_path: Path) -> None:
    [one] = people(1)
    bring(register, senders.poor(tmp_path / "三月.xlsx", [one]))
    with register.session():
        keeping.void(register, Person.get(), "查无此人")
    assert outcomes(prepare(register, senders.poor(tmp_path / "四月.xlsx", [one]))) == {3: "new"}


def test_a_register_number_completes_somebody_without_a_valid_number(register: Register, tmp_path: Path) -> None:
    with register.session():
        keeping.save(
            register,
            Person.new(name="张三", number="36098201"),
            Person.new(name="李四", number="36098202", id_number=number(9)),
        )
    rows = [
        ["姓名", "证件号码", "人编号"],
        ["张三", number(1), "36098201"],
        ["李四", number(2), "36098202"],
    ]
    plan = prepare(register, workbook(tmp_path / "贫困人口.xlsx", {"名单": rows}))
    assert outcomes(plan) == {2: "change", 3: "conflict"}
    assert codes(plan, 3) == ["E-NUMBER-OTHER"]


def test_a_row_without_number_is_decided_by_the_clerk_alone(register: Register, tmp_path: Path) -> None:
    one, two = people(2)
    bring(register, senders.poor(tmp_path / "三月.xlsx", [one, two]))
    rows = [
        ["姓名", "村", "入院", "出院", "总费用", "自付", "农合报"],
        [one.name, "小洲村", "2020-01-02", "2020-01-09", 5000, 1000, 4000],
        [two.name, "袁家村", "2020-01-02", "2020-01-09", 5000, 1000, 4000],
        ["赵六", "小洲村", "2020-01-02", "2020-01-09", 5000, 1000, 4000],
    ]
    path = workbook(tmp_path / "费用.xlsx", {"名单": rows})
    plan = prepare(register, path)
    assert outcomes(plan) == {2: "doubtful", 3: "doubtful", 4: "doubtful"}
    assert ["请指定是哪一位" in plan.rows[at].problems[0].message for at in range(3)] == [True, False, False]
    accepted = prepare(register, path, choices=Choices(accept_candidates=True))
    assert outcomes(accepted) == {2: "new", 3: "doubtful", 4: "doubtful"}
    decided = bring(
        register, path, Choices(decisions={("名单", 2): "1", ("名单", 3): LEAVE_OUT, ("名单", 4): NEW_PERSON})
    )
    assert outcomes(decided) == {2: "new", 3: "skipped", 4: "new"}
    with register.session():
        assert {stay.person.name for stay in Treatment.select()} == {one.name, "赵六"}


def test_a_hospital_list_fills_only_what_the_register_does_not_know(register: Register, tmp_path: Path) -> None:
    [one] = people(1)
    bring(register, senders.poor(tmp_path / "名单.xlsx", [one]))
    rows = [
        [
            "姓名",
            "身份证号",
            "乡镇",
            "村",
            "联系电话",
            "病种",
            "入院日期",
            "出院日期",
            "总费用",
            "个人自付",
            "基本医保",
        ],
        ["何建贵", one.number, "洲上乡", "袁家村", "13800001234", "肺癌", "2020-01-02", "2020-01-09", 100, 10, 90],
    ]
    plan = bring(register, workbook(tmp_path / "人民医院救治台账.xlsx", {"一月": rows}))
    assert codes(plan, 2) == ["W-NAME-DIFFERS", "N-PLACE-DIFFERS"]
    with register.session():
        person = Person.get()
        assert (person.name, person.village.name, person.phone) == (one.name, "小洲村委会", "13800001234")
        assert Treatment.get().hospital == "人民医院"


def test_a_corrected_stay_is_changed_and_a_second_stay_of_the_day_is_not_it(register: Register, tmp_path: Path) -> None:
    heads = ["姓名", "身份证号", "病种", "医院", "入院日期", "出院日期", "总费用", "个人自付", "基本医保"]
    stay = ["张三", number(1), "肺癌", "人民医院", "2020-01-02", "2020-01-09", 100, 10, 90]
    bring(register, workbook(tmp_path / "一.xlsx", {"名单": [heads, stay]}))
    longer = [*stay[:3], "樟树市人民医院", "2020-01-02", "2020-01-12", 150, 15, 135]
    plan = bring(register, workbook(tmp_path / "二.xlsx", {"名单": [heads, longer]}))
    assert outcomes(plan) == {2: "change"}
    other = ["张三", number(1), "胃癌", "樟树市人民医院", "2020-01-02", "2020-01-20", 200, 20, 180]
    both = bring(register, workbook(tmp_path / "三.xlsx", {"名单": [heads, longer, other]}))
    assert outcomes(both) == {2: "same", 3: "new"}
    assert codes(both, 3) == ["W-STAY-OVERLAP"]
    with register.session():
        assert sorted(int(bill.total or 0) for bill in Settlement.select()) == [150, 200]
        assert {stay.hospital for stay in Treatment.select()} == {"樟树市人民医院"}


def test_the_head_of_a_household_speaks_for_it(register: Register, tmp_path: Path) -> None:
    heads = ["户编号", "姓名", "证件号码", "与户主关系", "人均纯收入", "致贫原因", "户联系电话"]
    rows = [
        heads,
        ["3601", "张小三", number(1), "之子", 9999, "因学", ""],
        ["3601", "张三", number(2), "户主", 8000, "因病", "13800001234"],
        ["3602", "李四", number(3), "户主", 5000, "", ""],
        ["3602", "王五", number(4), "配偶", "", "因残", ""],
    ]
    plan = bring(register, workbook(tmp_path / "贫困人口.xlsx", {"名单": rows}))
    told = [problem for problem in plan.problems if problem.code == "N-HOUSEHOLD-DIFFERS"]
    assert {(problem.label, problem.row) for problem in told} == {("人均纯收入", 2), ("致贫原因", 2)}
    with register.session():
        found = {one.number: (one.head_name, int(one.income or 0), one.cause, one.phone) for one in Household.select()}
        assert found == {"3601": ("张三", 8000, "01", "13800001234"), "3602": ("李四", 5000, "02", "")}
        assert {one.household.number for one in Person.select()} == {"3601", "3602"}


def test_an_answer_for_a_word_is_remembered(register: Register, tmp_path: Path) -> None:
    rows = [["姓名", "证件号码", "文化程度"], ["张三", number(1), "初小"]]
    path = workbook(tmp_path / "贫困人口.xlsx", {"名单": rows})
    plan = bring(register, path)
    assert codes(plan, 2) == ["W-DICT"]
    [word] = plan.unknown
    assert (word.key, word.written, word.count) == ("person.education", "初小", 1)
    assert "小学" in [label for _, label in word.suggestions]
    with register.session():
        assert Unread.get(Unread.field == "education").settled_at == ""
    plan = bring(register, path, Choices(answers={("person.education", "初小"): "80"}))
    assert outcomes(plan) == {2: "change"}
    with register.session():
        assert Person.get().education == "80"
        assert Unread.get(Unread.field == "education").settled_at != ""
    rows.append(["李四", number(2), "初小"])
    assert not prepare(register, workbook(tmp_path / "新.xlsx", {"名单": rows})).unknown


def test_an_answer_for_a_place_is_remembered(register: Register, tmp_path: Path) -> None:
    path = senders.poor(tmp_path / "名单.xlsx", [Invented("张三", number(1), village="老街")])
    with register.session():
        place = Place.get(Place.name == "小洲村委会")
    bring(register, path, Choices(answers={("village", "洲上乡老街"): place.code}))
    with register.session():
        assert Person.get().village.id == place.id
    assert not prepare(
        register, senders.poor(tmp_path / "新.xlsx", [Invented("李四", number(2), village="老街")])
    ).unknown


def test_chosen_columns_are_remembered_for_the_next_list(register: Register, tmp_path: Path) -> None:
    rows = [["姓名", "证件号码", "电话2", "电话"], ["张三", number(1), "13800001234", "13900001234"]]
    path = workbook(tmp_path / "贫困人口3月.xlsx", {"3月": rows})
    bring(register, path, Choices(columns={"3月": {"电话2": "person.phone", "电话": ""}}))
    with register.session():
        assert Person.get().phone == "13800001234"
    rows[1] = ["李四", number(2), "13800005678", "13900005678"]
    bring(register, workbook(tmp_path / "贫困人口4月.xlsx", {"4月": rows}))
    with register.session():
        assert Person.get(Person.name == "李四").phone == "13800005678"


def test_a_sheet_may_be_left_out_or_read_as_another_kind(register: Register, tmp_path: Path) -> None:
    rows = [["姓名", "身份证号"], ["张三", number(1)]]
    path = workbook(tmp_path / "名单.xlsx", {"甲": rows, "乙": rows})
    plan = prepare(register, path, choices=Choices(kinds={"甲": "", "乙": "identities"}, identity="03"))
    assert [(sheet.sheet, sheet.kind.key if sheet.kind else "") for sheet in plan.sheets] == [
        ("甲", ""),
        ("乙", "identities"),
    ]
    assert [row.sheet for row in plan.rows] == ["乙"]


def test_a_plan_is_refused_when_the_register_or_the_file_has_changed(register: Register, tmp_path: Path) -> None:
    path = senders.poor(tmp_path / "名单.xlsx", people(2))
    plan = prepare(register, path)
    with register.session():
        keeping.save(register, Person.new(name="王五"))
    with pytest.raises(Refusal, match="登记簿在检查之后有了改动"):
        commit(register, plan)
    plan = prepare(register, path)
    senders.poor(path, people(3))
    with pytest.raises(Refusal, match="被移走或改动过"):
        commit(register, plan)
    with register.session():
        assert Person.select().count() == 1


class StopAt:
    """Stops a job once it says this."""

    def __init__(self, word: str) -> None:
        self.word = word

    def step(self, done: int, total: int, note: str = "") -> None:
        if self.word in note:
            raise Cancelled


@pytest.mark.parametrize("word", ["备份", "写入人员", "写入历史"])
def test_a_stopped_import_leaves_nothing(register: Register, tmp_path: Path, word: str) -> None:
    plan = prepare(register, senders.poor(tmp_path / "名单.xlsx", people(4)))
    with pytest.raises(Cancelled):
        commit(register, plan, StopAt(word))
    with register.session():
        assert (Person.select().count(), ImportBatch.select().count()) == (0, 0)
        assert history.head(register.db) == plan.head
    assert not list(register.beside("imports").rglob("*.sealed"))
    assert commit(register, plan).batch == 1


def test_the_original_is_kept_sealed(register: Register, tmp_path: Path) -> None:
    from hfp_desk.store import sealing

    path = senders.poor(tmp_path / "名单.xlsx", people(1))
    bring(register, path)
    with register.session():
        batch = ImportBatch.get()
        kept = register.beside("imports") / batch.kept_file
    assert sealing.unseal(register.key, kept) == path.read_bytes()
    assert path.read_bytes()[:64] not in kept.read_bytes()
    assert (register.beside("backups") / batch.backup).is_file()
    assert Outcome.NEW in {Outcome(key) for key, count in dict(batch.counts).items() if count}  # type: ignore[call-overload]


def test_a_batch_is_undone_and_goes_in_again(register: Register) -> None:
    plan = prepare(register, resource("sample", "农村低保对象_民政局_202003.csv"))
    done = commit(register, plan)
    assert done.batch is not None
    undone = undoing.undo_batch(register, done.batch)
    assert len(undone.reversed) == 400
    assert not undone.kept
    assert not undone.impossible
    again = prepare(register, resource("sample", "农村低保对象_民政局_202003.csv"))
    assert again.counts["new"] == 200
    assert not again.earlier
