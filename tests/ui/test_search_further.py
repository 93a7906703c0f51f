"""The search of the head bar finds doctors, institutions and villages beside people, and opens what was taken."""

from pytestqt.qtbot import QtBot

from hfp_desk.records import Doctor, Institution, Person, Place
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from ui.main_window import MainWindow
from ui.pages.coverage_page import CoveragePage
from ui.pages.doctors_page import DoctorsPage
from ui.pages.institutions_page import InstitutionsPage
from ui.session import Session


def test_what_is_taken_is_opened_where_it_belongs(qtbot: QtBot, register: Register) -> None:
    village = Place.get((Place.level == "5") & (Place.name == "双洲村委会"))
    clinic = Institution.new(name="双洲村卫生室", kind="6", village=village)
    keeping.save(register, clinic)
    keeping.save(register, Doctor.new(name="罗云海", village=village, institution=clinic))
    keeping.save(register, Person.new(name="罗云"))
    window = MainWindow()
    qtbot.addWidget(window)
    session = Session(window, register)
    window.show()
    assert [(choice.mark, choice.label) for choice in session.find("罗云")] == [("", "罗云"), ("村医", "罗云海")]
    found = {choice.mark: choice for choice in (*session.find("罗云海"), *session.find("双洲"))}
    assert {mark: choice.label for mark, choice in found.items()} == {
        "村医": "罗云海",
        "机构": "双洲村卫生室",
        "村": "双洲村委会",
    }
    for mark, page in (("村医", DoctorsPage), ("机构", InstitutionsPage), ("村", CoveragePage)):
        session.shell.found.emit(found[mark].value)
        qtbot.waitUntil(lambda: not session.desk.busy, timeout=15_000)
        assert isinstance(session.shell.page, page)
    session.stop()
