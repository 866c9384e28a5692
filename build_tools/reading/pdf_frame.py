"""Where points of a PDF page's own space stand on the page as it is looked at."""

from dataclasses import dataclass
from math import atan2, degrees

# Degrees by which a line of writing may be out of the straight.
_SLANT = 6


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A page's visible box in its own space (points, upwards), and by how many quarters it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is looked at, at least one point each."""
        width, height = max(self.right - self.left, 1.0), max(self.top - self.bottom, 1.0)
        return (height, width) if self.turns % 2 else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point in points from the upper left corner."""
        across, down = x - self.left, self.top - y
        width, height = self.right - self.left, self.top - self.bottom
        match self.turns % 4:
            case 1:
                return height - down, across
            case 2:
                return width - across, height - down
            case 3:
                return down, width - across
            case _:
                return across, down

    def turn(self, x: float, y: float) -> int:
        """Return into which direction a vector of the page's own space points: quarters clockwise, -1 for others."""
        angle = degrees(atan2(-y, x)) + 90 * self.turns
        quarter = round(angle / 90)
        return quarter % 4 if abs(angle - 90 * quarter) <= _SLANT else -1
