"""恢复单: the one paper that is drawn from no record; its code is shown once and kept nowhere but on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

TITLE = "登记簿恢复单"


@dataclass(frozen=True)
class RecoverySheet:
    """What stands on the sheet; ``code`` in groups parted by ``-``."""

    office: str
    register: str
    code: str
    made_by: str


def save(sheet: RecoverySheet, target: Path) -> Path:
    """Draw the sheet as a PDF to be printed, sealed and deleted; Refusal when it cannot be written."""
    from hfp_desk.printing.facts import Made, RecoverySheetFacts
    from hfp_desk.printing.forms import recovery_sheet
    from hfp_desk.printing.paper import Paper

    now = datetime.now()
    facts = RecoverySheetFacts(sheet.office, sheet.register, now.date(), sheet.code, sheet.made_by)
    with Paper(target, TITLE, Made(sheet.made_by, now, sheet.office)) as paper:
        recovery_sheet.draw(paper, facts)
    return target
