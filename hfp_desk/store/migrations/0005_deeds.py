"""One row a deed beside the history, by which the log is searched; filled from the history of an older register."""

from typing import Any

_STATEMENTS = (
    'CREATE TABLE "deed" ("id" INTEGER NOT NULL PRIMARY KEY, "at" TEXT NOT NULL, "user" TEXT NOT NULL, '
    '"reason" TEXT NOT NULL, "batch" INTEGER)',
    'CREATE INDEX "deed_at" ON "deed" ("at")',
    'CREATE INDEX "deed_user" ON "deed" ("user")',
    'INSERT INTO "deed" ("id","at","user","reason","batch") '
    'SELECT "deed","at","user","reason","batch" FROM "change" '
    'WHERE "id" IN (SELECT min("id") FROM "change" GROUP BY "deed")',
    'CREATE TRIGGER "deed_no_update" BEFORE UPDATE ON "deed" BEGIN SELECT RAISE(ABORT, \'deed is append-only\'); END',
    'CREATE TRIGGER "deed_no_delete" BEFORE DELETE ON "deed" BEGIN SELECT RAISE(ABORT, \'deed is append-only\'); END',
)


def up(_migrator: Any, db: Any) -> None:
    """The table, its indexes, what is already there, and that nothing of it is rewritten."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)
