"""Of an undone import three lists are seen, after a restart too, and can be written down."""

from pathlib import Path

import pytest
import python_calamine

from hfp_desk.records import DIAGNOSIS, ImportBatch, Person
from hfp_desk.store import keeping, undoing
from hfp_desk.store.history import Origin
from tests.ui.clerk import Clerk, kept
from ui import pages
from ui.pages import log_export
from ui.pages.batches_page import BatchesPage

PAGES = {pages.BATCHES: BatchesPage}


@pytest.fixture
def batch(clerk: Clerk) -> int:
    """An import of three people: one edited since, one with a disease since."""
    made = ImportBatch.new(kind="people", file_name="名单.xlsx", sha256="", state="", user="李敏", started_at="")
    made.counts = {"new": 3}
    made.save()
    with keeping.deed(clerk.office.register) as act:
        origins = [Origin(made.id, "名单", row) for row in (4, 5, 6)]
        ids = act.add_rows(Person, [{"name": name} for name in "甲乙丙"], origins)
    edited = Person.get_by_id(ids[1])
    edited.remark = "核对"
    keeping.save(clerk.office.register, edited)
    kept(clerk, DIAGNOSIS, {"person": ids[2], "disease": "肺癌"})
    return int(made.id)


def lists(page: BatchesPage) -> list[list[str]]:
    return [[one.item(row).text() for row in range(one.count())] for one in page.panel.lists]


def test_the_three_lists_are_there_when_the_page_is_opened_later(clerk: Clerk, batch: int, tmp_path: Path) -> None:
    undoing.undo_batch(clerk.office.register, batch)
    page = clerk.go(pages.BATCHES, batch)
    assert lists(page) == [[], ["人员 甲"], ["人员 乙（李敏 之后修改过）"], ["人员 丙（已有患病核准引用）"]]
    assert page.panel.tabs.isVisible()
    assert page.panel.head.note.text() == "第 1 号批次　恢复 1 条，保留 1 条，不能撤销 1 条"
    assert page.export_deed.isVisible()
    assert not page.undo_deed.isEnabled()
    log_export.write_undone(clerk.desk, clerk.office, batch, "核对", tmp_path / "结果.xlsx")
    clerk.settle()
    rows = python_calamine.load_workbook(tmp_path / "结果.xlsx").get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["结果", "不能撤销", "予以保留", "已恢复原状"]


def test_an_import_that_stands_shows_what_stayed_out_only(clerk: Clerk, batch: int) -> None:
    page = clerk.go(pages.BATCHES, batch)
    assert not page.panel.tabs.isVisible()
    assert not page.export_deed.isVisible()
    assert page.panel.head.note.text() == "第 1 号批次　全部导入"
