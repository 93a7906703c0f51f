"""A process that opens one register after another, reads all of it, and says what came of it.

Run as ``python -m tests.faults.opener``: folders come in as JSON, one line of JSON goes out for each.
"""

import contextlib
import hashlib
import json
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from hfp_desk import mishap
from hfp_desk.problems import Refusal
from hfp_desk.records import ImportBatch
from hfp_desk.store import backup, chain, opening, sealing, verifying
from hfp_desk.store.opening import Register
from tests.faults.registers import PASSWORD, USER, content


def main() -> None:
    """Open until the input ends."""
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(_tried(json.loads(line))), flush=True)


def _tried(task: dict[str, Any]) -> dict[str, Any]:
    started, path = time.perf_counter(), Path(task["path"])
    open_it = opening.open_read_only if task["looking"] else opening.open_register
    try:
        register = open_it(path, USER, PASSWORD)
        try:
            told = {"ended": "opened", "told": _read(register)}
        finally:
            register.close()
    except Refusal as refusal:
        told = {"ended": "refused", "told": str(refusal), "advice": refusal.advice}
    except BaseException as error:
        noticed = mishap.understood(error)
        told = {"ended": "failed", "told": "".join(traceback.format_exception(error))}
        if noticed is not None:
            told = {"ended": "noticed", "told": str(noticed), "advice": noticed.advice}
    return {**told, "seconds": time.perf_counter() - started}


def _read(register: Register) -> str:
    """The fingerprint of all rows and of the history; whatever lies beside is read too, or refused."""
    with register.session():
        rows = json.dumps(content(register), default=str, ensure_ascii=False)
        heads = [chain.first_broken(register.db, chained) for chained in (chain.CHANGES, chain.EVENTS)]
        assert heads == [None, None], f"chains are broken at {heads}"
        batches: list[Any] = list(ImportBatch.select())
    for batch in batches:
        _or_refused(lambda batch=batch: sealing.unseal(register.key, register.beside("imports") / batch.kept_file))
    for one in backup.all_of(register.path):
        _or_refused(lambda one=one: verifying.facts(one.path, register.key))
    return hashlib.sha256(rows.encode()).hexdigest()


def _or_refused(read: Any) -> None:
    with contextlib.suppress(Refusal):
        read()


if __name__ == "__main__":
    main()
