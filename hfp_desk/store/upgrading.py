"""A register of an older program: backed up, brought forward, checked and logged, all of it or nothing.

The steps, the checks and the line in the log are one transaction, so that whatever goes wrong leaves the register
as it was. The way back is the backup made before, which the older program opens.
"""

import logging
from collections.abc import Mapping

from peewee import PeeweeException, SqliteDatabase

from hfp_desk import VERSION
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import ALL, Change, User
from hfp_desk.store import backup, history, log, migrating, tables
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register

UPGRADING = "正在升级登记簿"
_KEPT = (*(kind.model for kind in ALL), Change, User)


def upgrade(register: Register, progress: Progress = SILENT) -> tuple[str, ...]:
    """Take the steps this register has not taken yet; their names. The register is open in this thread.

    Refusal, with the register as it was and where its backup lies, when a step or a check fails.
    """
    steps = migrating.pending(register.db)
    if not steps:
        return ()
    progress.step(0, 0, UPGRADING)
    before = backup.make(register, backup.BEFORE_UPGRADE, progress)
    progress.step(0, 0, UPGRADING)
    try:
        with register.db.atomic("EXCLUSIVE"):
            _take(register, steps)
    except (PeeweeException, OSError, Refusal) as error:
        logging.getLogger(__name__).warning("upgrade failed: %s", type(error).__name__)
        raise Refusal(
            "登记簿升级没有成功，已保持升级前的样子，没有丢失任何内容。",
            f"请继续使用原来版本的程序，并联系维护人员；升级前的备份是“{before.path.name}”，在“{before.path.parent}”。",
        ) from error
    return steps


def _take(register: Register, steps: tuple[str, ...]) -> None:
    db = register.db
    held, head = _counts(db), history.head(db)
    migrating.migrate(db)
    after = _counts(db)
    if {table: after[table] for table in held} != held or history.head(db) != head:
        raise Refusal("升级前后的记录数不一致。")
    log.note(register, Action.UPGRADE, VERSION, detail={"steps": steps})


def _counts(db: SqliteDatabase) -> Mapping[str, int]:
    there = set(db.get_tables())
    names = [name for name in map(tables.table, _KEPT) if name.strip('"') in there]
    return {name: int(db.execute_sql(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in names}
