"""Family-doctor signing, follow-ups, protection by payers, special programmes and monitoring."""

from pathlib import Path
from typing import Any

_SQL = Path(__file__).with_suffix(".sql")


def up(_migrator: Any, db: Any) -> None:
    """New columns of people, and the new tables with their indexes."""
    for statement in _SQL.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
