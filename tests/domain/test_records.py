"""Laws that every record type obeys, present and future."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from peewee import ForeignKeyField, SqliteDatabase

from hfp_desk.codes import code_lists
from hfp_desk.fields import Secrecy, is_declared, spec_of
from hfp_desk.kinds import Choice, Choices
from hfp_desk.problems import Severity
from hfp_desk.records import ALL, BY_NAME, MODELS, PAYERS, Person, RecordType, Settlement, Treatment
from hfp_desk.records.checks import problems_of
from hfp_desk.store.opening import Register

EACH = pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
NOT_ENTERED = {
    "household": set(),
    "person": {"id_key"},
    "identity": {"person"},
    "diagnosis": {"person", "standard_disease", "hospital"},
    "treatment": {"person", "diagnosis", "institution", "standard_disease"},
    "settlement": {"person", "treatment", "reversal_of"},
    "doctor": {"id_key"},
    "posting": {"id_key"},
    "cadre": {"id_key"},
    "attendance": {"id_key"},
    **{key: {"person"} for key in ("contract", "service", "survey", "managedcase", "checkup", "followup")},
    **{key: {"person"} for key in ("agreement", "subsidy", "screening", "aid", "alert")},
    "discrepancy": {"person"},
}
"""Derived values, and links that the page sets by where it stands."""


@EACH
def test_each_field_stands_once_in_the_form(kind: RecordType) -> None:
    entered = Counter(field.name for section in kind.sections for field in section.fields)
    assert set(entered.values()) == {1}
    assert set(entered) == {field.name for field in kind.fields} - NOT_ENTERED.get(kind.name, set())


@EACH
def test_a_column_walks_from_the_listed_record_to_its_field(kind: RecordType) -> None:
    keys = [column.key for column in kind.columns]
    assert len(keys) == len(set(keys))
    for column in kind.columns:
        model = kind.model
        for link in column.path:
            assert link.model is model
            model = link.rel_model
        if column.summed_over is not None:
            assert column.summed_over.rel_model is model
            model = column.summed_over.model
        assert column.field.model is model


@EACH
def test_no_two_fields_of_a_type_answer_to_one_heading(kind: RecordType) -> None:
    headings = Counter(word for field in kind.fields for word in {spec_of(field).label, *spec_of(field).aliases})
    assert [word for word, times in headings.items() if times > 1] == []


@EACH
def test_the_code_lists_of_the_fields_exist(kind: RecordType) -> None:
    for field in kind.fields:
        how = spec_of(field).kind
        if isinstance(how, Choice | Choices):
            assert how.codes in code_lists()
            assert how.list.offered()


@EACH
def test_every_stored_value_reads_back_from_what_is_shown(kind: RecordType) -> None:
    for field in kind.fields:
        how = spec_of(field).kind
        if isinstance(how, Choice | Choices):
            for item in how.list.offered():
                value: Any = item.code if isinstance(how, Choice) else (item.code,)
                assert how.read(how.show(value)) == value, (field.name, item)


@EACH
def test_what_hangs_on_a_person_is_no_public_matter(kind: RecordType) -> None:
    if "person" in kind.model._meta.fields:
        assert all(spec_of(field).secrecy >= Secrecy.INTERNAL for field in kind.fields)


def test_names_are_unique_and_links_point_backwards() -> None:
    assert len(BY_NAME) == len(ALL)
    known = set()
    for kind in ALL:
        known.add(kind.model)
        for field in kind.model._meta.sorted_fields:
            if isinstance(field, ForeignKeyField):
                assert field.rel_model in known


def test_the_migrated_register_has_exactly_the_tables_of_the_models(register: Register) -> None:
    wanted = SqliteDatabase(":memory:")
    with wanted.bind_ctx(MODELS):
        wanted.connect()
        wanted.create_tables(MODELS, safe=False)
        made = structure(wanted)
        wanted.close()
    assert structure(register.db) == made


def structure(db: SqliteDatabase) -> dict[str, Any]:
    """Columns, links and indexes of every table; the place of a column in its table does not matter."""
    tables = db.execute_sql("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'schema_migration%'")
    return {name: (_columns(db, name), _links(db, name), _indexes(db, name)) for (name,) in tables.fetchall()}


def _columns(db: SqliteDatabase, table: str) -> dict[str, Any]:
    rows = db.execute_sql(f'PRAGMA table_info("{table}")').fetchall()
    return {name: (kind, needed, key) for _, name, kind, needed, _, key in rows}


def _links(db: SqliteDatabase, table: str) -> set[Any]:
    return {row[2:] for row in db.execute_sql(f'PRAGMA foreign_key_list("{table}")').fetchall()}


def _indexes(db: SqliteDatabase, table: str) -> dict[str, str]:
    sql = "SELECT name, sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL AND tbl_name=?"
    return dict(db.execute_sql(sql, (table,)).fetchall())


def test_every_payer_is_a_declared_money_field() -> None:
    assert all(is_declared(field) and spec_of(field).unit == "元" for field in PAYERS)


def test_a_half_known_person_is_told_what_is_missing_but_may_be_kept() -> None:
    problems = problems_of(Person.new(name="张三", id_number="11010519491231002x"), BY_NAME["person"])
    assert not [problem for problem in problems if problem.severity is Severity.ERROR]
    missing = problems_of(Person.new(), BY_NAME["person"])
    assert {"姓名", "证件号码"} <= {problem.label for problem in missing}


def test_a_wrong_number_and_a_bill_that_does_not_balance_are_errors() -> None:
    number = problems_of(Person.new(name="张三", id_number="110105194912310021"), BY_NAME["person"])
    assert any(problem.severity is Severity.ERROR and "应为 X" in problem.message for problem in number)
    bill = Settlement.new(total=Decimal(100), basic=Decimal(60), own_share=Decimal("39.99"))
    told = problems_of(bill, BY_NAME["settlement"])
    assert any("0.01" in problem.message for problem in told)


def test_days_in_hospital_follow_from_the_dates() -> None:
    stay = Treatment.new(admitted=date(2020, 1, 3), discharged=date(2020, 1, 17))
    stay.derive()
    assert stay.days == 14
