"""The pages are read as they are meant, and a page that is not true fails or is rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages.markdown import blocks, changes, hold_or_update, made, prose
from tests.pages.walk import change_file, put_block, walked

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
# 名称

文件 `甲/方案.yaml`（虚构）：

```yaml
目标: 1%
```

在 `甲/方案.yaml` 里，把 `1%` 改成 `2%`，再加一行。

文件 `甲/方案.yaml`，在 `目标: 2%` 一行后面加：

```yaml
扣: 1
```

## 表

<!-- 键：knot -->

| 键 |
| 值 |

说 `代码: 是` 完了。
"""


def test_a_page_is_read_as_it_is_meant() -> None:
    first, second = blocks(PAGE)
    assert (first.file, first.after, first.heading, first.text) == ("甲/方案.yaml", None, "名称", "目标: 1%\n")
    assert (second.file, second.after) == ("甲/方案.yaml", "目标: 2%")
    (change,) = changes(PAGE)
    assert (change.file, change.old, change.new) == ("甲/方案.yaml", "1%", "2%")
    (table,) = made(PAGE)
    assert (table.sort, table.names, table.text) == ("键", ("knot",), "| 键 |\n| 值 |\n")
    assert "目标" not in prose(PAGE)
    assert "代码" not in prose(PAGE)
    assert "完了" in prose(PAGE)


def test_a_page_is_done_in_order(tmp_path: Path) -> None:
    assert walked(PAGE, tmp_path) == []
    assert (tmp_path / "甲" / "方案.yaml").read_text("utf-8") == "目标: 2%\n扣: 1\n"


def test_what_is_to_be_changed_stands_there_once(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text("扣: 1\n扣: 1\n", "utf-8")
    with pytest.raises(AssertionError, match="should stand there once"):
        change_file(path, "扣: 1", "扣: 2")
    with pytest.raises(AssertionError, match="should stand there once"):
        put_block(blocks("文件 `方案.yaml`，在 `没有` 一行后面加：\n\n```yaml\n扣: 1\n```\n")[0], tmp_path)


def test_a_page_that_is_not_true_fails_or_is_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "页.md"
    path.write_text("一", "utf-8")
    with pytest.raises(AssertionError, match="make golden"):
        hold_or_update(path, lambda _: "二", update=False)
    hold_or_update(path, lambda _: "二", update=True)
    assert path.read_text("utf-8") == "二"
