"""The one door by which a file leaves: finished out of sight, logged, and only then put in place.

A file that was not logged does not exist; one that could not be written after all is logged as that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hfp_desk import placing
from hfp_desk.problems import Refusal
from hfp_desk.store import log
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register

FAILED = "没有写成"
"""What the second line of the log says of a file that was logged and could not be put in place."""


@dataclass(frozen=True)
class Outgoing:
    """What the log says of something that leaves; ``detail`` holds no personal value."""

    action: Action
    subject: str
    people: int | None = None
    reason: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    def note(self, register: Register, **more: Any) -> None:
        """Write the line of the log."""
        detail = {**self.detail, **more}
        log.note(register, self.action, self.subject, people=self.people, reason=self.reason, detail=detail)


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
    except Refusal:
        outgoing.note(register, file=target.name, failed=FAILED)
        raise
