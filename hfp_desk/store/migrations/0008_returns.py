"""Returns as they were sent and collected, figures written in, explanations, locked periods."""

from pathlib import Path
from typing import Any

_SQL = Path(__file__).with_suffix(".sql")


def up(_migrator: Any, db: Any) -> None:
    """The new tables with their indexes."""
    for statement in _SQL.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
