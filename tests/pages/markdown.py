"""What a page of the papers holds: blocks of code, the files they are, and the tables that are made for it.

- A block below a line such as “文件 `方案.yaml`：” is that file.
- A block below “文件 `甲.py`，在 `import 乙` 一行后面加：” is put into the file, after that line.
- A line “在 `方案.yaml` 里，把 `甲` 改成 `乙`” changes the file, once.
- The lines “复制 `schemes/甲.yaml` 为 `方案.yaml`。” (from the repository), “把 `方案.yaml` 存成 GBK 编码。”,
  “删去 `乙.yaml`。” and “新建文件夹 `丙`。” do what they say.
- A line “把 `甲.yaml` 另存为 `乙.yaml`” copies a file.
- A line “在 `甲.xlsx` 里填写：`填报表!F6` 填 `48`，`填报表!F7` 填 `46`。” types into the cells of a workbook.
- A block `console` holds commands (`$ kaohe …`) with what they print; a line `……` stands for lines left out.
- A comment `<!-- 键：section -->` or `<!-- 问题代码：S130 S131 -->` stands above a table that is made, never written.
- A comment `<!-- 念法：A B -->` stands above what those parts of the example above it say; that is made too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CHAPTERS = DOCS / "方案怎么写"
CONTENTS = CHAPTERS / "目录.md"
FIRST_STEPS = DOCS / "五分钟上手.md"
NEW_METHOD = DOCS / "怎么加一种计分方法.md"
MENDING = DOCS / "改错和排版.md"
COMPARING = DOCS / "比较两版方案.md"
ORIGINS = DOCS / "各来源的数对照.md"
FOUNDING = DOCS / "建立考核文件夹.md"
FORMS = DOCS / "收发填报表.md"
LARGE = DOCS / "大批量数据.md"
NOTICE = DOCS / "结果通知.md"
SUMMARY = DOCS / "汇总.md"
PAGES = (
    FIRST_STEPS, FOUNDING, NEW_METHOD, MENDING, COMPARING, ORIGINS, FORMS, LARGE, SUMMARY, NOTICE,
    *sorted(CHAPTERS.glob("*.md"))
)  # fmt: skip

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"文件 `([^`]+)`(?:，在 `([^`]+)` 一行后面加)?.*：\Z")
_CHANGE = re.compile(r"^.*?在 `([^`]+)` 里，把 `([^`]+)` 改成 `([^`]+)`.*$", re.MULTILINE)
_DEED = re.compile(
    r"^(?:(?P<copy>复制) `([^`]+)` 为 `([^`]+)`|(?P<save>把) `([^`]+)` 存成 (\S+) 编码|(?P<remove>删去) `([^`]+)`"
    r"|(?P<make>新建文件夹) `([^`]+)`)。$",
    re.MULTILINE,
)
_FILL = re.compile(r"^在 `([^`]+)` 里填写：((?:`[^`]+` 填 `[^`]+`[，。])+)$", re.MULTILINE)
_TYPED = re.compile(r"`([^`]+)` 填 `([^`]+)`")
_COPY = re.compile(r"^.*?把 `([^`]+)` 另存为 `([^`]+)`.*$", re.MULTILINE)
_MADE = re.compile(r"^<!-- (键|问题代码|念法)：([^>]+?) -->\n\n((?:[|>].*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: where its text stands, under which heading, and the file that it is or is put into."""

    language: str
    text: str
    start: int
    heading: str
    file: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A text of a file that is put in place of another."""

    file: str
    old: str
    new: str
    start: int


@dataclass(frozen=True, slots=True)
class Deed:
    """What else is done: `copy` a file of the repository, `save` one in an encoding, `remove` it, `make` a folder.

    Or `fill` in a workbook: the file, then a cell and what is typed there, and so on.
    """

    verb: str
    words: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that is saved under another name."""

    file: str
    name: str
    start: int


@dataclass(frozen=True, slots=True)
class Made:
    """A table that is made: of which sort, of what, and what stands there now."""

    sort: str
    names: tuple[str, ...]
    text: str
    start: int


def read_page(path: Path) -> str:
    return path.read_text("utf-8")


def blocks(page: str) -> list[Block]:
    """The blocks of a page, in order."""
    found = []
    for match in _BLOCK.finditer(page):
        above = page[: match.start()].rstrip()
        file = _FILE.search(above.rsplit("\n", 1)[-1])
        headings = re.findall(r"^#+ (.*)$", _BLOCK.sub("", above), re.MULTILINE)
        name, after = (file[1], file[2]) if file else (None, None)
        found.append(Block(match[1], match[2], match.start(2), headings[-1] if headings else "", name, after))
    return found


def changes(page: str) -> list[Change]:
    """The changes that a page tells its reader to make."""
    return [Change(match[1], match[2], match[3], match.start()) for match in _CHANGE.finditer(page)]


def deeds(page: str) -> list[Deed]:
    """What else a page does with files, outside its blocks."""
    text = _BLOCK.sub(lambda match: "\n" * len(match[0]), page)
    found = []
    for match in _DEED.finditer(text):
        verb = next(name for name, word in match.groupdict().items() if word)
        words = tuple(word for word in match.groups() if word and word != match[verb])
        found.append(Deed(verb, words, match.start()))
    for match in _FILL.finditer(text):
        typed = (word for pair in _TYPED.findall(match[2]) for word in pair)
        found.append(Deed("fill", (match[1], *typed), match.start()))
    return found


def copies(page: str) -> list[Copy]:
    """The files that a page tells its reader to save under another name."""
    return [Copy(match[1], match[2], match.start()) for match in _COPY.finditer(page)]


def made(page: str) -> list[Made]:
    """The tables of a page that are made."""
    return [Made(match[1], tuple(match[2].split()), match[3], match.start(3)) for match in _MADE.finditer(page)]


def prose(page: str) -> str:
    """A page without its blocks, its code between signs, its comments and its made tables."""
    text = _MADE.sub("", _BLOCK.sub("", page))
    return re.sub(r"`[^`\n]*`|<!--.*?-->|\]\([^)]*\)", "`", text)


def replaced(page: str, pieces: Iterator[tuple[int, str, str]] | list[tuple[int, str, str]]) -> str:
    """A page with each text that stands at a place replaced by another."""
    for start, old, new in sorted(pieces, reverse=True):
        assert page.startswith(old, start)
        page = page[:start] + new + page[start + len(old) :]
    return page


def hold_or_update(path: Path, wanted: Callable[[str], str], *, update: bool) -> None:
    """Fails when a page is not as it should be, or rewrites it under --golden-update."""
    page = read_page(path)
    should = wanted(page)
    if update and should != page:
        path.write_text(should, "utf-8", newline="\n")
        page = should
    assert page == should, f"{path.name}: `make golden` rewrites it"
