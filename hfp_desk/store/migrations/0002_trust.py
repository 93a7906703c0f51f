"""The log of what was done besides changing records, merged persons, and histories that nothing can rewrite."""

from typing import Any

_TABLES = (
    'CREATE TABLE "event" ("id" INTEGER NOT NULL PRIMARY KEY, "at" TEXT NOT NULL, "user" TEXT NOT NULL, '
    '"computer" TEXT NOT NULL, "program" TEXT NOT NULL, "action" TEXT NOT NULL, "subject" TEXT NOT NULL, '
    '"kind" TEXT NOT NULL, "record" INTEGER, "people" INTEGER, "reason" TEXT NOT NULL, "detail" TEXT, '
    '"hash" TEXT NOT NULL)',
    'CREATE INDEX "event_at" ON "event" ("at")',
    'CREATE TABLE "merge" ("id" INTEGER NOT NULL PRIMARY KEY, "winner_id" INTEGER NOT NULL, '
    '"loser_id" INTEGER NOT NULL, "deed" INTEGER NOT NULL, "user" TEXT NOT NULL, "at" TEXT NOT NULL, '
    '"reason" TEXT NOT NULL, "before" TEXT, "moved" TEXT, "undone_at" TEXT NOT NULL, "undone_by" TEXT NOT NULL, '
    'FOREIGN KEY ("winner_id") REFERENCES "person" ("id"), FOREIGN KEY ("loser_id") REFERENCES "person" ("id"))',
    'CREATE INDEX "merge_winner_id" ON "merge" ("winner_id")',
    'CREATE INDEX "merge_loser_id" ON "merge" ("loser_id")',
)


def up(_migrator: Any, db: Any) -> None:
    """Two tables; and the two chained tables refuse to be changed or emptied."""
    for statement in _TABLES:
        db.execute_sql(statement)
    for table in ("change", "event"):
        for deed in ("UPDATE", "DELETE"):
            db.execute_sql(
                f'CREATE TRIGGER "{table}_no_{deed.lower()}" BEFORE {deed} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
