"""Photograph every screen of the program on the sample register, for the README and for looking at them.

    QT_QPA_PLATFORM=offscreen python packaging/take_screens.py docs/screens [WIDTH HEIGHT]

The window is the real one; nothing is set up for the picture. 1366 × 768 when no size is given.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("HFP_DESK_HOME", tempfile.mkdtemp(prefix="hfp-screens-"))

from PySide6.QtWidgets import QApplication

from hfp_desk.command import demo
from hfp_desk.papers.recovery import RecoverySheet
from hfp_desk.resources import resource
from ui import app, pages
from ui.front.recovery import KeepSheetPage
from ui.main_window import MainWindow
from ui.page import Page
from ui.pages.import_page import ImportPage
from ui.pages.list_page import ListPage
from ui.pages.statistics.cross_view import CrossView
from ui.pages.statistics.pyramid_view import PyramidView
from ui.pages.statistics.report_views import ReportView
from ui.pages.statistics.trend_view import TrendView
from ui.pages.statistics_page import KINDS, StatisticsPage
from ui.program import Program
from ui.return_target import ReturnTarget

LISTED = (
    ("workbench", pages.WORKBENCH),
    ("people", pages.PEOPLE),
    ("households", pages.HOUSEHOLDS),
    ("identities", pages.IDENTITIES),
    ("diagnoses", pages.DIAGNOSES),
    ("treatments", pages.TREATMENTS),
    ("contracts", pages.CONTRACTS),
    ("fulfilment", pages.FULFILMENT),
    ("due", pages.DUE),
    ("village-visits", pages.VILLAGE_VISITS),
    ("follow-ups", pages.FOLLOW_UPS),
    ("cases", pages.CASES),
    ("quality", pages.QUALITY),
    ("implausible", pages.IMPLAUSIBLE),
    ("settlements", pages.SETTLEMENTS),
    ("protection", pages.PROTECTION),
    ("agreements", pages.AGREEMENTS),
    ("advances", pages.ADVANCES),
    ("subsidy-month", pages.SUBSIDY_MONTH),
    ("calculator", pages.CALCULATOR),
    ("programmes", pages.PROGRAMMES),
    ("alerts", pages.ALERTS),
    ("monitoring-table", pages.MONITORING_TABLE),
    ("comparison", pages.COMPARISON),
    ("institutions", pages.INSTITUTIONS),
    ("doctors", pages.DOCTORS),
    ("coverage", pages.COVERAGE),
    ("gaps", pages.GAPS),
    ("postings", pages.POSTINGS),
    ("posting-months", pages.POSTING_MONTHS),
    ("courses", pages.COURSES),
    ("attendances", pages.ATTENDANCES),
    ("training-due", pages.TRAINING_DUE),
    ("rectification", pages.RECTIFICATION),
    ("tasks", pages.TASKS),
    ("findings", pages.FINDINGS),
    ("settings", pages.SETTINGS),
    ("places", pages.PLACES),
    ("log", pages.LOG),
    ("bin", pages.BIN),
    ("merge", pages.MERGE),
)
SECTIONS = ("users", "backup")
OF_THE_SAMPLE: dict[str, object] = {
    pages.FULFILMENT: date(2019, 12, 31),
    pages.DUE: date(2019, 12, 31),
    pages.QUALITY: 2019,
    pages.IMPLAUSIBLE: 2019,
    pages.PROTECTION: 2020,
    pages.PROGRAMMES: date(2020, 3, 31),
    pages.MONITORING_TABLE: date(2020, 3, 31),
}
"""The day or year that the sample's lists tell of, for pages that would else show today."""

MONTH = ReturnTarget("three_batches", "2020-03")
RETURNS: tuple[tuple[str, str, object], ...] = (
    ("returns", pages.RETURNS, date(2020, 3, 31)),
    ("return", pages.RETURN, MONTH),
    ("return-signing", pages.RETURN, ReturnTarget("signing", "2019-12")),
    ("target-board", pages.TARGET_BOARD, date(2020, 3, 25)),
    ("collected", pages.COLLECTED, MONTH),
    ("filled-templates", pages.FILLED_TEMPLATES, MONTH),
    ("sent-returns", pages.SENT_RETURNS, ReturnTarget("")),
    ("differences", pages.DIFFERENCES, MONTH),
)
"""The pages of returns at the sample's month."""

STATISTICS = dict(zip(KINDS, ("cross", "trend", "pyramid", "circular", "analysis"), strict=True))
RATE = "three_batches.treated_rate"
"""The ratio whose trend is seen."""

PATIENT = 166
"""Somebody of the sample with diseases, stays and bills."""


def until(done: Callable[[], bool], seconds: float = 60) -> None:
    """Let the window work until something holds; TimeoutError when it never does."""
    end = time.monotonic() + seconds
    while not done():
        QApplication.processEvents()
        time.sleep(0.005)
        if time.monotonic() > end:
            raise TimeoutError
    pause(0.5)


def pause(seconds: float) -> None:
    """Let the window finish what it paints late."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


class Camera:
    """Takes pictures of one window into a folder."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self.folder = folder
        self.window = MainWindow()
        self.window.resize(width, height)
        self.program = Program(self.window)
        self.window.show()

    def take(self, name: str) -> None:
        """A picture of the window as it is."""
        pause(0.6)
        self.window.grab().save(str(self.folder / f"{name}.png"))

    def front(self, register: Path) -> None:
        """What is seen before a register is open."""
        self.program.welcome()
        self.take("welcome")
        self.program.first_start()
        self.take("first-start")
        sheet = RecoverySheet("樟树市卫生健康委员会", "樟树", "7KQM-2XBD-9VTR-H4CN-W8EP-5GJZ", "李敏")
        self.window.show_front(KeepSheetPage(self.program.tasks, sheet))
        self.take("recovery")
        self.program.sign_in(register, demo.USER)
        self.take("sign-in")

    def desk(self, register: Path) -> None:
        """Every page of the desk."""
        self.program.sign_in_at_once(register, demo.USER, demo.PASSWORD)
        until(lambda: self.program.session is not None)
        for name, key in LISTED:
            self.go(key, OF_THE_SAMPLE.get(key))
            self.take(name)
        self.returns()
        self.statistics()
        for section in SECTIONS:
            self.go(pages.SETTINGS, section)
            self.take(section)
        self.go(pages.PRINT)
        self.page().refresh()
        self.settle()
        self.take("print")
        self.go(pages.PERSON, PATIENT)
        self.take("person")
        self.go(pages.TREATMENTS)
        page = self.page()
        assert isinstance(page, ListPage)
        page.add()
        self.take("entry")
        page.back()

    def returns(self) -> None:
        """What goes up: counted, measured, collected, sent, compared."""
        for name, key, target in RETURNS:
            self.go(key, target)
            self.take(name)

    def statistics(self) -> None:
        """Each kind of statistic on the sample's day."""
        for kind, name in STATISTICS.items():
            self.go(pages.STATISTICS, kind)
            page = self.page()
            assert isinstance(page, StatisticsPage)
            view = page.view
            assert isinstance(view, CrossView | TrendView | PyramidView | ReportView)
            view.day.put(date(2020, 3, 25))
            if isinstance(view, TrendView):
                view.lines[0].setCurrentIndex(list(view.figures).index(RATE))
            view.load()
            self.settle()
            self.take(f"statistics-{name}")

    def leaving(self) -> None:
        """The panel an export is asked in, and the cover over a locked desk."""
        self.go(pages.PEOPLE)
        page = self.page()
        assert isinstance(page, ListPage)
        page.exports.actions()[0].trigger()
        self.settle()
        self.take("export")
        page.back()
        assert self.program.session is not None
        self.program.session.lock.lock()
        self.take("cover")

    def importing(self, file: Path) -> None:
        """The steps of an import that were not done before."""
        self.go(pages.IMPORT)
        page = self.page()
        assert isinstance(page, ImportPage)
        self.take("import-file")
        page.open(file)
        self.settle()
        for name in ("import-sheets", "import-columns", "import"):
            self.take(name)
            page.forward()
            self.settle()

    def go(self, key: str, target: object = None) -> None:
        """Open a page and wait for its work."""
        assert self.program.session is not None
        self.program.session.open(key, target)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing runs."""
        assert self.program.session is not None
        desk = self.program.session.desk
        pause(0.2)
        until(lambda: not desk.busy)

    def page(self) -> Page:
        """The open page."""
        assert self.window.shell is not None
        assert self.window.shell.page is not None
        return self.window.shell.page


def next_month(folder: Path) -> Path:
    """The sample's 低保 list as it might come a month later: other amounts, and one number with a wrong digit."""
    lines = resource("sample", "农村低保对象_民政局_202003.csv").read_text(encoding="gb18030").splitlines()
    cells = [line.split(",") for line in lines]
    for row in cells[3::9]:
        row[6] = str(int(row[6]) + 25)
    cells[12][4] = cells[12][4][:-1] + ("1" if cells[12][4][-1] != "1" else "2")
    file = folder / "农村低保对象_民政局_202004.csv"
    file.write_text("\n".join(map(",".join, cells)), encoding="gb18030")
    return file


def main(words: list[str]) -> None:
    """Build the sample in a folder of its own and photograph everything."""
    folder = Path(words[0])
    folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(words[1]), int(words[2])) if len(words) == 3 else (1366, 768)
    register = demo.build(Path(os.environ["HFP_DESK_HOME"]) / "sample", print)
    application = app.application([])
    camera = Camera(folder, width, height)
    camera.front(register)
    camera.desk(register)
    camera.importing(next_month(Path(os.environ["HFP_DESK_HOME"])))
    camera.leaving()
    camera.window.close()
    application.processEvents()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
