"""Certificates of a list's doctors: their days run forward and are not over, each is known by its number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from hfp_desk.excel.converting import is_blank, written
from hfp_desk.excel.network_state import Network, day_of, plain_number
from hfp_desk.excel.network_words import is_forever
from hfp_desk.excel.table import note, warn
from hfp_desk.excel.work import Rows
from hfp_desk.records import Licence
from hfp_desk.rules import clinics, periods

_TENTH = re.compile(r"\d{4}\.1")


def check_licence(rows: Rows, i: int) -> None:
    """The certificate's days: run forward, and are not over."""
    table = rows.table
    issued = str(table.value("licence.issued_on", i) or "")
    expires = str(table.value("licence.expires", i) or "")
    first = periods.last_day(issued)
    problems = clinics.licence_runs(first, periods.last_day(expires))
    if (
        first is not None
        and first > rows.work.today
        and not periods.overlap(
            (date(first.year, 1, 1) if len(issued) == 4 else first.replace(day=1), None), (None, rows.work.today)
        )
    ):
        problems.append(warn("W-LICENCE-FUTURE", f"发证日期 {issued} 晚于今天，请核对。", "发证日期", issued))
    day = day_of(rows)
    if not problems and expires and periods.run_out(expires, day):
        message = f"证书有效期至 {expires}，到 {day} 已经过期，照常登记，但不再算合格村医，请核对是否已换证。"
        problems.append(warn("W-LICENCE-OUT", message, "证书有效期", expires, f"晚于 {day}"))
    cell = table.raw("licence.expires", i)
    if isinstance(cell, float) and _TENTH.fullmatch(written(cell)):
        message = (
            f"“{written(cell)}”是数字，按 {expires} 读取；若是 {expires[:4]} 年 10 月，请改成文本“{expires[:4]}.10”。"
        )
        problems.append(warn("W-LICENCE-TENTH", message, "证书有效期", written(cell)))
    table.tell_all(i, problems)


def sort_licence(rows: Rows, state: Network, doctor: int, i: int) -> None:
    """Make or change the certificate of a row."""
    part = rows.table.kind.part("licence")
    assert part is not None
    values = rows.values(part, i)
    if all(map(is_blank, values.values())):
        return
    if is_forever(rows.table.raw("licence.expires", i)):
        values["remark"] = "长期有效"
        rows.table.tell(i, note("N-LICENCE-FOREVER", "证书有效期写为长期，按长期有效登记。", "证书有效期"))
    record = _known_licence(state, doctor, values)
    if record is None:
        record = rows.add(Licence, {"doctor": doctor, **values}, i)
        state.meet(Licence, record)
    else:
        rows.change(Licence, record, values, i)
    rows.keep_unread(part, record, i)


def _known_licence(state: Network, doctor: int, values: Mapping[str, Any]) -> int | None:
    """The certificate of that number; of that kind where one has no number, or only the number was corrected."""
    known = {one: state.content(Licence, one) for one in state.licences.get(doctor, ())}
    number, kind = plain_number(str(values.get("number") or "")), values.get("kind") or ""
    numbers = {one: plain_number(content.get("number") or "") for one, content in known.items()}
    if number and number in numbers.values():
        return next(one for one, text in numbers.items() if text == number)
    alike = [one for one, content in known.items() if not kind or content.get("kind") in (kind, "", None)]
    if not number:
        return alike[0] if len(alike) == 1 else None
    blank = [one for one in alike if not numbers[one]]
    ends = values.get("expires") or ""
    corrected = [one for one in alike if one > 0 and ends and known[one].get("expires") == ends]
    return next(iter(blank or corrected), None)
