"""The official papers from the register: what is on them agrees with what is kept, page by page."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from hfp_desk import papers
from hfp_desk.gate import Viewer
from hfp_desk.papers import sheets
from hfp_desk.papers.job import Job
from hfp_desk.problems import SILENT, Refusal
from hfp_desk.records import Diagnosis, Household, Identity, Person, Place, Settlement, Treatment
from hfp_desk.store import checking, keeping, scopes, stays
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope

CLERK = Viewer("李敏", frozenset({"admin", "entry", "secret"}))
NUMBER = "11010519491231002X"


@pytest.fixture
def person(register: Register) -> Person:
    village = Place.get(Place.code == "360982100200")
    household = Household.new(number="3609820000001", head_name="徐𬱖", village=village, town=village.parent, kind="01")
    person = Person.new(name="徐𬱖", id_number=NUMBER, household=household, village=village, town=village.parent)
    diagnosis = Diagnosis.new(person=person, disease="肺癌", icd="C34.900", batch_class="1")
    poor = Identity.new(person=person, kind="01", starts="2013-12")
    keeping.save(register, household, person, diagnosis, poor)
    for month in range(1, 4):
        stay = Treatment.new(person=person, disease="肺癌", hospital="樟树市人民医院", kind="1")
        stay.admitted, stay.discharged = date(2020, month, 2), date(2020, month, 12)
        bill = Settlement.new(person=person, treatment=stay, total=Decimal("10000.10"), basic=Decimal(9000))
        bill.own_share = Decimal("1000.10")
        keeping.save(register, stay, bill)
    return person


def read(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def test_the_ledger_holds_every_stay_and_its_totals(register: Register, person: Person, tmp_path: Path) -> None:
    printed = papers.print_form(register, "大病台账", tmp_path / "台账.pdf", Scope(), CLERK)
    [text] = read(printed.path)
    assert (printed.count, printed.pages, printed.warnings) == (3, 1, ())
    assert text.count("2020-0") == 6
    for wanted in (
        "徐𬱖",
        NUMBER,
        "临江镇",
        "建档立卡",
        "30,000.30",
        "27,000.00",
        "3,000.30",
        "第 1 页",
        "樟树市卫生健康委员会",
    ):
        assert wanted in text.replace("\n", ""), wanted


def test_a_reversal_takes_away_what_it_reverses(register: Register, person: Person) -> None:
    bill = Settlement.get()
    back = Settlement.new(person=person, treatment=bill.treatment, reversal_of=bill, total=-Decimal("10000.10"))
    back.basic, back.own_share = -Decimal(9000), -Decimal("1000.10")
    keeping.save(register, back)
    totals = [row.amounts["total"] for row in stays.treatments(register, Scope(), CLERK)]
    assert sorted(filter(None, totals)) == [Decimal("10000.10")] * 2
    assert len(list(stays.settlements(register, Scope(), CLERK))) == 4


def test_a_period_and_a_village_narrow_the_ledger(register: Register, person: Person, tmp_path: Path) -> None:
    march = Scope(since=date(2020, 3, 1), until=date(2020, 3, 31))
    assert papers.print_form(register, "treatments", tmp_path / "a.pdf", march, CLERK).count == 1
    assert stays.count(register, scopes.scope(CLERK, village="双洲村"), CLERK) == 3
    with pytest.raises(Refusal, match="没有可以打印"):
        papers.print_form(register, "treatments", tmp_path / "b.pdf", scopes.scope(CLERK, town="永泰镇"), CLERK)
    assert not (tmp_path / "b.pdf").exists()


def test_the_settlement_ledger_has_one_row_a_bill(register: Register, person: Person, tmp_path: Path) -> None:
    printed = papers.print_form(register, "一站式", tmp_path / "a.pdf", Scope(), CLERK)
    assert printed.count == 3
    assert "一站式" in read(printed.path)[0]


def test_the_help_sheet_says_who_is_ill_and_what_was_paid(register: Register, person: Person, tmp_path: Path) -> None:
    printed = papers.print_form(register, "帮扶表", tmp_path / "a.pdf", scopes.scope(CLERK, person=NUMBER), CLERK)
    text = "".join(read(printed.path)).replace("\n", "")
    assert printed.count == 1
    for wanted in ("徐𬱖", "3609820000001", "C34.900", "肺癌", "10,000.10", "1,000.10"):
        assert wanted in text, wanted


def test_the_ticks_of_the_catalogue_agree_with_the_content(register: Register, person: Person) -> None:
    facts = sheets.dossier_facts(person, Job(register, Scope(), CLERK, SILENT))
    ticks = {item.item: item.pages for item in facts.items}
    assert ticks["救治记录"] == 3
    assert ticks["费用结算单"] == 3
    assert ticks["转诊转院手续"] == 0
    assert facts.diseases == "肺癌"


def test_a_restricted_disease_is_not_printed_for_everybody(register: Register, person: Person, tmp_path: Path) -> None:
    first = Treatment.select().order_by(Treatment.id).first()
    first.restricted = True
    keeping.save(register, first)
    without = Viewer("王芳", frozenset({"entry"}))
    whole, printed = (
        papers.print_form(register, "treatments", tmp_path / f"{viewer.name}.pdf", Scope(), viewer)
        for viewer in (CLERK, without)
    )
    assert printed.count == whole.count - 1
    assert "保密病种的记录没有列入" in printed.warnings[-1]
    for stay in Treatment.select():
        stay.restricted = True
        keeping.save(register, stay)
    with pytest.raises(Refusal, match="没有可以打印"):
        papers.print_form(register, "treatments", tmp_path / "b.pdf", Scope(), without)


def test_unknown_names_are_refused_with_what_there_is(register: Register, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="一人一档"):
        papers.print_form(register, "奖状", tmp_path / "a.pdf", Scope(), CLERK)
    with pytest.raises(Refusal, match="没有名为“桃花村”的村"):
        scopes.scope(CLERK, village="桃花村")
    with pytest.raises(Refusal, match="没有找到“无名氏”"):
        scopes.scope(CLERK, person="无名氏")


def test_the_check_names_what_is_wrong_and_where(register: Register, person: Person) -> None:
    before = {(finding.kind, finding.problem.code) for finding in checking.check(register, CLERK)}
    assert ("settlement", "E-MONEY-BALANCE") not in before
    bill = Settlement.get()
    bill.own_share = Decimal("999.00")
    keeping.save(register, bill)
    wrong = [finding for finding in checking.check(register, CLERK) if finding.problem.code == "E-MONEY-BALANCE"]
    assert [(finding.record, finding.title) for finding in wrong] == [(bill.id, "费用结算 徐𬱖")]
