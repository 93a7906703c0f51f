"""Lists as other offices send them, and an import led to the step a test is about."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtWidgets import QApplication

from hfp_desk.resources import resource
from hfp_desk.rules.identity_number import check_digit
from tests.ui.clerk import Clerk, village
from ui.pages.import_page import ImportPage
from ui.pages.importing.steps import Step
from ui.widgets.ask import Notice

PEOPLE = resource("sample", "建档立卡贫困人口名单.xlsx")
STAYS = resource("sample", "大病专项救治台账_人民医院_2020年一季度.xls")
HEADS = ("乡镇", "行政村", "姓名", "证件号码", "文化程度", "联系电话")
STAY_HEADS = ("乡镇", "姓名", "病种", "入院日期", "出院日期", "总费用", "自付")


def book(path: Path, *rows: Sequence[object], title: str = "") -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    if title:
        sheet.append([title])
    for row in rows:
        sheet.append(list(row))
    made.save(path)
    return path


def someone(order: int, name: str = "", education: str = "小学", phone: str = "") -> tuple[str, ...]:
    body = f"36098219600101{order:03d}"
    return ("临江镇", village().name, name or f"李{order}", body + check_digit(body), education, phone)


def look(clerk: Clerk, page: ImportPage, path: Path, step: Step = Step.CHECK) -> None:
    """Open a file and go on to ``step``."""
    page.open(path)
    clerk.settle()
    while page.step < step:
        page.forward()
        clerk.settle()


def step_of(page: ImportPage) -> Step:
    """Asked anew each time (a type checker believes that a step once seen stays)."""
    return page.step


def tabs(page: ImportPage) -> list[str]:
    return [page.check.tabs.tabText(place).replace("  ", " ") for place in range(5)]


def answer(clerk: Clerk) -> None:
    """Press the button of the question that is asked."""
    asked = [each for each in QApplication.topLevelWidgets() if isinstance(each, Notice) and each.isVisible()]
    asked[-1].accept()
    clerk.settle()


def card(page: ImportPage, heading: str, column: int) -> str:
    model = page.check.card.model
    line = next(place for place, one in enumerate(model.lines) if one.label == heading)
    return str(model.index(line, column).data())
