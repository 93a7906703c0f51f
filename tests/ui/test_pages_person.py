"""One person whole: head with masked number, facts, household, time line, sections, papers."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hfp_desk import papers
from hfp_desk.records import DIAGNOSIS, PERSON, SETTLEMENT, TREATMENT, Household, Person, Treatment
from hfp_desk.store import card
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk, kept, patient
from ui import pages
from ui.pages.jump import RecordTarget
from ui.pages.people_page import PeoplePage
from ui.pages.person_page import PersonPage
from ui.pages.print_request import PrintRequest

NUMBER = "36098219590312752X"


PAGES = {pages.PEOPLE: PeoplePage, pages.PERSON: PersonPage}


def test_the_number_is_masked_until_it_is_asked_for(clerk: Clerk) -> None:
    page = clerk.go(pages.PERSON, patient(clerk))
    assert page.head.name.text() == "李玥"
    assert page.head.number.text() == "360***********752X"
    page.head.reveal.click()
    assert page.head.number.text() == NUMBER
    page.head.reveal.click()
    assert NUMBER not in page.head.number.text()
    page.head.reveal.click()
    page.refresh()
    clerk.settle()
    assert page.head.number.text() == "360***********752X"


def test_those_who_may_not_see_the_number_are_not_offered_it(qtbot: QtBot, register: Register, clerk: Clerk) -> None:
    person = patient(clerk)
    register.db.execute_sql('UPDATE "user" SET "roles"=\'query\'')
    guest = Clerk(qtbot, register, {pages.PERSON: PersonPage})
    page = guest.go(pages.PERSON, person)
    assert page.head.name.text() == "李○"
    page.head.toggle()
    assert NUMBER not in page.head.number.text()
    page.edit(PERSON, person)
    assert "只能查看清单" in str(guest.failures.pop())
    guest.stop()


def test_the_sections_hold_what_belongs_to_the_person_alone(clerk: Clerk) -> None:
    person = patient(clerk)
    patient(clerk, "张三", "360982197001015510", "永泰镇")
    page = clerk.go(pages.PERSON, person)
    assert page.sections.shown == ["疾病 1", "救治 1", "费用 1", "身份 1", "档案目录 7/8", "历史 5"]
    assert page.sections.grids[2].foot.totals == "1 条 · 合计 1,000.00 · 自付 100.00 · 实际报销 90.0%"
    missing = [page.sections.file.topLevelItem(row) for row in range(8)]
    assert [item.text(0) for item in missing if item.text(1) == "缺"] == ["转诊转院手续"]


def test_the_five_dots_say_in_words_what_is_missing(clerk: Clerk) -> None:
    page = clerk.go(pages.PERSON, patient(clerk))
    dots = page.head.dots
    assert len([mark for mark in dots.text if mark in "●○"]) == 5
    assert "联系电话" in dots.text
    assert "身份清楚：缺联系电话" in dots.toolTip()


def test_the_time_line_can_be_narrowed(clerk: Clerk) -> None:
    page = clerk.go(pages.PERSON, patient(clerk))
    everything = len(page.time_line.shown)
    page.time_line.chips[card.CARE].click()
    assert [event.words for event in page.time_line.shown] == ["出院 肺癌", "入院 肺癌"]
    page.time_line.chips[card.CARE].click()
    assert len(page.time_line.shown) == everything > 2


def test_another_member_of_the_household_is_one_click_away(clerk: Clerk) -> None:
    person = patient(clerk)
    other = kept(clerk, PERSON, {"name": "李小", "household": Household.get().id, "relation": "21"})
    page = clerk.go(pages.PERSON, person)
    links = [link for link in page.facts.findChildren(QPushButton) if link.text() == "李小"]
    links[0].click()
    clerk.settle()
    assert (page.person, page.head.name.text()) == (other, "李小")


def test_what_is_saved_elsewhere_is_shown(clerk: Clerk) -> None:
    person = patient(clerk)
    page = clerk.go(pages.PERSON, person)
    made = kept(clerk, DIAGNOSIS, {"person": person, "disease": "胃癌"})
    clerk.desk.changed.emit({"diagnosis": frozenset({made})})
    clerk.settle()
    assert page.sections.tabs.tabText(0) == "疾病 2"


def test_enter_in_a_section_opens_the_record(clerk: Clerk) -> None:
    page = clerk.go(pages.PERSON, patient(clerk))
    page.sections.grids[2].opened.emit(1)
    assert page.entering
    assert page.panel.sheet.main is SETTLEMENT
    assert page.panel.form.fields["total"].editor.text() == "1,000.00"
    assert page.back()
    assert not page.entering


def test_a_record_can_be_opened_at_a_field(clerk: Clerk) -> None:
    person = patient(clerk)
    page = clerk.go(pages.PERSON, RecordTarget(person, PERSON, person, "大病保险"))
    assert page.panel.form.fields["major_insurance"].editor.hasFocus()
    assert Person.get().name == page.head.name.text()


def test_the_papers_of_one_person_are_asked_for_by_name(clerk: Clerk) -> None:
    person = patient(clerk)
    page = clerk.go(pages.PERSON, person)
    page.papers.actions()[1].trigger()
    key, request = clerk.gone[-1]
    assert key == pages.PRINT
    assert isinstance(request, PrintRequest)
    assert (request.form, request.scope.persons) == ("dossier", (person,))
    asked = set()
    for action in page.papers.actions():
        action.trigger()
        _, request = clerk.gone[-1]
        assert isinstance(request, PrintRequest)
        assert request.scope.persons == (person,)
        asked.add(request.form)
    assert {"follow-up-hypertension", "checkup-sheet", "signing-bag"} < asked < papers.FORMS.keys()


def test_somebody_who_is_gone_leads_back_to_the_list(clerk: Clerk) -> None:
    clerk.shell.go(pages.PERSON, 99)
    clerk.qtbot.waitUntil(lambda: not clerk.desk.busy)
    assert "没有这个人员" in str(clerk.failures.pop())
    assert clerk.gone[-1][0] == pages.PEOPLE


def test_a_form_offers_payers_of_the_policy_of_its_day(clerk: Clerk) -> None:
    page = clerk.go(pages.PERSON, patient(clerk))
    page.edit(TREATMENT, Treatment.get().id)
    fields = page.panel.form.fields
    assert {"basic", "major", "supplementary", "assistance", "relief"} <= set(fields)
    assert "poverty_fund" not in fields
