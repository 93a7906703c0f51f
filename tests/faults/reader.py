"""A process that looks at one workbook after another: paths come in, one line of JSON goes out for each.

Run as ``python -m tests.faults.reader REGISTER``. What the reader of a workbook breaks, this process breaks with.
"""

import contextlib
import json
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from hfp_desk.excel import importing, receipts
from hfp_desk.problems import Refusal
from hfp_desk.records import MODELS
from hfp_desk.store import undoing
from hfp_desk.store.opening import Register
from tests.faults.registers import opened

MEMORY = 2 << 30


def main(words: list[str]) -> None:
    """Read until the input ends."""
    register = opened(Path(words[0]))
    _limit_memory()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        print(json.dumps(_tried(register, Path(task["path"]), task["commit"])), flush=True)


def _tried(register: Register, path: Path, commit: bool) -> dict[str, Any]:
    started, before = time.perf_counter(), _counts(register)
    told: dict[str, Any] = {"ended": "plan", "told": ""}
    try:
        plan = importing.prepare(register, path)
        if commit:
            told["ended"] = "commit"
            _commit(register, plan)
            before = _counts(register)
    except Refusal as refusal:
        told = {"ended": "refused", "told": str(refusal), "advice": refusal.advice}
    except BaseException as error:  # a panic of the reader is no Exception
        told = {"ended": "failed", "told": "".join(traceback.format_exception(error))}
    return {**told, "wrote": before != _counts(register), "seconds": time.perf_counter() - started, "peak": _peak()}


def _commit(register: Register, plan: importing.Plan) -> None:
    """The whole way of an import: written, receipt made, checked, taken back."""
    result = importing.commit(register, plan)
    receipts.keep(register, plan, result)
    assert register.db.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    if result.batch is not None:
        undoing.undo_batch(register, result.batch)


def _counts(register: Register) -> list[int]:
    tables = [model._meta.table_name for model in MODELS]
    return [register.db.execute_sql(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables]


def _limit_memory() -> None:
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _peak() -> int:
    """The most memory this process ever held, in MB; 0 where the system does not tell.

    Not ``ru_maxrss``: Linux hands it on from the process that started this one.
    """
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024
    return 0


if __name__ == "__main__":
    main(sys.argv[1:])
