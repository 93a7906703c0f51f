"""Connections to a register: the one place that knows the database engine (SQLCipher through peewee).

The file is encrypted with a raw 256-bit key (a raw key opens in under a millisecond; a passphrase costs 0.2 s for
every connection, and peewee opens one a thread). WAL, ``synchronous=FULL``: what was saved survives a power cut.
Temporary tables and sorting stay in memory, so that nothing is ever written in the clear. ``cipher_memory_security``
stays off, SQLCipher's own default: it wipes the engine's memory, while what is shown lives in the window's anyway.
"""

from pathlib import Path
from typing import Any

from peewee import DatabaseError, OperationalError, SqliteDatabase
from playhouse.sqlcipher_ext import SqlCipherDatabase

from hfp_desk.problems import Refusal
from hfp_desk.store.traces import Damaged

_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "temp_store": "memory",
    "cache_size": -65_536,
}
_LOOKING = {"query_only": 1, "temp_store": "memory", "cache_size": -65_536}


class _Looked(SqlCipherDatabase):  # type: ignore[misc]
    """A database that is only read: whatever would write says so in a sentence."""

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """As peewee does it; Refusal for what would write."""
        try:
            return super().execute_sql(sql, params)
        except OperationalError as error:
            if "readonly" in str(error):
                raise Refusal("登记簿是只读打开的，不能修改。", "请结束查看，正常打开后再做这一步。") from None
            raise


class _Worked(SqlCipherDatabase):  # type: ignore[misc]
    """A database that is written. When the disk is full SQLite takes the transaction back by itself."""

    def rollback(self) -> None:
        """As peewee does it; nothing where nothing is left to take back, so that the first error is the one told."""
        if self.connection().in_transaction:
            super().rollback()


def connect(path: Path, key: bytes) -> SqliteDatabase:
    """A database object for ``path``, not yet connected and bound to no model (backups are checked this way)."""
    db: SqliteDatabase = _Worked(str(path), passphrase=f"x'{key.hex()}'", pragmas=_PRAGMAS, autoconnect=False)
    return db


def reading(address: str, key: bytes) -> SqliteDatabase:
    """A database object that cannot write, for the address (``file:…?mode=ro``) of a register."""
    passphrase = f"x'{key.hex()}'"
    db: SqliteDatabase = _Looked(address, passphrase=passphrase, pragmas=_LOOKING, autoconnect=False, uri=True)
    return db


def require_readable(db: SqliteDatabase, path: Path) -> None:
    """Connect; ``Damaged`` for a damaged file, while ``OperationalError`` goes to the caller."""
    try:
        db.connect()
        db.execute_sql("SELECT count(*) FROM sqlite_master")
    except OperationalError:
        raise
    except DatabaseError:
        raise Damaged(path) from None
