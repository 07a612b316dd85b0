"""Pages for texts that are no YAML of ours (Y) and files that cannot be read (I)."""

from __future__ import annotations

from engine.problem.catalogue_page import Page
from engine.problem.codes import Code

FILE_PAGES = {
    Code.YAML_SYNTAX: Page(
        "不合 YAML 的写法",
        "缩进、冒号、引号或括号有一处不合规矩，后面的内容无从读起，所以其余的问题要等改好这一处才看得到。",
        "目标: >=99%\n每低：1个百分点",
        "目标: 99%\n每低: 1个百分点",
        "看箭头所指的一行和它的上一行：键后面是半角冒号加一个空格；同级的键左边对齐；缩进只用空格；\n"
        "以 > | @ % * & ! 开头的值、含“: ”的值要加引号；引号和括号要成对。",
    ),
    Code.WRONG_ENCODING: Page(
        "文件不是 UTF-8 编码",
        "同样的字节在不同编码下是不同的字。程序只认 UTF-8，不去猜，免得把单位名称读成乱码。",
        "用旧版记事本保存为“ANSI”（GBK）或“Unicode”（UTF-16）的 方案.yaml",
        "保存为“UTF-8”的 方案.yaml（带不带 BOM 都可以）",
        "用记事本打开，“另存为”时把“编码”选为 UTF-8，覆盖原文件。",
    ),
    Code.DUPLICATE_KEY: Page(
        "同一个键写了两次",
        "同一处的键只能有一个值。许多程序会悄悄只取后一个，前一个就白写了，所以这里一律指出。",
        "分值: 40\n分值: 20",
        "分值: 40",
        "删去多余的一个；如果本来就是两个指标或两个数据项，请给它们不同的编号或名称。",
    ),
    Code.ANCHOR_OR_TAG: Page(
        "用了锚点、引用或类型标记",
        "& * ! 和 << 是 YAML 的引用和类型标记。用了它们，读的人在这一处就看不到实际内容，也容易与正文混淆。",
        "甲: &a 40\n乙: !!str 40",
        '甲: 40\n乙: "!!str 40"',
        "把引用的内容照写一遍；如果 & * ! 本来是正文的第一个字，请给整段文字加引号。",
    ),
    Code.TOO_DEEP: Page(
        "嵌套太深",
        "套了六十层以上的内容不会是人写的方案，多半是缩进或括号出了错。",
        "[[[[……（六十多个方括号）……]]]]",
        "分项一般不超过五层",
        "检查这一行附近的缩进和括号是否成对。",
    ),
    Code.TOO_LARGE: Page(
        "文件太大",
        "方案和单位数据是人工编辑的文件，一般几十到几百 KB；大到 8 MB 以上，或多到十万项以上，多半是选错了文件。",
        "kaohe check 全年流水导出.yaml",
        "kaohe check 方案.yaml",
        "确认没有选错文件；大量的原始记录请先在别处汇总，方案只需要汇总数。",
    ),
    Code.EMPTY_TEXT: Page(
        "文件是空的",
        "文件里没有内容，或只有注释。",
        "# 还没有写",
        "方案编号: shili",
        "确认选对了文件，并且已经保存；新方案可以照 schemes/ 里的示例改写。",
    ),
    Code.SEVERAL_DOCUMENTS: Page(
        "一个文件里有几份内容",
        "“---”把文件分成几份，程序不知道该用哪一份。",
        "方案编号: shili\n---\n方案编号: shili-2",
        "方案编号: shili",
        "一个文件只写一份：把“---”之后的部分移到另一个文件，或删去“---”。",
    ),
    Code.FILE_NOT_FOUND: Page(
        "找不到文件",
        "按所写的路径没有这个文件或文件夹。",
        "kaohe check 方安.yaml",
        "kaohe check 方案.yaml",
        "核对文件名、后缀和所在的文件夹；相对路径是从当前文件夹算起的，“考核对象文件”是从方案所在的文件夹算起的。",
    ),
    Code.FILE_UNREADABLE: Page(
        "文件读不了",
        "文件在，但系统不让读：没有权限，正被别的程序占用，或者它其实是一个文件夹。",
        "kaohe check 方案文件夹",
        "kaohe check 方案文件夹/方案.yaml",
        "关闭正在使用它的程序（如 Excel、网盘同步）；检查权限；路径要写到具体的文件。",
    ),
    Code.NOT_TEXT: Page(
        "不是文本文件",
        "文件里是二进制内容，不是文字。",
        "把 数据.xlsx 改名为 数据.yaml",
        "在 Excel 里看着数字，填进 数据.yaml",
        "Excel、Word、压缩包改名不等于转换；请用文本文件，编码为 UTF-8。",
    ),
    Code.FOLDER_EMPTY: Page(
        "文件夹里没有单位数据",
        "这个文件夹里没有以 .yaml 结尾的文件。",
        "facts/\n  甲单位.xlsx",
        "facts/\n  甲单位.yaml\n  乙单位.yaml",
        "每个单位一个文件，文件名以 .yaml 结尾；核对文件夹的路径。",
    ),
    Code.FILE_SKIPPED: Page(
        "有文件没有用到",
        "数据文件夹里还有别的文件。它们没有读，也不影响结果；只是提醒，免得有人以为已经计入。",
        "facts/\n  甲单位.yaml\n  乙单位.txt",
        "facts/\n  甲单位.yaml\n  乙单位.yaml",
        "如果它本是单位数据，请把后缀改为 .yaml；无关的文件可以移走，也可以不管。",
    ),
    Code.NO_CASE_FILES: Page(
        "文件夹里没有用例文件",
        "这个文件夹和它下面的文件夹里都没有以 .yaml 结尾的文件，没有用例可以运行。",
        "用例/\n  走访.txt",
        "用例/\n  走访.yaml",
        "用例文件的文件名以 .yaml 结尾；核对文件夹的路径。",
    ),
}
