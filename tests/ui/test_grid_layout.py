"""The remembered arrangement of columns is data, and bad data does no harm."""

import pytest

from tests.ui.fakes import COLUMNS
from ui.grid_layout import GridLayout
from ui.rows import GridColumn


def keys(layout: GridLayout) -> list[str]:
    return [layout.columns[number].key for number in layout.shown()]


def test_what_is_written_is_read_again() -> None:
    layout = GridLayout(COLUMNS, frozen=1)
    layout.move("total", 0)
    layout.show("name", False)
    layout.widths["town"] = 80
    again = GridLayout.read(COLUMNS, layout.text())
    assert keys(again) == ["total", "town", "disease"]
    assert (again.frozen, again.widths) == (1, {"town": 80})


def test_moving_counts_only_what_is_shown() -> None:
    layout = GridLayout(COLUMNS)
    layout.show("name", False)
    layout.move("town", 1)
    assert keys(layout) == ["disease", "town", "total"]
    layout.show("name")
    assert sorted(keys(layout)) == sorted(column.key for column in COLUMNS)


def test_a_new_column_comes_in_its_usual_place_and_a_lost_one_goes() -> None:
    text = GridLayout(COLUMNS[:2]).text()
    more = (COLUMNS[0], GridColumn("village", "行政村"), *COLUMNS[2:])
    assert keys(GridLayout.read(more, text)) == ["town", "village", "disease", "total"]


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', '{"order": ["nobody"], "hidden": ["nobody"]}'])
def test_a_spoilt_memory_is_as_good_as_none(text: str) -> None:
    assert keys(GridLayout.read(COLUMNS, text)) == [column.key for column in COLUMNS]


def test_the_last_column_cannot_be_hidden() -> None:
    layout = GridLayout(COLUMNS, frozen=3)
    for column in COLUMNS:
        layout.show(column.key, False)
    assert len(keys(layout)) == 1
    assert layout.frozen == 0
    text = '{"hidden": ["town", "name", "disease", "total"]}'
    assert len(keys(GridLayout.read(COLUMNS, text))) == 4


def test_columns_hidden_by_the_list_stay_so_until_the_user_chooses() -> None:
    fresh = GridLayout.read(COLUMNS, "", frozen=2, hidden=("total",))
    assert (keys(fresh), fresh.frozen) == (["town", "name", "disease"], 2)
    fresh.show("total")
    assert "total" in keys(GridLayout.read(COLUMNS, fresh.text(), hidden=("total",)))
