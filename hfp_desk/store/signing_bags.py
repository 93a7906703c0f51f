"""Households that have a signing bag: those of a scope with somebody who signed (domain.md §2.17)."""

from __future__ import annotations

from dataclasses import replace

from hfp_desk.records import Contract, Household, Person
from hfp_desk.rules.contract_checks import UNSIGNED
from hfp_desk.store.opening import Register
from hfp_desk.store.roster_lines import OFFICIALLY, PLACED
from hfp_desk.store.scopes import Scope
from hfp_desk.store.tables import table


def households(register: Register, scope: Scope) -> list[int]:
    """Ids of the households in the order of villages."""
    where, given = replace(scope, since=None, until=None).where("p")
    signed = f"""SELECT 1 FROM {table(Contract)} c JOIN {table(Person)} m ON m."id"=c."person_id"
        WHERE m."household_id"=h."id" AND m."voided_at"='' AND c."voided_at"='' AND c."state"<>?"""
    sql = f"""SELECT DISTINCT h."id" FROM {table(Household)} h JOIN {table(Person)} p ON p."household_id"=h."id"
        {PLACED.format("h")} WHERE h."voided_at"='' AND p."voided_at"='' AND {where} AND EXISTS ({signed})
        ORDER BY {OFFICIALLY}, h."number", h."id" """
    return [row[0] for row in register.db.execute_sql(sql, (*given, UNSIGNED))]


def members(household: int) -> list[Person]:
    """The living records of a household's persons, the head first."""
    mine = (Person.household == household) & (Person.voided_at == "")
    found = Person.select().where(mine).order_by(Person.relation != _HEAD, Person.id)
    return list(found)


_HEAD = "02"
"""户主 among the codes of ``relation``."""
