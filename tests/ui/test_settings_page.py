"""系统: what is written is kept by its button, what a document gives stays, places keep their history."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hfp_desk import home
from hfp_desk.problems import Refusal
from hfp_desk.store import backup, figures, settings
from hfp_desk.store.opening import Register
from tests.ui.fakes import write
from tests.ui.heard import Heard, shown
from ui.desk import Desk
from ui.office import Office
from ui.pages import RENEW
from ui.pages.places_page import PlacesPage
from ui.pages.settings.about_section import AboutSection
from ui.pages.settings.backup_section import BackupSection
from ui.pages.settings.figures_table import FiguresTable
from ui.pages.settings.looks_section import LooksSection
from ui.pages.settings.policy_section import PolicySection
from ui.pages.settings.table import Table
from ui.pages.settings.users_section import UsersSection
from ui.pages.settings_page import SettingsPage

VALUE, LOW, HIGH = 1, 2, 3


# Sections


@pytest.mark.parametrize(
    ("key", "section"),
    [
        ("policy", PolicySection),
        ("places", PlacesPage),
        ("backup", BackupSection),
        ("users", UsersSection),
        ("looks", LooksSection),
        ("about", AboutSection),
    ],
)
def test_each_section_is_opened_by_its_key(
    qtbot: QtBot, desk: Desk, office: Office, key: str, section: type[QWidget]
) -> None:
    page = SettingsPage(desk, office)
    shown(qtbot, page)
    page.open_at(key)
    assert isinstance(page.section, section)
    page.refresh()
    assert not page.unsaved()
    qtbot.waitUntil(lambda: not desk.tasks.busy)


def test_an_unknown_section_changes_nothing(qtbot: QtBot, desk: Desk, office: Office) -> None:
    page = SettingsPage(desk, office)
    shown(qtbot, page)
    page.open_at("nowhere")
    assert isinstance(page.section, PolicySection)


# Office and policy


@pytest.fixture
def policy_section(qtbot: QtBot, desk: Desk, office: Office) -> PolicySection:
    made = PolicySection(desk, office)
    shown(qtbot, made)
    return made


def line_of(table: Table, label: str) -> int:
    return next(line for line in range(table.rowCount()) if text(table, line, 0) == label)


def text(table: Table, line: int, place: int) -> str:
    item = table.item(line, place)
    assert item is not None
    return item.text()


def fill(table: FiguresTable, label: str, value: str, place: int = VALUE) -> None:
    item = table.item(line_of(table, label), place)
    assert item is not None
    assert item.flags() & Qt.ItemFlag.ItemIsEditable
    item.setText(value)


def test_the_name_of_the_office_is_kept_and_the_desk_built_anew(policy_section: PolicySection, heard: Heard) -> None:
    assert not policy_section.unsaved()
    policy_section.name.editor.selectAll()
    write(policy_section.name.editor, "樟树市卫健委")
    assert policy_section.unsaved()
    policy_section.save()
    assert settings.get(settings.OFFICE_NAME) == "樟树市卫健委"
    assert heard.gone == [(RENEW, "policy")]


def test_an_office_without_a_name_is_not_kept(policy_section: PolicySection, heard: Heard) -> None:
    policy_section.name.editor.clear()
    policy_section.save()
    assert "请填写单位全称" in policy_section.name.words
    assert heard.gone == []


def test_a_region_has_to_be_one_of_the_list(policy_section: PolicySection, heard: Heard) -> None:
    policy_section.region.editor.selectAll()
    write(policy_section.region.editor, "德州")
    policy_section.save()
    assert "请从列表中选择" in policy_section.region.words
    policy_section.region.editor.settle()  # type: ignore[attr-defined]
    policy_section.save()
    assert settings.get(settings.POLICY) == "dezhou-2018"


def look_at(policy_section: PolicySection, edition: str) -> None:
    """Press the chip of an edition."""
    [chip] = [one for one in policy_section.findChildren(QPushButton) if one.text() == edition]
    chip.click()


def test_an_empty_figure_is_filled_in(policy_section: PolicySection, office: Office) -> None:
    look_at(policy_section, "2020年版")
    fill(policy_section.table, "医疗救助年度限额", "30,000")
    assert policy_section.unsaved()
    policy_section.save()
    for edition in figures.in_force().editions:
        target = edition.target("assistance_limit")
        assert (target.value, target.source) == (Decimal(30000), "本单位填写")


def test_a_figure_filled_in_for_today_leaves_closed_years_alone(policy_section: PolicySection) -> None:
    fill(policy_section.table, "医疗救助年度限额", "30,000")
    policy_section.save()
    first, *_, last = figures.in_force().editions
    assert (first.target("assistance_limit").value, last.target("assistance_limit").value) == (None, Decimal(30000))


def test_a_provisional_band_can_be_narrowed(policy_section: PolicySection) -> None:
    look_at(policy_section, "2020年版")
    fill(policy_section.table, "住院实际报销比例", "88", LOW)
    policy_section.save()
    target = figures.in_force().editions[0].target("reimbursed_ratio")
    assert (target.low, target.value, target.high) == (Decimal(88), Decimal(90), Decimal(95))


def test_a_figure_of_the_document_cannot_be_written_over(policy_section: PolicySection) -> None:
    table = policy_section.table
    item = table.item(line_of(table, "大病救治病种数"), VALUE)
    assert item is not None
    assert not item.flags() & Qt.ItemFlag.ItemIsEditable
    assert "ZS §一" in text(table, item.row(), 5)


def test_what_is_no_figure_is_refused_and_taken_back(policy_section: PolicySection, heard: Heard) -> None:
    fill(policy_section.table, "个人自付费用比例", "百分之十")
    assert [str(error) for error in heard.failed] == ["“百分之十”不是数字。请只填数字，如 90 或 85.5。"]
    assert text(policy_section.table, line_of(policy_section.table, "个人自付费用比例"), VALUE) == ""
    assert not policy_section.unsaved()


def test_a_band_on_its_head_is_refused_and_nothing_is_kept(policy_section: PolicySection, heard: Heard) -> None:
    policy_section.name.editor.setText("樟树市卫健委")
    fill(policy_section.table, "住院实际报销比例", "99", LOW)
    policy_section.save()
    assert isinstance(heard.failed[0], Refusal)
    assert heard.gone == []
    assert settings.get(settings.OFFICE_NAME) == "樟树市卫生健康委员会"


def test_each_edition_shows_its_own_lists(qtbot: QtBot, desk: Desk, register: Register) -> None:
    settings.put(settings.POLICY, "national-2017")
    section = PolicySection(desk, Office.of(register))
    shown(qtbot, section)
    counts = []
    for chip in section._chips:
        chip.click()
        counts.append(text(section.lists, 0, 1))
    assert len(set(counts)) > 1


# Backups


def test_a_backup_by_hand_is_listed_and_said(qtbot: QtBot, desk: Desk, office: Office, heard: Heard) -> None:
    section = BackupSection(desk, office)
    shown(qtbot, section)
    section.make_button.click()
    qtbot.waitUntil(lambda: section.table.rowCount() == 1, timeout=10_000)
    assert heard.said == ["已备份并校验：人员 0，救治记录 0"]
    made = backup.all_of(office.register.path)[0]
    told = [text(section.table, 0, place) for place in (0, 1, 2, 5, 6, 7)]
    assert told == [made.at[:16], "今天", backup.BY_HAND, "本机", "已校验", "与现在相同"]
    assert section.make_button.isEnabled()


def test_a_backup_that_cannot_be_made_is_told(qtbot: QtBot, desk: Desk, office: Office, heard: Heard) -> None:
    office.register.beside("backups").write_text("no folder")
    section = BackupSection(desk, office)
    shown(qtbot, section)
    section.make_button.click()
    qtbot.waitUntil(lambda: bool(heard.failed), timeout=10_000)
    assert "备份没有做成" in str(heard.failed[0])
    assert section.make_button.isEnabled()


# Looks and about


def test_looks_are_kept_on_the_workstation(qtbot: QtBot, desk: Desk, office: Office, heard: Heard) -> None:
    section = LooksSection(desk, office)
    shown(qtbot, section)
    section.colours["light"].click()
    assert heard.gone == []
    section.colours["dark"].click()
    section.sizes["large"].click()
    assert (home.looks().colours, home.looks().sizes) == ("dark", "large")
    assert heard.gone == [(RENEW, "looks")] * 2


def test_every_part_has_its_version_and_terms(qtbot: QtBot, desk: Desk, office: Office) -> None:
    section = AboutSection(desk, office)
    shown(qtbot, section)
    table = section.findChild(Table)
    assert isinstance(table, Table)
    software = [line for line in range(table.rowCount()) if text(table, line, 1)]
    assert all(text(table, line, 2) and text(table, line, 3) for line in software)
