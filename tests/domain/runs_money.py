"""Runs of the consumers that tell what was settled: the check, prices, the calculator."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from hfp_desk import papers
from hfp_desk.gate import Viewer
from hfp_desk.papers.calculations import Calculation, print_calculation
from hfp_desk.problems import Refusal
from hfp_desk.records import DiseasePrice
from hfp_desk.rules.protection import reckon
from hfp_desk.store import overruns, protection, taking_over
from hfp_desk.store.protection_bills import GROUPS
from hfp_desk.store.scopes import Scope
from tests.data.pdf_reading import by_pdfium
from tests.domain import planted as p
from tests.domain.planted import World
from tests.domain.runs import ZS


def checked(world: World, viewer: Viewer, _folder: Path) -> str:
    """Every way of adding up, the payers, and the bills behind."""
    asked = protection.year_of(2020, viewer)
    told = [protection.check(world.register, ZS, asked, by) for by in GROUPS]
    paid = protection.payers(world.register, ZS, asked)
    return repr((told, paid, protection.behind(world.register, ZS, asked, found="low")))


def overpriced(world: World, viewer: Viewer, folder: Path) -> str:
    """The stays above a price of one yuan, and their list on paper."""
    prices = [DiseasePrice.new(disease=one, price=Decimal(1)) for one in (p.DISEASE, p.SECRET_DISEASE)]
    for price in prices:
        price.save()
    try:
        told = repr(overruns.overruns(world.register, protection.year_of(2020, viewer)))
        made = papers.print_form(world.register, "price-overrun", folder / "超标.pdf", Scope(), viewer)
        return told + _read(made.path)
    finally:
        for price in prices:
            price.delete_instance()


def reckoned(world: World, viewer: Viewer, folder: Path) -> str:
    """A stay taken over into the calculator and printed; a restricted one where it may be."""
    one = taking_over.taken(world.register, viewer, ZS, world.bill)
    found = reckon(one.stay, ZS.on(date(2020, 3, 13)))
    sheet = Calculation(found, ZS.label, one.name, "", one.disease, one.hospital)
    said = repr(one) + _read(print_calculation(world.register, sheet, folder / "测算.pdf", viewer).path)
    try:
        return said + repr(taking_over.taken(world.register, viewer, ZS, world.secret_bill))
    except Refusal:
        assert not viewer.sees_restricted
        return said


def _read(path: Path) -> str:
    return by_pdfium(path).replace("\r", "").replace("\n", "")
