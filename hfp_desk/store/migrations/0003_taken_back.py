"""Which deed took back which, and indexes by which the history is read deed by deed."""

from typing import Any

_STATEMENTS = (
    'CREATE TABLE "taken_back" ("id" INTEGER NOT NULL PRIMARY KEY, "deed" INTEGER NOT NULL, '
    '"by_deed" INTEGER NOT NULL, "user" TEXT NOT NULL, "at" TEXT NOT NULL, "left" TEXT)',
    'CREATE INDEX "taken_back_deed" ON "taken_back" ("deed")',
    'CREATE INDEX "taken_back_by_deed" ON "taken_back" ("by_deed")',
    'DROP INDEX "change_deed"',
    'CREATE INDEX "change_deed_kind_action" ON "change" ("deed", "kind", "action")',
    'CREATE INDEX "change_voids" ON "change" ("deed") WHERE "action"=\'void\'',
)


def up(_migrator: Any, db: Any) -> None:
    """One table; one index widened, so that what a deed did is counted without reading its rows; one for the bin."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)
