"""What the layout does to a text, shown before and after."""

from __future__ import annotations

import pytest

from engine.layout.formatted import formatted
from engine.problem.codes import Code
from engine.text.source import Source

PAIRS = {
    "two blanks a level": ("甲:\n      乙:\n         丙: 1\n", "甲:\n  乙:\n    丙: 1\n"),
    "a list stands in from its key": ("甲:\n- 1\n-   2\n", "甲:\n  - 1\n  - 2\n"),
    "keys of an item below each other": ("-\n   甲: 1\n   乙: 2\n", "- 甲: 1\n  乙: 2\n"),
    "one blank behind a colon and before a comment": ("甲:    1    # 注\n", "甲: 1 # 注\n"),
    "no blanks at the end, a line end there": ("甲: 1  \n乙:   \n丙: 2", "甲: 1\n乙:\n丙: 2\n"),
    "one blank line, none at the edges": ("\n甲: 1\n\n\n乙:\n\n  丙: 1\n\n\n", "甲: 1\n\n乙:\n  丙: 1\n"),
    "brackets on one line stay": ("甲: { 乙: 1,丙: [ 2,3 , ] }\n", "甲: {乙: 1, 丙: [2, 3]}\n"),
    "brackets over several lines are written out": ("甲: {乙: 1,\n  丙: [2, 3]}\n", "甲:\n  乙: 1\n  丙: [2, 3]\n"),
    "what is too wide is written out": (
        "甲: [" + ", ".join(["很长的一个名字"] * 9) + "]\n",
        "甲:\n" + "  - 很长的一个名字\n" * 9,
    ),
    "comments in brackets": (
        "甲: [ # 一\n  1, # 二\n  # 三\n  2] # 四\n",
        "甲: # 一\n  - 1 # 二\n  # 三\n  - 2 # 四\n",
    ),
    "empty brackets": ("甲: {   }\n乙: [\n]\n", "甲: {}\n乙: []\n"),
    "quotes that nothing needs": ('甲: \'得分 >= 90\'\n"乙": "走访"\n', "甲: 得分 >= 90\n乙: 走访\n"),
    "quotes that something needs": (
        "甲: '95%'\n乙: '甲: 乙'\n丙: 'no'\n丁: '1.10'\n戊: 'null'\n己: ''\n庚: '2021-01-01'\n辛: '注 #1'\n",
        "甲: '95%'\n乙: '甲: 乙'\n丙: 'no'\n丁: '1.10'\n戊: 'null'\n己: ''\n庚: '2021-01-01'\n辛: '注 #1'\n",
    ),
    "a block keeps its own indentation": (
        "甲:\n     乙: |-\n        一\n          二\n\n     丙: 1\n",
        "甲:\n  乙: |-\n    一\n      二\n\n  丙: 1\n",
    ),
    "a block that begins with blanks": ("甲: |4\n      一\n    二\n", "甲: |2\n    一\n  二\n"),
    "a block at the end of a file without a line end": ("甲: |\n  一", "甲: |-\n  一\n"),
    "blank lines that a block ends with": ("甲: |+\n  一\n\n\n乙: 1\n", "甲: |+\n  一\n\n\n乙: 1\n"),
    "a text over several lines": ("甲: 一\n   二\n\n   三\n", "甲: 一\n  二\n\n  三\n"),
    "a comment above stays above": ("甲: 1\n    # 注\n乙:\n# 注\n  丙: 1\n", "甲: 1\n# 注\n乙:\n  # 注\n  丙: 1\n"),
    "a comment below stays within": ("甲:\n   乙: 1\n   # 注\n丙: 1\n", "甲:\n  乙: 1\n  # 注\n丙: 1\n"),
    "a comment in place of a value": ("甲:\n    # 待定\n乙: 1\n", "甲:\n  # 待定\n乙: 1\n"),
    "a comment below a list that does not stand in": ("甲:\n- 1\n# 注\n乙: 1\n", "甲:\n  - 1\n# 注\n乙: 1\n"),
    "a comment between a key and its value": ("甲: # 注\n  1\n", "甲: # 注\n  1\n"),
    "comments at both ends": ("# 头\n\n甲: 1\n\n# 尾", "# 头\n\n甲: 1\n\n# 尾\n"),
    "the line that a document may begin with": ("# 头\n---\n甲: 1\n", "# 头\n---\n甲: 1\n"),
    "the words and their order": ("乙：注: （一），甲\n甲: 1.50\n", "乙：注: （一），甲\n甲: 1.50\n"),
}


@pytest.mark.parametrize("name", PAIRS)
def test_layout(name: str) -> None:
    before, after = PAIRS[name]
    assert formatted(Source("text", before)) == (after, [])
    assert formatted(Source("text", after)) == (after, [])


LEFT_ALONE = {
    "a fault": ("甲: [1\n", Code.YAML_SYNTAX),
    "a key that stands twice": ("甲: 1\n甲: 1\n", Code.DUPLICATE_KEY),
    "a key behind a question mark": ("? 甲\n: 1\n", Code.LAYOUT_UNKNOWN),
    "a line end that nobody sees": ("甲: 一\u2028  二\n", Code.LAYOUT_UNKNOWN),
    "a key over two lines": ("甲: {一\n 二}\n", Code.LAYOUT_UNKNOWN),
    "words only": ("一段文字\n", Code.LAYOUT_UNKNOWN),
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_cannot_be_laid_out_is_left_alone(name: str) -> None:
    text, code = LEFT_ALONE[name]
    found, problems = formatted(Source("text", text))
    assert found is None
    assert [problem.code for problem in problems] == [code]
