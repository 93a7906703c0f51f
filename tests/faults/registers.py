"""Registers to be maltreated: copies of one made for all tests, and everything that must hold afterwards."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from hfp_desk.records import ALL, ImportBatch
from hfp_desk.store import chain, opening
from hfp_desk.store.opening import Register

USER, PASSWORD = "李敏", "linjiang-2020"


@dataclass(frozen=True)
class Made:
    """A closed register, its key and recovery code."""

    path: Path
    key: bytes
    code: str

    def copy(self, folder: Path) -> Path:
        """A copy with all that lies beside it."""
        shutil.copytree(self.path.parent, folder)
        return folder / self.path.name


def opened(path: Path) -> Register:
    """The register as its user opens it."""
    return opening.open_register(path, USER, PASSWORD)


def require_sound(register: Register) -> None:
    """Integrity, links and both chains; no import half-way."""
    db = register.db
    assert db.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    assert chain.first_broken(db, chain.CHANGES) is None
    assert chain.first_broken(db, chain.EVENTS) is None
    assert not ImportBatch.select().where(ImportBatch.finished_at == "").exists(), "an import was begun, not finished"


def content(register: Register) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every kind of record."""
    tables = {kind.name: kind.model._meta.table_name for kind in ALL}
    select = 'SELECT * FROM "{}" ORDER BY "id"'
    with register.session():
        return {kind: register.db.execute_sql(select.format(table)).fetchall() for kind, table in tables.items()}
