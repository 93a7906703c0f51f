"""A link to another record; what is read and shown is the title of that record."""

from dataclasses import dataclass

from hfp_desk.kinds.base import Kind, plain


@dataclass(frozen=True)
class Link(Kind):
    """Refers to another record. Only the store can find it, so a link reads and shows its title as text."""

    name = "link"
    empty = None

    def read(self, raw: object) -> str:
        """The title to look for."""
        return plain(raw).text

    def show(self, value: str) -> str:
        """The title."""
        return value or ""
