"""The one door by which a file leaves: finished out of sight, logged, and only then put in place.

A file that was not logged does not exist; one that could not be written after all is logged as that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hfp_desk import placing
from hfp_desk.records import RecordType
from hfp_desk.store import log
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register

FAILED, NOT_PRINTED = "没有写成", "没有打印完"
"""What the second line of the log says of what was logged and then did not come about."""


@dataclass(frozen=True)
class Outgoing:
    """What the log says of something that leaves; no personal value is in it, whom it is about says ``record``."""

    action: Action
    subject: str
    people: int | None = None
    reason: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    kind: RecordType | None = None
    record: int | None = None

    def more(self, **detail: Any) -> Outgoing:
        """The same with more detail."""
        return replace(self, detail={**self.detail, **detail})

    def note(self, register: Register, **more: Any) -> None:
        """Write the line of the log; ``more`` goes into its detail."""
        log.note(
            register,
            self.action,
            self.subject,
            kind=self.kind,
            record=self.record,
            people=self.people,
            reason=self.reason,
            detail={**self.detail, **more},
        )


def release(register: Register, finished: Path, target: Path, outgoing: Outgoing) -> None:
    """Log ``outgoing`` and put ``finished`` in place of ``target``; Refusal when the place cannot be written."""
    part = placing.reserve(target)
    try:
        outgoing.note(register, file=target.name)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    try:
        placing.settle(finished, part, target)
    except BaseException:  # stopped from the keyboard, too
        outgoing.note(register, file=target.name, failed=FAILED)
        raise
