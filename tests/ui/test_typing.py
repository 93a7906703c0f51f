"""What was typed and not saved is there again after the program ended without warning, and only then."""

from PySide6.QtWidgets import QPushButton

from hfp_desk.records import Person
from hfp_desk.store import drafts
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key, write
from ui import pages
from ui.pages import typing
from ui.pages.people_page import PeoplePage
from ui.widgets.ask import Notice

PAGES = {pages.PEOPLE: PeoplePage}


def typed(clerk: Clerk) -> PeoplePage:
    page = clerk.go(pages.PEOPLE)
    assert isinstance(page, PeoplePage)
    clerk.press(Key.Key_F2)
    form = page.panel.form
    assert form is not None
    write(form.fields["name"].editor, "张三")
    write(form.fields["id_number"].editor, "3609821965")
    page.typing.keep()
    return page


def test_a_form_is_kept_and_offered_and_goes_on(clerk: Clerk, register: Register) -> None:
    page = typed(clerk)
    page._show(entering=False)  # the program ended here
    clerk.desk.gone.connect(lambda _page, target: page.open_at(target))
    notice = typing.offer(page, clerk.desk, page.office)
    assert isinstance(notice, Notice)
    assert notice.sentence == "上次有一张人员登记表没有保存。"
    notice.accept()
    form = page.panel.form
    assert form is not None
    assert (form.fields["name"].editor.text(), form.fields["id_number"].editor.text()) == ("张三", "3609821965")
    assert page.unsaved()


def test_what_is_given_up_is_gone(clerk: Clerk, register: Register) -> None:
    page = typed(clerk)
    notice = typing.offer(page, clerk.desk, page.office)
    assert notice is not None
    next(one for one in notice.findChildren(QPushButton) if one.text() == "放弃").click()
    assert drafts.left(register) is None
    assert typing.offer(page, clerk.desk, page.office) is None


def test_what_was_saved_or_left_is_not_offered(clerk: Clerk, register: Register) -> None:
    page = typed(clerk)
    form = page.panel.form
    assert form is not None
    form.fields["id_number"].editor.clear()
    page.panel.save()
    page.panel.save()
    assert Person.select().where(Person.name == "张三").exists()
    assert drafts.left(register) is None
    page = typed(clerk)
    assert drafts.left(register) is not None
    page.leave_panel()
    assert drafts.left(register) is None


def test_the_hand_rests_before_anything_is_written(clerk: Clerk, register: Register) -> None:
    page = clerk.go(pages.PEOPLE)
    assert isinstance(page, PeoplePage)
    clerk.press(Key.Key_F2)
    form = page.panel.form
    assert form is not None
    write(form.fields["name"].editor, "李四")
    assert drafts.left(register) is None
    clerk.qtbot.waitUntil(lambda: drafts.left(register) is not None, timeout=typing.REST + 20_000)
