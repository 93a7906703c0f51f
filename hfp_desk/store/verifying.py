"""What a copy of a register holds, found by opening it: sound or not, rows by type, where both its chains end.

The copy is opened as a file that nobody changes: not a byte of it is written and nothing is left beside it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from peewee import DatabaseError, OperationalError, SqliteDatabase
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from hfp_desk.problems import Refusal
from hfp_desk.records import ALL
from hfp_desk.store import chain, tables

UNREADABLE: tuple[type[Exception], ...] = (DatabaseError, dbapi2.DatabaseError)
"""What reading a damaged file raises: by peewee while a statement begins, by the driver while rows are fetched."""
HINDERED: tuple[type[Exception], ...] = (OperationalError, dbapi2.OperationalError)
"""Those of them that tell of the disk or of another program, not of the file."""
_STILL = {"query_only": 1, "temp_store": "memory", "cache_size": -65_536}


@dataclass(frozen=True)
class Facts:
    """Living records by the title of their type, the last hash of the history and of the log."""

    counts: Mapping[str, int]
    head: str
    log_head: str


def facts(path: Path, key: bytes) -> Facts:
    """What a copy holds that passes the checks of integrity and links; Refusal otherwise."""
    db = still(path, key)
    try:
        db.connect()
        if not _sound(db):
            raise Refusal(f"“{path.stem}”没有通过校验。", "请改用另一份已校验的备份，并尽快联系维护人员。")
        return found(db)
    except UNREADABLE:
        raise Refusal(f"“{path.stem}”已损坏，读不出来。", "请改用更早的一份已校验备份。") from None
    finally:
        db.close()


def found(db: SqliteDatabase) -> Facts:
    """The same of an open database; tables that an older register does not have yet count nothing."""
    there = set(db.get_tables())
    heads = [chain.head(db, one) if one.table in there else "" for one in (chain.CHANGES, chain.EVENTS)]
    kinds = [kind for kind in ALL if tables.table(kind.model).strip('"') in there]
    return Facts({kind.title: _living(db, tables.table(kind.model)) for kind in kinds}, *heads)


def still(path: Path, key: bytes) -> SqliteDatabase:
    """A database object for a file nobody writes, not yet connected and bound to no model."""
    text = quote(path.absolute().as_posix())
    address = f"file://{'' if text.startswith('/') else '/'}{text}?mode=ro&immutable=1"
    db: SqliteDatabase = SqlCipherDatabase(
        address, passphrase=f"x'{key.hex()}'", pragmas=_STILL, autoconnect=False, uri=True
    )
    return db


def mark_of(key: bytes) -> str:
    """A short mark that tells one register's backups from another's; it says nothing about the key."""
    return hashlib.sha256(b"hfp-desk register " + key).hexdigest()[:16]


def _sound(db: SqliteDatabase) -> bool:
    whole = db.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok"
    return whole and db.execute_sql("PRAGMA foreign_key_check").fetchone() is None


def _living(db: SqliteDatabase, table: str) -> int:
    return int(db.execute_sql(f"SELECT count(*) FROM {table} WHERE \"voided_at\"=''").fetchone()[0])
