"""A sheet of paper measured in pixels from its upper left corner, 800 wide, drawn at twice that."""

from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import BoxStyle, FancyArrowPatch, FancyBboxPatch
from matplotlib.transforms import Affine2D

from bot.pictures.lettering import PIXELS_PER_INCH, POINTS_PER_PIXEL, font
from bot.pictures.theme import Theme

WIDTH = 800
SCALE = 2


class Canvas:
    """Draws text and rounded boxes, and gives the PNG."""

    def __init__(self, height: float, theme: Theme) -> None:
        inches = (WIDTH / PIXELS_PER_INCH, height / PIXELS_PER_INCH)
        self._figure = Figure(figsize=inches, dpi=PIXELS_PER_INCH * SCALE, facecolor=theme.page)
        self._paper = Affine2D().scale(SCALE, -SCALE).translate(0, round(height) * SCALE)

    def text(
        self, x: float, baseline: float, text: str, size: float, colour: str, *, bold: bool = False
    ) -> None:
        """Write one line of text that `lettering` has made fit."""
        self._figure.text(
            x,
            baseline,
            text,
            transform=self._paper,
            fontproperties=font(size, bold),
            color=colour,
            horizontalalignment="left",
            verticalalignment="baseline",
            parse_math=False,
        )

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, radius: float) -> None:
        """Fill a box with rounded corners."""
        shape = BoxStyle.Round(pad=0, rounding_size=radius)
        patch = FancyBboxPatch(
            (x, y), width, height, boxstyle=shape, facecolor=colour, linewidth=0, transform=self._paper
        )
        self._figure.add_artist(patch)

    def arrow(
        self,
        begin: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        *,
        thickness: float,
        gap: float,
    ) -> None:
        """Draw a slightly bent arrow between two places, `gap` away from both, so that two ways show both."""
        points = POINTS_PER_PIXEL * SCALE
        patch = FancyArrowPatch(
            begin,
            end,
            transform=self._paper,
            arrowstyle="-|>",
            connectionstyle="arc3,rad=-0.18",
            mutation_scale=(10 + 2 * thickness) * points,
            linewidth=thickness * POINTS_PER_PIXEL,
            shrinkA=gap * POINTS_PER_PIXEL,
            shrinkB=gap * POINTS_PER_PIXEL,
            color=colour,
        )
        self._figure.add_artist(patch)

    def png(self) -> bytes:
        """Give the finished sheet, the same bytes for the same strokes."""
        file = BytesIO()
        FigureCanvasAgg(self._figure).print_png(file, metadata={"Software": None})
        return file.getvalue()
