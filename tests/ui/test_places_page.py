"""地名: the tree, and what is done to a place; old names and years stay known."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hfp_desk.store import places
from hfp_desk.store.opening import Register
from hfp_desk.store.places import PlaceLine
from tests.ui.heard import Heard, shown
from ui.desk import Desk
from ui.office import Office
from ui.pages.places_page import PlacesPage
from ui.widgets.ask import Notice


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, office: Office) -> PlacesPage:
    made = PlacesPage(desk, office)
    shown(qtbot, made)
    return made


def first_village() -> PlaceLine:
    return next(line for line in places.lines() if line.level == places.VILLAGE)


def visible(page: PlacesPage) -> set[str]:
    return {item.text(0) for item in page._items.values() if not item.isHidden()}


def test_the_tree_has_every_township_with_its_villages(page: PlacesPage) -> None:
    towns = [line for line in places.lines() if line.level == places.TOWN]
    assert page.tree.topLevelItemCount() == len(towns)
    assert f"{len(towns)} 个乡镇" in page.count.text()
    first = page.tree.topLevelItem(0)
    assert first is not None
    assert first.childCount() == sum(line.parent == towns[0].id for line in places.lines())


def test_what_is_looked_for_is_left_with_its_township(page: PlacesPage, register: Register) -> None:
    village = first_village()
    places.set_aliases(register, places.get(village.id), "老街口")
    page.refresh()
    QTest.keyClicks(page.filter, village.code)
    assert village.name in visible(page)
    page.filter.setText("老街口")
    town = next(line for line in places.lines() if line.id == village.parent)
    assert visible(page) == {village.name, town.name}
    page.filter.clear()
    assert len(visible(page)) > 100


def test_a_place_is_renamed_and_keeps_its_old_name(page: PlacesPage, heard: Heard) -> None:
    village = first_village()
    page.open_at(village.id)
    assert not page.unsaved()
    page.panel.name.editor.setText("新街社区")
    assert page.unsaved()
    page.panel.rename()
    assert heard.said == ["已更名为“新街社区”"]
    assert page.panel.aliases.text == village.name
    current = page.tree.currentItem()
    assert current is not None
    assert current.text(0) == "新街社区"
    assert not page.unsaved()


def test_an_empty_name_is_refused(page: PlacesPage, heard: Heard) -> None:
    village = first_village()
    page.open_at(village.id)
    page.panel.name.editor.clear()
    page.panel.rename()
    assert "没有填写新名称" in str(heard.failed[0])
    assert first_village().name == village.name


def test_aliases_are_kept_as_written(page: PlacesPage) -> None:
    page.open_at(first_village().id)
    page.panel.aliases.editor.setText("新街居委、新街")
    page.panel.keep_aliases()
    assert first_village().aliases == ("新街居委", "新街")


def test_a_village_is_merged_after_a_question(page: PlacesPage, heard: Heard) -> None:
    one, two = [line for line in places.lines() if line.level == places.VILLAGE][:2]
    page.open_at(one.id)
    page.panel.merge()
    assert "请从列表中选择" in page.panel.into.words
    into = page.panel.into.editor
    into.setText(two.name)
    into.settle()  # type: ignore[attr-defined]
    page.panel.merge()
    asked = page.panel.findChildren(Notice)[-1]
    assert one.name in asked.sentence
    assert two.name in asked.sentence
    assert next(line for line in places.lines() if line.id == one.id).gone_into == ""
    asked.accept()
    assert next(line for line in places.lines() if line.id == one.id).gone_into == two.name
    assert not page.panel.into.isVisible()


def test_a_village_is_not_offered_to_be_merged_into_itself(page: PlacesPage) -> None:
    village = first_village()
    page.open_at(village.id)
    assert village.id not in [choice.value for choice in page.panel._find("")]


def test_a_new_village_is_entered_below_its_township(page: PlacesPage, heard: Heard) -> None:
    town = places.lines()[0]
    page.open_at(town.id)
    assert page.panel.below.isVisible()
    assert not page.panel.years.isVisible()
    page.panel.below.editor.setText("新成立社区")
    page.panel.add()
    assert heard.changed == [{"place"}]
    assert "新成立社区" in visible(page)


def test_what_a_village_is_in_a_year_is_kept_and_seen_in_the_tree(page: PlacesPage, heard: Heard) -> None:
    village = first_village()
    page.open_at(village.id)
    years = page.panel.years
    years.year.editor.setText("2020")
    years.status.editor.setText("出列")
    years.status.editor.settle()  # type: ignore[attr-defined]
    years.people.editor.setText("1204")
    years.keep()
    assert heard.failed == []
    kept = places.statuses(village.id)[0]
    assert (kept.year, kept.status, kept.population) == (2020, "4", 1204)
    current = page.tree.currentItem()
    assert current is not None
    assert "出列村" in current.text(1)


def test_a_chosen_year_is_taken_up_to_be_corrected_or_voided(page: PlacesPage, register: Register) -> None:
    village = first_village()
    places.set_status(register, places.get(village.id), 2019, "1", 300, 1180)
    page.open_at(village.id)
    years = page.panel.years
    years.table.selectRow(0)
    assert (years.year.text, years.status.text, years.people.text) == ("2019", "贫困村", "1180")
    years.drop()
    assert places.statuses(village.id) == []


@pytest.mark.parametrize(("year", "people", "told"), [("20", "", "年度“20”不对"), ("2020", "许多", "只填数字")])
def test_what_is_no_year_or_number_is_refused(
    page: PlacesPage, heard: Heard, year: str, people: str, told: str
) -> None:
    village = first_village()
    page.open_at(village.id)
    years = page.panel.years
    years.year.editor.setText(year)
    years.people.editor.setText(people)
    years.keep()
    assert "请选择村属性" in years.status.words
    years.status.editor.setText("1")
    years.status.editor.settle()  # type: ignore[attr-defined]
    years.keep()
    assert told in years.year.words + "".join(map(str, heard.failed))
    assert places.statuses(village.id) == []
