"""The first schema: every table of version 0.1, as SQL that no later model can change."""

from pathlib import Path
from typing import Any

_SQL = Path(__file__).with_suffix(".sql")


def up(_migrator: Any, db: Any) -> None:
    """Create every table and index."""
    for statement in _SQL.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
