"""Which diseases and stays are restricted is asked by every list: an index of those few."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    """One small index for diseases, one for stays."""
    for table in ("diagnosis", "treatment"):
        index = f'CREATE INDEX "{table}_restricted" ON "{table}" ("restricted") WHERE ("restricted" = 1)'
        db.execute_sql(index)
