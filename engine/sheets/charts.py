"""What a sheet shows beside its cells: bars, colours by size, and a word across printed pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.dataclass import dataclass

if TYPE_CHECKING:
    from engine.sheets.write_workbook import Page

_COLOUR, _FONT = "#1F4E79", {"name": "宋体", "size": 10}
_WIDTH, _BAR, _ROOM = 660, 26, 90  # pixels; what title and margins take
_LOW, _HIGH = "#F4B183", "#FFFFFF"
# Light enough that what is printed over it stays readable.
_ACROSS = '&C&"宋体,加粗"&60&KD0D0D0{}'
_TOP_MARGIN, _HEADER_MARGIN = "1.1", "0.25"  # inches


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, the first one on top: names and values are columns of rows `first` to `last` of a sheet.

    `below_zero` says that a value may be negative; elsewhere bars begin at 0, or their lengths would say nothing.
    `alt` is for who cannot see them.
    """

    title: str
    axis: str
    sheet: str
    names: int
    values: int
    first: int
    last: int
    format: str
    alt: str
    below_zero: bool = False

    @property
    def height(self) -> int:
        """How high they are, in pixels."""
        return _ROOM + _BAR * (self.last - self.first + 1)


def draw_bars(page: Page, row: int, column: int, bars: Bars) -> None:
    """Put bars upon a sheet, their upper left corner in a cell."""
    chart = page.book.chart("bar")

    def cells(at: int) -> list[str | int]:
        return [bars.sheet, bars.first - 1, at - 1, bars.last - 1, at - 1]

    labels = {"value": True, "num_format": bars.format, "font": _FONT}
    chart.add_series(
        {"name": bars.axis, "categories": cells(bars.names), "values": cells(bars.values), "gap": 45,
         "fill": {"color": _COLOUR}, "data_labels": labels}
    )  # fmt: skip
    chart.set_title({"name": bars.title, "name_font": {"name": "宋体", "size": 12}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis(
        {"reverse": True, "num_font": _FONT, "label_position": "low", "major_gridlines": {"visible": False}}
    )
    chart.set_x_axis(
        {"visible": False, "major_gridlines": {"visible": False}} | ({} if bars.below_zero else {"min": 0})
    )
    chart.set_size({"width": _WIDTH, "height": bars.height})
    page.sheet.insert_chart(row - 1, column - 1, chart, {"description": bars.alt, "object_position": 3})


def colour_low(page: Page, first: tuple[int, int], last: tuple[int, int], low: str, high: str) -> None:
    """Colour the numbers from `first` to `last` (row, column): deepest at `low` and below, none at `high`."""
    scale = {
        "type": "2_color_scale", "min_type": "num", "min_value": low, "min_color": _LOW,
        "max_type": "num", "max_value": high, "max_color": _HIGH,
    }  # fmt: skip
    page.sheet.conditional_format(first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1, scale)


def print_across(page: Page, word: str) -> None:
    """Print a word, large and grey, at the head of every page."""
    page.sheet.set_header(_ACROSS.format(word), {"margin": _HEADER_MARGIN})
    page.sheet.set_margins(top=_TOP_MARGIN)
