"""Sizes in millimetres: kinds of paper with their margins, and boxes on them."""

from dataclasses import dataclass, replace

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True)
class Sheet:
    """A kind of paper and its margins in millimetres; the left margin is for binding."""

    width: float
    height: float
    top: float = 15
    right: float = 15
    bottom: float = 15
    left: float = 25

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def end(self) -> float:
        """Where the right margin begins."""
        return self.width - self.right

    @property
    def foot(self) -> float:
        """Where the bottom margin begins."""
        return self.height - self.bottom

    def landscape(self) -> "Sheet":
        """The same paper turned, the margins as they are."""
        return replace(self, width=self.height, height=self.width)


A4 = Sheet(210, 297)
A3 = Sheet(297, 420)
A4_WIDE, A3_WIDE = A4.landscape(), A3.landscape()
A3_WALL = Sheet(297, 420, top=11, right=11, bottom=13, left=11).landscape()
A1_WALL = Sheet(594, 841, top=22, right=22, bottom=22, left=22).landscape()
"""Put up on a wall, not bound: even margins."""
OFFICIAL = Sheet(210, 297, top=37, right=26, bottom=35, left=28)
"""GB/T 9704-2012: 天头 37, 订口 28, 版心 156 x 225 mm."""


@dataclass(frozen=True)
class Box:
    """A rectangle on paper: its top left corner and size in millimetres."""

    x: float
    y: float
    width: float
    height: float

    def inset(self, sides: float, ends: float = 0) -> "Box":
        """The box without a border at its sides and at its upper and lower end."""
        return Box(self.x + sides, self.y + ends, self.width - 2 * sides, self.height - 2 * ends)
