"""Which return a page is to open: by name and period, as it stands now or as it was sent."""

from dataclasses import dataclass

RETURNS_CHANGED = "return"
"""What ``Desk.changed`` names when a return itself changed: sent, written into, explained, its period locked."""


@dataclass(frozen=True)
class ReturnTarget:
    """``period`` is its mark (``2020-03``), empty for the latest; ``sent`` numbers a frozen return, 0 for now."""

    name: str
    period: str = ""
    sent: int = 0
