"""Subsidies sent down to a township: only what people fill in comes back (domain.md §2.7 下放、填报、收回)."""

from pathlib import Path
from typing import Any

import openpyxl

from hfp_desk.excel import templates
from hfp_desk.store.opening import Register
from tests.data.senders import bring
from tests.domain.listed import CLERK, place
from tests.domain.test_import_subsidies import full, held, ten


def test_a_list_sent_to_a_township_comes_back_with_what_was_filled_in(register: Register, tmp_path: Path) -> None:
    bring(register, full(tmp_path, "2020年1月31日", ten()))
    town = place("洲上乡").id
    (path,) = templates.write(register, templates.template_named("subsidies"), tmp_path, CLERK, (town,))
    sheet: Any = (book := openpyxl.load_workbook(path))["资助参保"]
    heads = {str(cell.value): cell.column for cell in sheet[3]}
    row = next(row for row in range(4, 24) if sheet.cell(row, heads["姓名"]).value == "何建桂甲")
    sheet.cell(row, heads["人工备注"]).value = "随子女外出"
    sheet.cell(row, heads["资助身份"]).value = "特困供养人员"
    book.save(path)
    plan = bring(register, path)
    assert (plan.counts["new"], plan.counts["change"]) == (0, 1)
    one = held(register)["何建桂甲"]
    assert (one.hand_remark, one.category) == ("随子女外出", "02")
