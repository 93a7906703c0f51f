"""The office's sheets say what the facts say, in the order of the form; ticks agree with the content."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hfp_desk.printing.facts import (
    DossierFacts,
    DossierItem,
    HelpSheetFacts,
    RecoverySheetFacts,
    SheetDiagnosis,
    SheetTreatment,
)
from hfp_desk.printing.fonts import Fonts
from hfp_desk.printing.forms import dossier, help_sheet, recovery_sheet
from hfp_desk.printing.forms.people import draw_people
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4
from tests.data.pdf_reading import letters, marks, outline, texts

FONTS = Fonts(own=())


def opened(path: Path) -> Paper:
    return Paper(path, typefaces=FONTS)


def flat(path: Path) -> list[str]:
    return [" ".join(text.split()) for text in texts(path)]


TREATED = SheetTreatment(
    "肺癌", "2020-01-12", "樟树市人民医院", "1", "2", "综合", "一站式结算", "1", "2", (Decimal(100), Decimal(10))
)
PERSON = HelpSheetFacts(
    place="樟树市临江镇洋桥村",
    village="临江镇 洋桥村",
    name="贺𬱖",
    sex="女",
    born=date(1959, 3, 7),
    id_number="36098219590307121X",
    person_state="1",
    household_kind="04",
    insurances=("1", "3"),
    diagnoses=(SheetDiagnosis(code="C34.900", name="肺癌", confirmed="1"),),
    treatments=(TREATED,),
    filled_by="王小丽",
)


def test_help_sheet_ticks_what_the_codes_say(tmp_path: Path) -> None:
    with opened(tmp_path / "a.pdf") as paper:
        help_sheet.draw(paper, PERSON)
    assert not paper.problems
    (page,) = flat(tmp_path / "a.pdf")
    joined = page.replace(" ", "")
    for words in ("√1有此人", "√04低保贫困户", "√1新农合（城乡居民医疗保险）", "√3商业保险"):
        assert words in joined
    assert joined.count("√") == 4 + 1
    assert "第 1 页 共 1 页" in page
    digits = [letter for letter in letters(tmp_path / "a.pdf") if letter.top > 25]
    assert "36098219590307121X" in "".join(letter.char for letter in digits)


def test_the_empty_help_sheet_has_every_item_and_no_tick(tmp_path: Path) -> None:
    with opened(tmp_path / "a.pdf") as paper:
        help_sheet.draw(paper, HelpSheetFacts())
    assert not paper.problems
    (page,) = flat(tmp_path / "a.pdf")
    joined = page.replace(" ", "")
    items = (
        *("姓名", "性别", "出生日期", "证件号", "人员状态", "劳动技能", "医疗保障", "电子健康档案", "脱贫状态"),
        *("施策落实情况", "摸底疾病分类", "确诊疾病", "确诊时间", "救治种类", "确诊医院", "治疗总费用", "填报说明"),
    )
    assert [item for item in items if item not in joined] == []
    positions = [joined.index(item) for item in items[:10]]
    assert positions == sorted(positions)
    assert joined.count("√") == 1, "only the note names the tick"


def test_nothing_of_the_help_sheet_is_lost_or_off_the_paper(tmp_path: Path) -> None:
    with opened(tmp_path / "a.pdf") as paper:
        help_sheet.draw(paper, PERSON)
    sheet = help_sheet.SHEET
    found = marks(tmp_path / "a.pdf")
    assert min(mark.left for mark in found) == sheet.left
    assert max(mark.right for mark in found) == pytest.approx(sheet.end, abs=0.02)
    assert all(letter.right < sheet.end + 0.5 and letter.bottom < 210 - 5 for letter in letters(tmp_path / "a.pdf"))
    notes = next(letter for letter in letters(tmp_path / "a.pdf") if letter.char == "填")
    assert max(mark.bottom for mark in found if mark.points == 1) < notes.top


def test_more_treatments_than_a_sheet_holds_go_on_a_second(tmp_path: Path) -> None:
    many = HelpSheetFacts(name="贺玥", treatments=(TREATED,) * (help_sheet.TREATMENTS + 1))
    with opened(tmp_path / "a.pdf") as paper:
        help_sheet.draw(paper, many)
    pages = flat(tmp_path / "a.pdf")
    assert [page.count("2020-01-12") for page in pages] == [help_sheet.TREATMENTS, 1]
    assert all("贺玥" in page for page in pages)
    assert "第 2 页 共 2 页" in pages[1]
    assert "（续）" in pages[1]


def test_many_people_are_found_by_village_and_name(tmp_path: Path) -> None:
    people = [
        HelpSheetFacts(name="贺玥", village="临江镇 洋桥村"),
        HelpSheetFacts(name="李敏", village="临江镇 洋桥村", treatments=(TREATED,) * 6),
        HelpSheetFacts(name="赵庚", village="店下镇 洞塘村"),
    ]
    with opened(tmp_path / "a.pdf") as paper:
        assert draw_people(paper, people, help_sheet.draw) == 3
    told = [("临江镇 洋桥村", 0, 0), ("贺玥", 1, 0), ("李敏", 1, 1), ("店下镇 洞塘村", 0, 3), ("赵庚", 1, 3)]
    assert outline(tmp_path / "a.pdf") == told


ITEMS = (
    DossierItem("健康扶贫帮扶表", True, 1, date(2020, 3, 1)),
    DossierItem("慢性病卡复印件", False),
    DossierItem("住院费用结算单", True, 4, date(2020, 3, 20), "原件"),
)


def dossier_facts(items: tuple[DossierItem, ...]) -> DossierFacts:
    person = ("临江镇 洋桥村", "贺𬱖", "女", "36098219590307121X", "临江镇洋桥村3组", "建档立卡", "肺癌")
    return DossierFacts("樟树市卫生健康委员会", "360982-0037", *person, date(2020, 3, 1), items)


def test_dossier_ticks_agree_with_what_is_inside(tmp_path: Path) -> None:
    with opened(tmp_path / "a.pdf") as paper:
        dossier.draw(paper, dossier_facts(ITEMS))
    cover, catalogue = (page.replace(" ", "") for page in flat(tmp_path / "a.pdf"))
    assert "贺𬱖" in cover
    assert "健康扶贫一人一档" in cover
    assert "1健康扶贫帮扶表√有无12020-03-01" in catalogue
    assert "2慢性病卡复印件有√无" in catalogue
    assert "目录共3项，卷内现有2项、5页；缺1项：慢性病卡复印件。" in catalogue


def test_a_complete_dossier_is_called_complete(tmp_path: Path) -> None:
    with opened(tmp_path / "a.pdf") as paper:
        dossier.draw(paper, dossier_facts(ITEMS[:1]))
    assert "材料齐全" in texts(tmp_path / "a.pdf")[1]


@pytest.mark.parametrize(("present", "pages"), [(True, 0), (False, 2)])
def test_a_catalogue_that_contradicts_the_content_cannot_be_made(present: bool, pages: int) -> None:
    with pytest.raises(ValueError, match="目录与内容不符"):
        DossierItem("慢性病卡复印件", present, pages)


def test_a_long_catalogue_goes_on_and_keeps_its_signatures(tmp_path: Path) -> None:
    items = tuple(DossierItem(f"材料{number}", True, 1) for number in range(1, 61))
    with opened(tmp_path / "a.pdf") as paper:
        dossier.draw(paper, dossier_facts(items))
    _, *pages = flat(tmp_path / "a.pdf")
    assert len(pages) > 1
    assert all("材料名称" in page for page in pages)
    assert "整理人：" in pages[-1]
    assert "材料60" in pages[-1]


def test_recovery_sheet_shows_the_code_in_groups(tmp_path: Path) -> None:
    code = "K7PX-93QD-M2VA-TT8C-0HWE-55RN-ZB4J-6YFK"
    facts = RecoverySheetFacts("樟树市卫生健康委员会", "健康扶贫台账", date(2020, 4, 1), code, "李敏")
    with opened(tmp_path / "a.pdf") as paper:
        recovery_sheet.draw(paper, facts)
    assert not paper.problems
    (page,) = flat(tmp_path / "a.pdf")
    assert code.replace("-", " ") in page
    assert "2020年4月1日" in page
    first = next(letter for letter in letters(tmp_path / "a.pdf") if letter.char == "K")
    assert first.bottom - first.top > 5, "large enough to be typed from paper"
    seal = next(letter for letter in letters(tmp_path / "a.pdf") if letter.char == "骑" and letter.top > 200)
    assert seal.bottom < A4.foot - 15
