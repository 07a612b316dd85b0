"""What is said about a new folder: its tree, the page 说明.md, and the list of what is to be decided."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.editor.setup import OF_EDITORS
from engine.founding.draft import (
    CASES_NAME,
    FACTS_NAME,
    LAST_NAME,
    LAST_RESULTS,
    PAPERS_NAME,
    README_NAME,
    SCHEME_NAME,
    TODO_NAME,
    UNDECIDED,
    UNITS_NAME,
)
from engine.founding.templates import TEMPLATES
from engine.text.width import display_width, pad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.founding.draft import Draft, Todo

_MEANINGS = {
    SCHEME_NAME: "考核方案：数据项、指标、规则、等次",
    UNITS_NAME: "参评单位名单",
    PAPERS_NAME: "通知、单位说明上的文号、日期等，出文时写",
    FACTS_NAME: "每个单位一个文件，填数据",
    CASES_NAME: "手工算过的结果，改了方案用它核对",
    LAST_NAME: "上年的方案、数据和结果，不要改",
    README_NAME: "先看这个：接着做什么",
    TODO_NAME: "须由人决定的事项",
    **dict.fromkeys(OF_EDITORS, "供编辑器提示用，不用管"),
}
_TODO_HEAD = (
    "这个文件夹是 `kaohe init --from` 由上年的考核建立的。下面先列已经改了的，请核对；再列须由人决定的。"
    "定一项，删一项，删完为止。行号是建立时的行号。"
)
# A folder with more files than these shows the first of them.
MOST_SHOWN = 4


def tree_text(name: str, files: Iterable[str]) -> str:
    """Return the tree of a folder, with what each of its parts is for."""
    tops: dict[str, list[str]] = {}
    for file in files:
        top, _, rest = file.partition("/")
        tops.setdefault(top, []).extend([rest] if rest else [])
    ordered = sorted(tops, key=lambda top: (list(_MEANINGS).index(top) if top in _MEANINGS else 0, top))
    heads = {top: top + ("/" if tops[top] else "") for top in ordered}
    width = max(display_width(head) for head in heads.values()) + 2
    lines = [f"{name}/"]
    for top in ordered:
        last = top == ordered[-1]
        meaning = _MEANINGS.get(top, "")
        lines.append(f"{'└' if last else '├'}─ {pad(heads[top], width)}{meaning}".rstrip())
        if top not in OF_EDITORS:
            margin = "   " if last else "│  "
            lines += [f"{margin}{branch}" for branch in _branches(tops[top])]
    return "\n".join(lines)


def _branches(files: Sequence[str]) -> Iterator[str]:
    files = _closed(files)
    shown = list(files) if len(files) <= MOST_SHOWN else list(files[: MOST_SHOWN - 1])
    rest = len(files) - len(shown)
    for number, file in enumerate(shown):
        end = number == len(shown) - 1 and not rest
        yield f"{'└' if end else '├'}─ {file}"
    if rest:
        yield f"└─ ……（共 {len(files)} 个）"


def _closed(files: Sequence[str]) -> list[str]:
    """Return the files of a folder in order, what lies deeper as a number of files."""
    inner: dict[str, int] = {}
    for file in files:
        top, _, rest = file.partition("/")
        inner[top] = inner.get(top, 0) + bool(rest)
    return [f"{top}/（{number} 个文件）" if number else top for top, number in sorted(inner.items())]


def readme_text(title: str, *, sample: bool) -> str:
    """Return the page that says what to do in a folder made from a template, in order."""
    first = (
        "`事实` 里现在是编造的示例数据，运行 `kaohe score` 就能看到评分的样子。看过以后清空，填真实的数据，"
        "并删去“示例: 是”。"
        if sample
        else "`事实` 里每个单位一个文件，数据都空着，等着填。"
    )
    return f"""\
# {title}

这个文件夹是 `kaohe init` 建立的。{first}

## 接着做什么

1. 改 `{UNITS_NAME}`：换成真正的参评单位。增减了单位，`{FACTS_NAME}` 里的文件也要跟着增减，“单位”一行要与名单一字不差。
2. 改 `{SCHEME_NAME}`：写着“{UNDECIDED}”的地方须由人决定，定了以后删去那几个字；其余的也照自己的办法改。
3. 每改一次，运行 `kaohe check {SCHEME_NAME}`：有错误就照提示改，直到“没有发现问题”。
4. 运行 `kaohe test`：核对 `{CASES_NAME}` 里手工算过的结果。指标改了，用例也照着改。
5. 填 `{FACTS_NAME}`，运行 `kaohe check`：列出还没有报的数据。改了数据项的，文件里的名称也要跟着改。
   用 Excel 向各单位收数的，运行 `kaohe form make`，做填报表发下去；交回的放进 `收回`，
   运行 `kaohe form import`，就填好了 `{FACTS_NAME}` 里空着的文件。
6. 运行 `kaohe score`：算分、排名、定等。`kaohe why 单位` 说明每一分的来历。
7. 出文：写好 `{PAPERS_NAME}`，运行 `kaohe report`（每个单位的评分说明）、`kaohe summary -o 汇总.xlsx`（给领导的汇总）、
   `kaohe notice`（结果通知）。

明年：在上一级文件夹里运行 `kaohe init 新文件夹 --from 这个文件夹`，建立下一年的考核。
"""


def todo_text(title: str, done: Sequence[str], todo: Sequence[Todo]) -> str:
    """Return the page that lists what was carried over and what a person has to decide."""
    parts = [
        f"# {title}：待定事项",
        _TODO_HEAD,
        "## 已经改了的",
        "\n".join(f"- {line}" for line in done),
        "## 须由人决定的",
    ]
    for heading, those in by_heading(todo).items():
        parts.append(f"### {heading}")
        parts.append("\n".join(f"- [ ] `{each.where}` {each.text}" for each in those))
    if not todo:
        parts.append("没有。")
    parts.append(f"上年的结果在 `{LAST_RESULTS}`。决定好以后运行 `kaohe check`，看还有哪些数据没有报。")
    return "\n\n".join(parts) + "\n"


def by_heading(todo: Iterable[Todo]) -> dict[str, list[Todo]]:
    """Return what is to be decided by its headings, in the order in which they first come."""
    found: dict[str, list[Todo]] = {}
    for each in todo:
        found.setdefault(each.heading, []).append(each)
    return found


def templates_text() -> str:
    """Return the templates that there are, a line each."""
    width = max(display_width(each.name) for each in TEMPLATES) + 2
    return "\n".join(f"{pad(each.name, width)}{each.purpose}" for each in TEMPLATES)


def draft_json(name: str, draft: Draft) -> str:
    """Return what was made and what is to be decided as JSON, `kaohe/init@1`; lines are counted from 1."""
    todo = [{"heading": each.heading, "text": each.text, "file": each.file, "line": each.line} for each in draft.todo]
    data = {"schema": "kaohe/init@1", "folder": name, "files": list(draft.files), "todo": todo}
    return json.dumps(data, ensure_ascii=False, indent=2)


def screen_text(name: str, draft: Draft, limit: int | None) -> str:
    """Return what the command shows: the tree, what is to be decided (the first `limit`), and what to run next."""
    parts = [f"已建立“{name}”：", tree_text(name, draft.files)]
    if draft.todo:
        shown = list(draft.todo)[:limit]
        lines = [f"须由人决定的 {len(draft.todo)} 处："]
        lines += [f"  {each.where}  {each.text}" for each in shown]
        if len(shown) < len(draft.todo):
            where = TODO_NAME if TODO_NAME in draft.files else f"{SCHEME_NAME}，查找“{UNDECIDED}”"
            lines.append(f"  还有 {len(draft.todo) - len(shown)} 处，见 {where}")
        parts.append("\n".join(lines))
    parts.append(_next(name))
    return "\n\n".join(parts)


def _next(name: str) -> str:
    """Return the next commands; the console of Windows wants a name with blanks in double quotes."""
    enter = f'cd "{name}"' if " " in name else f"cd {name}"
    steps = [(enter, "进到这个文件夹里")] if name != "." else []
    steps += [
        (f"kaohe check {SCHEME_NAME}", "改好方案以后，查有没有写错"),
        ("kaohe form make", "用 Excel 向各单位收数的，做填报表发下去"),
        ("kaohe check", "填数据以后，看还有哪些没有报"),
        ("kaohe score", "算分、排名、定等"),
    ]
    width = max(display_width(step) for step, _ in steps) + 2
    return "\n".join(["接着做：", *(f"  {pad(step, width)}{meaning}" for step, meaning in steps)])
