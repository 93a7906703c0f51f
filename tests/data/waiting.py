"""Time passes for wrong tries without anybody waiting."""

import json
from pathlib import Path

from hfp_desk.store import tries


def earlier(register: Path, seconds: float) -> None:
    """As if the wrong tries had been made so many seconds before."""
    file = tries.tries_file(register)
    if file.exists():
        stored = json.loads(file.read_text(encoding="utf-8"))
        stored["failed"] = [[who, at - seconds, computer] for who, at, computer in stored["failed"]]
        file.write_text(json.dumps(stored), encoding="utf-8")
