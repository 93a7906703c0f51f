"""Every paper is an archive file (PDF/A-1b) as it leaves the program: whole in itself, searchable, told twice alike."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from hfp_desk import papers
from hfp_desk.gate import Viewer
from hfp_desk.papers import recovery
from hfp_desk.papers.lists import print_list
from hfp_desk.papers.recovery import RecoverySheet
from hfp_desk.printing.facts import Made
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4
from hfp_desk.records import PERSON, Diagnosis, DiseasePrice, Household, Identity, Person, Place, Settlement, Treatment
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from hfp_desk.store.views import View
from tests.data import pdf_reading, preflight
from tests.domain import planted

CLERK = Viewer("李敏", frozenset({"admin", "entry", "secret"}))
NAME = "徐𬱖"


@pytest.fixture
def register_with_a_patient(register: Register) -> Register:
    """A patient of a rare name, and everybody whom papers tell of."""
    village = Place.get(Place.code == "360982100200")
    household = Household.new(number="3609820000001", head_name=NAME, village=village, town=village.parent, kind="01")
    person = Person.new(name=NAME, id_number="11010519491231002X", household=household)
    person.village, person.town = village, village.parent
    diagnosis = Diagnosis.new(person=person, disease="肺癌", icd="C34.900", batch_class="1")
    keeping.save(register, household, person, diagnosis, Identity.new(person=person, kind="01", starts="2013-12"))
    stay = Treatment.new(person=person, disease="肺癌", hospital="樟树市人民医院", kind="1")
    stay.admitted, stay.discharged = date(2020, 1, 2), date(2020, 1, 12)
    bill = Settlement.new(person=person, treatment=stay, total=Decimal("10000.10"), own_share=Decimal("1000.10"))
    keeping.save(register, stay, bill)
    planted.plant(register)
    keeping.save(register, DiseasePrice.new(disease=planted.DISEASE, price=Decimal(1)))
    return register


@pytest.fixture
def all_papers(register_with_a_patient: Register, tmp_path: Path) -> list[Path]:
    """One of each: every form there is, a list, the recovery sheet."""
    register, folder = register_with_a_patient, tmp_path / "papers"
    drawn = [papers.print_form(register, name, folder / f"{name}.pdf", Scope(), CLERK).path for name in papers.FORMS]
    listed = print_list(register, View(PERSON, PERSON.columns), folder / "list.pdf", CLERK, title="人员名单").path
    sheet = RecoverySheet("樟树市卫生健康委员会", "樟树", "RXED-FAFH-CG92-QWWK-X11T-HEXQ", "李敏")
    return [*drawn, listed, recovery.save(sheet, folder / "recovery.pdf")]


@pytest.mark.skipif(not preflight.installed(), reason="PDFBox Preflight is not installed")
def test_an_independent_validator_finds_every_paper_valid(all_papers: list[Path]) -> None:
    assert preflight.complaints(all_papers) == {}


@pytest.mark.skipif(not preflight.installed(), reason="PDFBox Preflight is not installed")
def test_the_validator_would_complain(tmp_path: Path) -> None:
    """The same paper with its XMP cut out is no archive file."""
    path = tmp_path / "broken.pdf"
    with Paper(path, "坏的") as paper:
        paper.begin(A4)
        paper.text(30, 30, "字")
    path.write_bytes(path.read_bytes().replace(b"pdfaid:part>1", b"pdfaid:part>9"))
    assert "broken.pdf" in preflight.complaints([path])


def test_every_paper_says_what_it_is_and_brings_its_colours_and_fonts(all_papers: list[Path]) -> None:
    for path in all_papers:
        root: Any = PdfReader(path).trailer["/Root"]
        xmp = root["/Metadata"].get_object().get_data().decode()
        assert "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in xmp
        [intent] = root["/OutputIntents"]
        profile = intent["/DestOutputProfile"].get_object().get_data()
        assert profile[36:40] == b"acsp"
        assert profile[8] == 2
        for page in PdfReader(path).pages:
            resources: Any = page["/Resources"]
            for font in resources["/Font"].values():
                assert "/FontFile2" in font["/FontDescriptor"].get_object()
                assert "/ToUnicode" in font


def test_rare_names_are_found_in_the_archive_by_three_readers(all_papers: list[Path]) -> None:
    [sheet] = [path for path in all_papers if path.name == "help-sheet.pdf"]
    for read in (pdf_reading.by_pypdf, pdf_reading.by_pdfium, pdf_reading.by_pdftotext):
        assert NAME in read(sheet)


def test_both_descriptions_agree_whatever_the_title_holds(tmp_path: Path) -> None:
    made = Made("李敏", datetime(2020, 3, 26, 9, 5, 7, tzinfo=UTC), "樟树市<卫健委> & 扶贫办")
    with Paper(tmp_path / "a.pdf", "大病 <台账> & 𬱖", made) as paper:
        paper.begin(A4)
        paper.text(30, 30, "字")
    reader = PdfReader(tmp_path / "a.pdf")
    said, xmp = reader.metadata, reader.xmp_metadata
    assert said is not None
    assert xmp is not None
    assert xmp.dc_title is not None
    assert said.title == xmp.dc_title["x-default"] == "大病 <台账> & 𬱖"
    assert [said.author] == xmp.dc_creator == ["樟树市<卫健委> & 扶贫办"]
    assert said.creator == xmp.xmp_creator_tool == "健康扶贫台账"
    assert xmp.xmp_create_date is not None
    moment = datetime(2020, 3, 26, 9, 5, 7, tzinfo=UTC)
    assert said.creation_date == xmp.xmp_create_date.replace(tzinfo=UTC) == moment
