"""PLACEHOLDER until the search module is written: keep ``refresh(db, person_ids)``."""

from collections.abc import Iterable

from peewee import SqliteDatabase


def refresh(db: SqliteDatabase, person_ids: Iterable[int]) -> None:
    """Bring the search entries of these persons up to date."""
