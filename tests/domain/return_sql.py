"""Counting by hand for the tests of returns: what a clerk would ask the tables, not how the program asks them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hfp_desk.returns import Table
from hfp_desk.returns.table import NOWHERE, TOTAL
from hfp_desk.store.opening import Register
from tests.domain.return_sample import MARCH

TOWN = "coalesce((SELECT v.parent_id FROM place v WHERE v.id=p.village_id),p.town_id)"
ENTITLED = """EXISTS (SELECT 1 FROM identity i WHERE i.person_id=p.id AND i.voided_at='' AND i.kind='01'
 AND i.starts<=:ends AND (i.ends='' OR i.ends>=substr(:ends,1,length(i.ends)) OR i.benefits_continue=1))"""
POOR = f"p.voided_at='' AND p.person_state<>'2' AND (p.died_on IS NULL OR p.died_on>:ends) AND {ENTITLED}"

CASES = f"""WITH care AS (SELECT d.id AS of_case, t.id, t.kind, t.effect, t.admitted FROM diagnosis d
  JOIN treatment t ON t.person_id=d.person_id WHERE t.voided_at='' AND t.admitted<=:ends
  AND (t.diagnosis_id=d.id OR (t.diagnosis_id IS NULL AND t.standard_disease=d.standard_disease))),
 latest AS (SELECT of_case, effect FROM (SELECT of_case, effect, row_number() OVER
  (PARTITION BY of_case ORDER BY admitted DESC, id DESC) AS place FROM care WHERE effect<>'') WHERE place=1),
 cases AS (SELECT d.id, d.person_id, d.standard_disease, d.confirm_state, {TOWN} AS town,
  d.verify_state='2' AND coalesce(d.verified_on,'')<=:ends AS filed, d.id IN (SELECT of_case FROM care) AS treated,
  d.id IN (SELECT of_case FROM care WHERE kind='1') AS admitted, coalesce(d.closed_on<=:ends,0) AS closed,
  CASE WHEN p.died_on<=:ends OR l.effect='4' THEN 'dead' WHEN d.closed_on<=:ends AND d.close_reason='1' THEN 'cured'
   WHEN d.closed_on<=:ends AND d.close_reason='9' THEN 'other'
   WHEN l.effect='1' THEN 'cured' WHEN l.effect='2' THEN 'improved' ELSE '' END AS outcome
  FROM diagnosis d JOIN person p ON p.id=d.person_id LEFT JOIN latest l ON l.of_case=d.id
  WHERE d.voided_at='' AND d.batch_class='1' AND d.verify_state IN ('','1','2') AND d.found_on<=:ends
  AND (d.closed_on IS NULL OR d.closed_on>=:year) AND p.voided_at='' AND p.person_state<>'2'
  AND (p.died_on IS NULL OR p.died_on>=:year) AND {ENTITLED}) """
"""The cases of 大病 of the year, each with how it stands."""

STANDINGS = f"""WITH recorded AS (SELECT * FROM (SELECT c.*, row_number() OVER (PARTITION BY c.person_id ORDER BY
  coalesce(c.cancelled_on,c.ends,substr(c.created_at,1,10)) DESC, c.id DESC) AS place FROM contract c
  WHERE c.voided_at='' AND coalesce(c.signed_on,'')<=:ends) WHERE place=1),
 signed AS (SELECT DISTINCT person_id FROM contract WHERE voided_at='' AND state IN ('1','3')
  AND cancelled_on IS NULL AND starts<=:ends AND ends>=:ends),
 standing AS (SELECT p.id, {TOWN} AS town, p.died_on, CASE WHEN p.died_on<=:ends THEN '1'
  WHEN p.id IN (SELECT person_id FROM signed) THEN 'signed' WHEN r.id IS NULL THEN 'unknown'
  WHEN r.state='5' THEN r.unsigned_reason WHEN r.state='4' THEN 'under_way'
  WHEN r.state='2' THEN CASE r.cancel_reason WHEN '02' THEN '3' WHEN '04' THEN '5' ELSE 'under_way' END
  ELSE 'run_out' END AS how FROM person p LEFT JOIN recorded r ON r.person_id=p.id
  WHERE p.voided_at='' AND p.person_state<>'2' AND {ENTITLED}) """
"""Everybody the edition is for, with how they stand with signing."""

CHRONIC = """(p.id IN (SELECT m.person_id FROM managed_case m WHERE m.voided_at='' AND m.starts<=:ends
  AND m.ends IS NULL AND m.programme IN ('1','2','3','4')) OR p.id IN (SELECT d.person_id FROM diagnosis d
  WHERE d.voided_at='' AND d.batch_class='2' AND d.verify_state<>'3' AND d.closed_on IS NULL))"""


def differences(
    register: Register,
    found: Table,
    statements: Mapping[str, tuple[str, str, str, str]],
    days: Mapping[str, str] | None = None,
) -> list[str]:
    """Where a return differs from statements written by hand: head (WITH …), line, figure and source of a column."""
    wrong = []
    for name, (head, line, figure, source) in statements.items():
        digits = -2 if figure.startswith("sum(s.") else 0
        asked = {**(days or MARCH)}
        rows = register.db.execute_sql(f"{head}SELECT {line}, {figure} {source} GROUP BY 1", asked).fetchall()
        lines = {NOWHERE if key is None else key: Decimal(value or 0).scaleb(digits) for key, value in rows}
        (whole,) = register.db.execute_sql(f"{head}SELECT {figure} {source}", asked).fetchone()
        told = {one.key: one.cells[found.place(name)].value or Decimal(0) for one in found.lines}
        for key, value in {TOTAL: Decimal(whole or 0).scaleb(digits), **lines}.items():
            if told.pop(key, Decimal(0)) != value:
                wrong.append(f"{name} {key}: {value} by hand, {found.cell(key, name).value}")
        wrong += [f"{name} {key}: nothing by hand, {value}" for key, value in told.items() if value]
    return wrong


def counted_columns(found: Table) -> set[str]:
    """The columns that count something themselves."""
    return {one.name for one in found.definition.columns if one.indicator}
