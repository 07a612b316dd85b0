"""Pages for tables that cannot be written as they are asked for (I03)."""

from __future__ import annotations

from engine.problem.catalogue_page import Page
from engine.problem.codes import Code

EXPORT_PAGES = {
    Code.EXPORT_FORMAT: Page(
        "写不了这种格式的表格",
        "表格能写成 .xlsx（Excel、WPS）、.csv 和 .parquet。换了别的扩展名，打开它的程序会读错。",
        "kaohe score --out 结果.xls",
        "kaohe score --out 结果.xlsx",
        "把文件名改成以 .xlsx 结尾；给其他程序读的，用 .csv 或 .parquet。",
    ),
    Code.EXPORT_TOO_LARGE: Page(
        "Excel 的一张表放不下",
        "Excel 的一张表最多 1,048,576 行、16,384 列，多出来的它读不到。删去一部分再写，看的人不会知道少了什么。",
        "kaohe score --trace 明细.xlsx（六十万个单位）",
        "kaohe score --trace 明细.parquet",
        "改写 .csv 或 .parquet；要用 Excel 看的，分组、分批评分后各写一份。",
    ),
    Code.EXPORT_NO_PARQUET: Page(
        "没有安装读写 Parquet 的部分",
        "Parquet 是给大批量数据用的格式，读写它的 pyarrow 有一百多 MB，平常用不着，所以没有一起装。",
        "kaohe score --out 结果.parquet（没有装 pyarrow）",
        "kaohe score --out 结果.csv",
        "改写 .csv 或 .xlsx；确实要 Parquet 的，请管理员运行 pip install pyarrow。",
    ),
    Code.NO_DOCUMENT_PARTS: Page(
        "没有安装做文书的部分",
        "单位说明、汇总、通知要用 jinja2、python-docx、lxml 和 resvg-py。没有编译器的机器上手工安装时容易漏掉；"
        "个别机器（如龙芯）没有现成的 resvg-py，做不了 Word 里的图。",
        "kaohe report --format docx（没有装 resvg-py）",
        "kaohe report --format html",
        "缺 resvg-py 的，先做 HTML，可以直接打印；其余的请管理员运行 pip install jinja2 python-docx resvg-py。",
    ),
}
