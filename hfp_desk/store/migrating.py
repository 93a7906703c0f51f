"""Bringing a register's tables to this program's version (numbered files in ``migrations/``).

The runner is peewee's own. The first schema is a migration too; each file imports only peewee, so an old register
is brought forward by exactly the steps it would have taken then.
"""

from pathlib import Path

from peewee import SqliteDatabase
from playhouse.migrations import Runner

from hfp_desk.problems import Refusal

_FOLDER = Path(__file__).parent / "migrations"


def pending(db: SqliteDatabase) -> tuple[str, ...]:
    """Names of the steps this register has not taken yet."""
    return tuple(step.name for step in _runner(db).status() if not step.applied)


def migrate(db: SqliteDatabase) -> tuple[str, ...]:
    """Take all pending steps, each in one transaction, and check links and integrity afterwards."""
    taken = tuple(_runner(db).up())
    if taken:
        _require_sound(db)
    return taken


def require_known(db: SqliteDatabase) -> None:
    """Refusal when a newer program has changed this register."""
    unknown = [step.name for step in _runner(db).status() if step.path is None]
    if unknown:
        raise Refusal("这本登记簿由新版本程序建立或升级过，本程序版本较旧。", "请安装新版本后再打开。")


def _runner(db: SqliteDatabase) -> Runner:
    return Runner(db, str(_FOLDER))


def _require_sound(db: SqliteDatabase) -> None:
    broken = db.execute_sql("PRAGMA foreign_key_check").fetchone()
    state = db.execute_sql("PRAGMA integrity_check").fetchone()
    if broken or state[0] != "ok":
        raise Refusal("升级后的检查没有通过。", "请从升级前的备份恢复并联系维护人员。")
