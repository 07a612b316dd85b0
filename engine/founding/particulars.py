"""The file of a new folder for what documents say besides: 文书.yaml, all of it still to be written."""

from __future__ import annotations

from engine.editor.setup import modeline
from engine.founding.draft import PAPERS_NAME

_TEXT = """\
# 结果通知（kaohe notice）和单位说明（kaohe report）上的文号、日期等。不是方案的一部分，到出文时再写也不迟。
# 要写哪一项，就去掉那一行开头的“# ”。没有写的，能由方案写出来的就写出来，写不出来的留“【待填：…】”。
格式: 1
# 通知:
#   文种: 通知
#   红头: 无
#   发文字号: 某发〔年份〕21号
#   主送机关: 各单位
#   成文日期: 年份-02-22
# 复核:
#   截止日期: 年份-03-10
#   受理: 某某科
#   联系方式: 办公电话
# 字体: Windows自带
"""


def particulars_text() -> str:
    """Return the file, with the line that tells editors what it is."""
    return f"{modeline('papers', PAPERS_NAME)}\n{_TEXT}"
