"""随访方式 filled in afterwards, where a list of visits had no such column (domain.md §2.10).

Only what is empty is filled, never a written mode; who was not met and the form of 贫困人群, which asks for none,
are left alone. All in one deed with its reason, which goes back whole.
"""

from __future__ import annotations

from collections.abc import Collection

from hfp_desk.codes import code_list
from hfp_desk.problems import Refusal
from hfp_desk.records import FollowUp
from hfp_desk.rules.visits import MET, POOR
from hfp_desk.store import keeping
from hfp_desk.store.history import BY_HAND
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

_EMPTY = f"""SELECT "id" FROM {table(FollowUp)} WHERE "mode"='' AND "voided_at"='' AND "programme"<>?
 AND "state" IN ('',?) ORDER BY 1"""


def waiting(register: Register, visits: Collection[int]) -> tuple[int, ...]:
    """Those of the visits that took place and say no 随访方式, by number."""
    with register.session():
        wanted = set(visits)
        return tuple(one for (one,) in register.db.execute_sql(_EMPTY, (POOR, MET)) if one in wanted)


def fill(register: Register, visits: Collection[int], mode: str, reason: str) -> keeping.Changes:
    """Write ``mode`` (code of ``visit_mode``) where the visits say none; Refusal without a mode or a reason."""
    if mode not in {item.code for item in code_list("visit_mode").offered()}:
        raise Refusal("没有选择随访方式。", "请选门诊、家庭或电话。")
    if not reason.strip():
        raise Refusal("没有写补填的原因。", "请写明依据，如“台账没有此栏，已向村医核实”。")
    with register.session(), keeping.deed(register, f"补填随访方式：{reason.strip()}") as act:
        empty = waiting(register, visits)
        act.change_rows(FollowUp, [(one, {"mode": ("", mode)}) for one in empty], [BY_HAND] * len(empty))
        return act.changes
