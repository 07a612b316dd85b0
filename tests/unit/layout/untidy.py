"""Trees written down as untidily as YAML allows, with numbered comments wherever one may stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

Tree = str | list["Tree"] | dict[str, "Tree"]

WORDS = st.sampled_from(
    [
        "走访",
        "得分 >= 90 且 案件数 = 0",
        "95%",
        "0.50",
        "是",
        "甲，乙",
        "（一）走访",
        "A1",
        "2021-01-01",
        "no",
        "12:30",
        "a-b",
    ]
)
KEYS = st.sampled_from(["名称", "分值", "A1", "计算公式", "说明", "甲单位", "2021-01-01", "得 分", "30"])
TREES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(WORDS, st.just("")),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


@dataclass
class Untidy:
    """Writes a tree; every choice is drawn."""

    draw: Callable[[Any], Any]
    comments: int = 0

    def chance(self, one_in: int) -> bool:
        return bool(self.draw(st.integers(1, one_in)) == 1)

    def pick(self, *texts: str) -> str:
        return str(self.draw(st.sampled_from(texts)))

    def comment(self) -> str:
        self.comments += 1
        return f"# 注{self.comments}: x - {{y}}"

    def end(self) -> str:
        """The end of a line, and what may stand before the next one."""
        text = ""
        if self.chance(4):
            text += self.pick(" ", "   ") + self.comment()
        elif self.chance(4):
            text += "  "
        text += "\n"
        while self.chance(4):
            text += self.pick("\n", "  \n")
            if self.chance(2):
                text += " " * self.draw(st.integers(0, 7)) + self.comment() + "\n"
        return text

    def scalar(self, text: str, col: int, *, flow: bool) -> str:
        forms = ["plain", "single", "double"]
        if not flow and text:
            forms += ["literal", "folded", "literal2"]
        form = self.pick(*forms)
        if form == "single":
            return f"'{text}'"
        if form == "double":
            return '"' + text.replace(" ", f" \n{' ' * (col + 1)}" if self.chance(2) else " ") + '"'
        if form in ("literal", "folded", "literal2"):
            sign = ">" if form == "folded" else "|"
            chomp = self.pick("", "-", "+")
            step = self.draw(st.integers(1, 4))
            digit, lead = (str(step), " ") if form == "literal2" else ("", "")
            pad = " " * (max(col, 0) + step)
            tail = "\n" * self.draw(st.integers(0, 2))
            return f"{sign}{digit}{chomp}\n{pad}{lead}{text}\n{tail}{pad}{text}\n{tail}"
        plain = "得分" if flow and text in ("", "甲，乙", "12:30") else text
        # A plain text may go on in the next line.
        return plain.replace(" ", f"\n{' ' * (col + 2)}") if self.chance(3) else plain

    def key(self, text: str) -> str:
        return self.pick(text, f"'{text}'", f'"{text}"')

    def flow(self, node: Tree, col: int) -> str:
        if isinstance(node, str):
            return self.scalar(node, col, flow=True)
        parts = []
        if isinstance(node, dict):
            parts = [f"{self.key(key)}: {self.flow(value, col)}" for key, value in node.items()]
        else:
            parts = [self.flow(item, col) for item in node]
        text = "{" if isinstance(node, dict) else "["
        for number, part in enumerate(parts):
            text += self.between(col)
            text += part + self.pick("", " ")
            text += "," if number + 1 < len(parts) or self.chance(4) else ""
        return text + self.between(col) + ("}" if isinstance(node, dict) else "]")

    def between(self, col: int) -> str:
        if self.chance(5):
            return " " + self.comment() + "\n" + " " * (col + 2)
        if self.chance(5):
            return "\n" + " " * col + self.pick(" ", "  ", "   ")
        return self.pick("", " ", "  ")

    def value(self, node: Tree, col: int) -> str:
        """What stands behind a key or a mark in a column, to the end of its line."""
        if isinstance(node, str):
            blank = self.pick(" ", "  ")
            text = self.scalar(node, col, flow=False)
            if text.endswith("\n"):
                return blank + text
            return blank + text + self.end()
        if self.chance(3):
            return " " + self.flow(node, col) + self.end()
        step = self.draw(st.integers(1, 4))
        return self.end() + self.group(node, col + step)

    def group(self, node: Tree, col: int) -> str:
        text = ""
        pad = " " * col
        if isinstance(node, dict):
            for key, value in node.items():
                text += f"{pad}{self.key(key)}:" + self.value(value, col)
            return text
        assert isinstance(node, list)
        for item in node:
            text += f"{pad}-"
            if isinstance(item, dict) and self.chance(2):
                blanks = self.draw(st.integers(1, 3))
                text += " " * blanks + self.group(item, col + 1 + blanks).lstrip(" ")
            else:
                text += self.value(item, col)
        return text


@st.composite
def untidy_texts(draw: Any) -> str:  # noqa: ANN401  hypothesis hands over a function
    """A text with comments that each have a number of their own."""
    tree = draw(TREES.filter(lambda tree: not isinstance(tree, str)))
    writer = Untidy(draw)
    text = writer.end() if draw(st.booleans()) else ""
    text += writer.group(tree, 0)
    return text if draw(st.booleans()) else text.removesuffix("\n")
