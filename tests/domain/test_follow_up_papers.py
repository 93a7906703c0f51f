"""The follow-up sheets read back from their PDF: everything the national forms ask for is there, filled and empty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from hfp_desk import papers
from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.kinds import Choice, Choices
from hfp_desk.papers.follow_up import SHEETS, Sheet
from hfp_desk.papers.visit_layout import options
from hfp_desk.printing.forms.visit_sheet import SHEET
from hfp_desk.records import Checkup, FollowUp, Record
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data import pdf_reading
from tests.data.national_forms import ASKED
from tests.domain import visited
from tests.domain.conftest import new_register
from tests.domain.listed import keep

CLERK = Viewer.of("李敏", "admin,entry,secret")
DAYS = (date(2019, 2, 11), date(2019, 5, 10), date(2019, 8, 9), date(2019, 11, 8))
FORMS = {sheet.name: sheet for sheet in SHEETS}


@dataclass(frozen=True)
class Year:
    """Every sheet of a person's year, filled and empty, and what the register holds for it: field and text."""

    folder: Path
    held: dict[str, list[tuple[str, str]]]

    def path(self, form: str) -> Path:
        return self.folder / f"{form}.pdf"

    def pages(self, form: str) -> list[str]:
        return ["".join(text.split()) for text in pdf_reading.texts(self.path(form))]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Under every programme four visits, the first one at home apart, and four exams; printed once for all tests."""
    folder = tmp_path_factory.mktemp("year")
    register = new_register(folder / "樟树.hfp")
    records = [type(one).get_by_id(one.id) for one in _year(register)]
    held = {sheet.name: list(_held(sheet, records)) for sheet in SHEETS}
    for name in held:
        for form in (name, f"{name}-blank"):
            printed = papers.print_form(register, form, folder / f"{form}.pdf", Scope(), CLERK)
            assert printed.warnings == ()
    register.close()
    return Year(folder, held)


def _year(register: Register) -> Iterator[Record]:
    whose = visited.patient(register)
    for programme in ("1", "2", "3", "4", "5"):
        case = visited.case(register, whose, programme, registered_number="36098210020100037")
        visited.fill(case, 1)
        yield keep(register, case)
        for number, day in enumerate(DAYS, start=1):
            yield visited.visit(register, case, day, number)
        if programme == "4":
            yield visited.visit(register, case, date(2019, 1, 5), stage="2")
    for number, day in enumerate(DAYS, start=1):
        exam = Checkup.new(person=whose, examined_on=day)
        visited.fill(exam, number)
        yield keep(register, exam)


def _held(sheet: Sheet, records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """What is written out; codes stand in boxes."""
    for record in records:
        for field in sheet.layout.fields:
            kind = spec_of(field).kind
            coded = isinstance(kind, Choice | Choices) or kind.name == "yes_no"
            if _is_on(sheet, record) and field.model is type(record) and not coded and field.name != "died_on":
                yield field.name, squeezed(kind.show(getattr(record, field.name)))


def _is_on(sheet: Sheet, record: Record) -> bool:
    if isinstance(record, FollowUp):
        return sheet.programme == record.programme and record.stage in sheet.stages
    return type(record) is sheet.kind.model and sheet.programme in ("", getattr(record, "programme", ""))


def read(register: Register, form: str, folder: Path) -> list[str]:
    printed = papers.print_form(register, form, folder / f"{form}.pdf", Scope(), CLERK)
    assert printed.warnings == ()
    return ["".join(text.split()) for text in pdf_reading.texts(printed.path)]


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("variant", ["", "-blank"])
def test_nothing_of_the_national_form_is_missing(year: Year, form: str, variant: str) -> None:
    front, *_ = pages = year.pages(form + variant)
    whole = "".join(pages)
    assert [word for word in ASKED[form].split() if squeezed(word) not in whole] == []
    assert len(pages) % 2 == 0, "a sheet has a back"
    assert "填表说明" in pages[-1]
    assert FORMS[form].layout.title in front


@pytest.mark.parametrize("form", FORMS)
def test_every_code_of_every_field_of_the_form_is_printed(year: Year, form: str) -> None:
    whole = "".join(year.pages(f"{form}-blank"))
    elsewhere = {"guardian_relation", "lessons"}
    only = {} if form == "follow-up-mental" else {"adverse": ("1", "2")}
    if form != "follow-up-mental":
        elsewhere |= {"death_cause", "lost_reason"}
    for field in FORMS[form].layout.fields:
        kind = spec_of(field).kind
        if isinstance(kind, Choice | Choices) and field.name not in elsewhere:
            offered = options(field, only.get(field.name, ()))
            assert [one for one in offered if squeezed(one) not in whole] == [], field.name


@pytest.mark.parametrize("form", FORMS)
def test_every_value_of_a_year_stands_on_its_sheet(year: Year, form: str) -> None:
    whole = "".join(year.pages(form))
    assert len(year.held[form]) > 10
    assert [(name, said) for name, said in year.held[form] if not said or said not in whole] == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("variant", ["", "-blank"])
def test_no_letter_leaves_its_cell(year: Year, form: str, variant: str) -> None:
    layout, path = FORMS[form].layout, year.path(form + variant)
    rules = [one for one in pdf_reading.marks(path) if abs(one.left - one.right) < 0.05]
    width = (SHEET.inner - layout.group - layout.label) / layout.columns
    borders = [SHEET.left, *(SHEET.left + layout.group + layout.label + n * width for n in range(layout.columns + 1))]
    letters = pdf_reading.letters(path)
    assert len(letters) > 200
    for letter in letters:
        assert SHEET.left - 0.5 < letter.left
        assert letter.right < SHEET.end + 0.5
        middle = (letter.top + letter.bottom) / 2
        for border in borders:
            there = any(abs(one.left - border) < 0.05 and one.top < middle < one.bottom for one in rules)
            assert not (there and letter.left < border - 0.2 and letter.right > border + 0.2), letter


@pytest.mark.parametrize("form", ["follow-up-hypertension", "follow-up-diabetes", "follow-up-tb", "follow-up-poor"])
def test_the_front_holds_the_whole_form(year: Year, form: str) -> None:
    for name in (form, f"{form}-blank"):
        front, back = year.pages(name)
        assert ("（续）" in front + back, "随访医生签名" in front, "填表说明" in back) == (False, True, True)


def test_codes_stand_in_the_boxes_of_their_own_visit(register: Register, tmp_path: Path) -> None:
    case = visited.case(register, visited.patient(register), "1")
    for day, codes in zip(DAYS, (("2", "10"), ("1",), ("4", "5", "6"), ()), strict=True):
        visited.visit(register, case, day, symptoms=codes)
    papers.print_form(register, "follow-up-hypertension", tmp_path / "a.pdf", Scope(), CLERK)
    columns = _by_column("follow-up-hypertension", tmp_path / "a.pdf")
    assert [column.split("其他：")[0].rsplit("3电话", 1)[1][1:] for column in columns] == ["2/10", "1", "4/5/6", ""]


def _by_column(form: str, path: Path) -> list[str]:
    """What stands in the column of each visit, from top to bottom, strokes between boxes as they are meant."""
    layout = FORMS[form].layout
    width = (SHEET.inner - layout.group - layout.label) / layout.columns
    start = SHEET.left + layout.group + layout.label
    columns = []
    for number in range(layout.columns):
        left, right = start + number * width, start + (number + 1) * width
        mine = [one for one in pdf_reading.letters(path) if left < one.left and one.right < right and one.top > 34]
        mine.sort(key=lambda one: (round((one.top + one.bottom) / 2), one.left))
        said = "".join(("/" if _apart(before, one) else "") + one.char for before, one in pairwise([mine[0], *mine]))
        columns.append(said)
    return columns


def _apart(before: pdf_reading.Letter, one: pdf_reading.Letter) -> bool:
    """Digits of two boxes beside each other."""
    on_one_line = abs(before.top - one.top) < 0.5
    return on_one_line and before.char.isdigit() and one.char.isdigit() and one.left - before.right > 2


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"state": "2", "lost_reason": "1"}, "2019-02-11失访：外出务工"),
        ({"state": "3", "died_on": date(2019, 2, 1), "death_cause": "13"}, "2019-02-11死亡：2019-02-01躯体疾病:心脏病"),
        ({"state": "4"}, "2019-02-11拒访"),
        ({"state": "1"}, "2019-02-11"),
    ],
)
def test_who_was_lost_or_died_is_told_in_the_cell_of_the_date(
    register: Register, tmp_path: Path, values: dict[str, Any], told: str
) -> None:
    case = visited.case(register, visited.patient(register), "1")
    visited.visit(register, case, DAYS[0], **values)
    front, _ = read(register, "follow-up-hypertension", tmp_path)
    assert f"随访日期{told}年月日" in front


def test_now_and_target_stand_on_both_sides_of_the_stroke(register: Register, tmp_path: Path) -> None:
    case = visited.case(register, visited.patient(register), "1")
    visited.visit(register, case, DAYS[0], systolic=146, diastolic=92, smoking=10, smoking_target=0)
    front, _ = read(register, "follow-up-hypertension", tmp_path)
    assert "146/92" in front
    assert "10/0" in front
    assert "60820" not in front


def test_the_number_is_the_end_of_that_of_the_health_record_or_left_to_be_written(
    register: Register, tmp_path: Path
) -> None:
    whose = visited.patient(register)
    known = visited.case(register, whose, "1", registered_number="36098210020100037")
    other = visited.case(register, whose, "2", registered_number="TNB-7")
    visited.visit(register, known, DAYS[0])
    visited.visit(register, other, DAYS[0])
    assert "编号20100037" in read(register, "follow-up-hypertension", tmp_path)[0]
    front = read(register, "follow-up-diabetes", tmp_path)[0]
    assert "TNB" not in front
    assert front.startswith("2型糖尿病患者随访服务记录表姓名：贺𬱖编号行政村：临江镇")


def test_the_end_of_treatment_is_judged_on_the_sheet_of_tuberculosis(register: Register, tmp_path: Path) -> None:
    ended = {"treatment_ends": date(2019, 11, 1), "treatment_end": "1", "visits_due": 8, "visits_made": 7}
    case = visited.case(register, visited.patient(register), "4", doses_due=180, doses_taken=171, **ended)
    visited.visit(register, case, DAYS[0])
    front, _ = read(register, "follow-up-tb", tmp_path)
    assert "应访视次数8次，实际访视次数7次" in front
    assert "应服药次数180次，实际服药次数171次，服药率95.0%" in front
    assert "停止治疗日期2019-11-01" in front


@pytest.mark.parametrize(("lessons", "told"), [(("1", "9"), "122222221"), ((), "")])
def test_each_of_the_nine_lessons_has_its_answer(
    register: Register, tmp_path: Path, lessons: tuple[str, ...], told: str
) -> None:
    case = visited.case(register, visited.patient(register), "4")
    made = visited.visit(register, case, DAYS[0], stage="2")
    made.lessons = lessons
    keep(register, made)
    front, _ = read(register, "tb-first-visit", tmp_path)
    names = [squeezed(one.label) for one in code_list("tb_lesson").items]
    assert "".join(front.split(name)[1].split("2未掌握")[1][:1] for name in names).rstrip("服肺不治外生密转") == told


def test_a_text_too_long_for_its_cell_is_told_whole_on_the_back(register: Register, tmp_path: Path) -> None:
    case = visited.case(register, visited.patient(register), "5")
    long = "".join(f"第{n}件事已经告诉了本人和家属。" for n in range(60))
    visited.visit(register, case, DAYS[0], note=long)
    visited.visit(register, case, DAYS[1], note="短的一句")
    pages = read(register, "follow-up-poor", tmp_path)
    assert "（全文见背页1）" in pages[0]
    assert f"背页1：{long}" in "".join(pages[1:]).replace("樟树市卫生健康委员会", "")
    assert len(pages) == 2


def test_rare_characters_print_and_one_that_no_font_has_is_told(register: Register, tmp_path: Path) -> None:
    case = visited.case(register, visited.patient(register, name="贺𬱖\U000323af"), "1")
    visited.visit(register, case, DAYS[0])
    printed = papers.print_form(register, "follow-up-hypertension", tmp_path / "a.pdf", Scope(), CLERK)
    assert "贺𬱖〓" in pdf_reading.by_pdfium(printed.path)
    assert any("U+323AF" in warning for warning in printed.warnings)


def test_the_supplement_is_kept_secret(year: Year) -> None:
    front, back = year.pages("mental-supplement")
    assert front.startswith("严重精神障碍患者个人信息补充表姓名：贺𬱖编号20100037")
    assert "本表内容保密" in back
