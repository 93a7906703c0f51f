"""Write the first schema from the models (only while version 0.1 is unreleased; afterwards it never changes)."""

from pathlib import Path

from peewee import SqliteDatabase

from hfp_desk.records import MODELS

TARGET = Path(__file__).parent.parent / "hfp_desk/store/migrations/0001_first_schema.sql"


def main() -> None:
    """Create the tables in memory and write down how SQLite describes them."""
    db = SqliteDatabase(":memory:", pragmas={"foreign_keys": 1})
    db.bind(MODELS)
    db.connect()
    db.create_tables(MODELS, safe=False)
    rows = db.execute_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    TARGET.write_text("".join(f"{sql};\n" for (sql,) in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
