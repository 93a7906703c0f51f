"""核实核准 of many diseases at once: what the meeting decided on a day, in one deed that can be taken back (GJ §一)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hfp_desk.problems import Refusal
from hfp_desk.records import Diagnosis, Treatment
from hfp_desk.store.keeping import Changes, deed
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

VERIFIED, UNFIT = "2", "3"
_WAITING = f"""SELECT d."id" FROM {table(Diagnosis)} d WHERE d."voided_at"='' AND d."verify_state" IN ('','1')
 AND d."batch_class"='1' AND EXISTS (SELECT 1 FROM {table(Treatment)} t WHERE t."diagnosis_id"=d."id"
 AND t."voided_at"='' AND t."admitted"<=?) ORDER BY 1"""


def waiting(register: Register, day: date) -> tuple[int, ...]:
    """The 大病 that wait to be verified though somebody was in hospital with them by ``day``."""
    with register.session():
        return tuple(row[0] for row in register.db.execute_sql(_WAITING, (day.isoformat(),)))


def verify(register: Register, ids: Sequence[int], on: date, by: str, state: str = VERIFIED) -> Changes:
    """Keep that these diseases were verified (or found not to hold) on ``on`` by ``by``; those already so stay.

    Refusal without anybody who verified, or of a day that has not come.
    """
    if not by.strip():
        raise Refusal("没有填写核准机构或核准人。", "请填写由谁核准，如“市健康扶贫工作领导小组”。")
    if on > date.today():
        raise Refusal(f"核准日期 {on} 还没有到。", "请填写实际核准的日期。")
    with deed(register, f"核实核准 {on}") as act:
        for start in range(0, len(ids), 500):
            for record in Diagnosis.select().where(Diagnosis.id.in_(list(ids[start : start + 500]))):
                if record.verify_state != state:
                    record.verify_state, record.verified_on, record.verified_by = state, on, by.strip()
                    act.save(record)
    return act.changes
