"""A return of an office's own for the tests of the window: one that can be written into, and one that is mistaken."""

from decimal import Decimal
from pathlib import Path

from hfp_desk.records import Place
from hfp_desk.returns import periods
from hfp_desk.store import returns
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key
from ui.pages.return_page import ReturnPage
from ui.return_target import ReturnTarget
from ui.widgets.ask import Notice

MARCH = ReturnTarget("own_births", "2020-03")

OWN = """
name = "own_births"
title = "住院分娩情况月报表"
number = "自 1 表"
issuer = "樟树市卫生健康委员会"
rows = "towns"
cutoff = 25
due = 28
order = 1
notes = ["住院分娩数由各乡镇卫生院报来。"]

[[columns]]
name = "people"
head = ["农村贫困人口", "人"]
indicator = "poor_people"

[[columns]]
name = "births"
head = ["住院分娩", "分娩（人）"]
written = true
unit = "人"

[[columns]]
name = "hospital"
head = ["住院分娩", "住院（人）"]
written = true
unit = "人"

[[columns]]
name = "rate"
head = ["住院分娩", "住院分娩率（%）"]
ratio = ["people", "people"]
unit = "%"
digits = 2

[[checks]]
rule = "hospital <= births"
message = "住院分娩不能多于分娩"
on = "lines"
"""

MISTAKEN = """name = "own_wrong"
title = "有错的报表"
rows = "towns"

[[columns]]
name = "people"
head = ["人"]
indicator = "no_such_thing"
"""


def lay(register: Register, text: str = OWN, name: str = "births.toml") -> Path:
    """Put a definition where the office lays its own."""
    folder = returns.own_folder(register)
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def write(register: Register, period: str, column: str, key: int | str, figure: int) -> None:
    """A figure of the office's own, as the page keeps it."""
    definition = returns.named(register, "own_births")
    with register.session():
        given = periods.period(definition, period)
        returns.write(register, definition, given, key, column, Decimal(figure), "乡镇卫生院 3 月报表")


def people(register: Register, clerk: Clerk) -> int:
    """临江镇 with two invented people, and a return of the office's own; the id of the township."""
    lay(register)
    patient(clerk)
    patient(clerk, "王小兰", "360982197803152246")
    return int(Place.get((Place.name == "临江镇") & (Place.level == "4")).id)


def figure(page: ReturnPage, key: int | str, column: str) -> str:
    """A figure as it is read on the page."""
    place = page.grid.figures.find(key, column)
    assert place is not None
    return page.grid.figures.text(*place)


def send(page: ReturnPage, clerk: Clerk) -> None:
    """F9, and the question answered."""
    clerk.press(Key.Key_F9)
    notice = next(one for one in page.findChildren(Notice) if one.isVisible())
    assert "冻结" in notice.advice
    assert "补报" in notice.advice
    notice.accept()
    clerk.shell.activateWindow()
    clerk.settle()
