"""Pages for workbooks and table files that cannot be read as they are (I02)."""

from __future__ import annotations

from engine.problem.catalogue_page import Page
from engine.problem.codes import Code

SHEET_PAGES = {
    Code.WORKBOOK_ENCRYPTED: Page(
        "工作簿加了打开密码",
        "加了打开密码的工作簿，不知道密码谁也读不出，程序也一样。“保护工作表”的密码不碍事，碍事的只是打开密码。",
        "收回/甲单位.xlsx（打开时要输入密码）",
        "收回/甲单位.xlsx（双击就能打开）",
        "用 Excel 或 WPS 打开，在“文件—信息—保护工作簿”里把打开密码清空，保存后再交。",
    ),
    Code.NOT_A_WORKBOOK: Page(
        "不是工作簿",
        "Word 文档、PDF、图片、压缩包改名为 .xlsx 不等于转换，里面的数读不出来。",
        "收回/甲单位.xlsx（其实是 Word 文档）",
        "收回/甲单位.xlsx（发下的填报表，填好后保存）",
        "请填写发下的填报表；扫描件、照片可以作佐证，压缩包请解开。",
    ),
    Code.WORKBOOK_OTHER_FORMAT: Page(
        "这种格式的表格读不了",
        "能读的是 .xlsx、.xls（.et）和 .csv。网页、XML 表格、.ods、.xlsb 也能用 Excel 打开，但里面的写法不同。",
        "收回/甲单位.xls（其实是系统导出的网页）",
        "收回/甲单位.xlsx",
        "用 Excel 或 WPS 打开它，“另存为”类型选“Excel 工作簿（.xlsx）”，再交。",
    ),
    Code.WORKBOOK_BROKEN: Page(
        "文件不完整或已经损坏",
        "没有传完的附件、空文件、配不上对的引号，都读不出完整的内容。读一半不如不读。",
        "收回/甲单位.xlsx（0 字节）",
        "收回/甲单位.xlsx（双击能打开，内容齐全）",
        "请填报人重新发送；自己能打开的，另存一份再用。",
    ),
    Code.WORKBOOK_TOO_LARGE: Page(
        "表格太大",
        "几百 MB 的工作簿，或者内容散在几十万行以外的，多半不是填报表，也可能是有人存心做的坏文件。",
        "收回/甲单位.xlsx，最末一格 XFD1048576 里有一个空格",
        "收回/甲单位.xlsx，内容都在填报表的范围里",
        "照提示到那一格看看；大量的数据请用 CSV 或 Parquet 文件。",
    ),
    Code.WORKBOOK_UNSAFE: Page(
        "工作簿里有不该有的声明",
        "文件里声明了“实体”，打开时会成倍膨胀，把机器拖垮。Excel、WPS 从不写出这样的文件，所以一律不打开。",
        "收回/甲单位.xlsx（用别的程序改过里面的 XML）",
        "收回/甲单位.xlsx（用 Excel、WPS 保存）",
        "核实文件是谁发来的；用 Excel 或 WPS 打开原件重新保存。",
    ),
    Code.SUFFIX_DIFFERS: Page(
        "后缀和内容不符",
        "有人把 .xls 直接改名为 .xlsx。程序看内容不看后缀，照样读；Excel 却可能不肯打开。这只是提示。",
        "甲单位.xlsx（其实是旧版的 .xls）",
        "甲单位.xls",
        "不用理会；双击打不开时，把后缀改过来。",
    ),
}
