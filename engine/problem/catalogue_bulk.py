"""Pages for facts by the hundred thousand (F47): Parquet files, and CSV files that are read in columns."""

from __future__ import annotations

from engine.problem.catalogue_page import Page
from engine.problem.codes import Code

BULK_PAGES = {
    Code.BULK_PERCENT: Page(
        "百分数一列说不准怎么读",
        "Parquet 里的数没有“%”。99.35 可以是 99.35%，0.9935 也可以是 99.35%，读错就差一百倍，所以不猜。\n"
        "列名写了“(%)”、一列的数却都不超过 1 的，也先问清楚。",
        "列名 覆盖率，数值 0.9935、1.0000",
        "列名 覆盖率(1)，数值 0.9935、1.0000\n列名 覆盖率(%)，数值 99.35、100.00\n列名 覆盖率，文字 99.35%、100%",
        "按导出的系统的写法改列名：99.35 表示 99.35% 的写“(%)”，0.9935 表示 99.35% 的写“(1)”；\n"
        "也可以在这一列的元数据里写 unit: % 或 unit: 1，或把这一列导成带“%”的文字。",
    ),
    Code.BULK_NOT_INSTALLED: Page(
        "没有安装读大文件的组件",
        "Parquet 文件和 20 MB 以上的 CSV 文件由 pyarrow 读。它有 100 多 MB，平时用不着，所以不随程序安装。",
        "kaohe score 方案.yaml 数据.parquet（没有安装 pyarrow）",
        "pip install kaohe[bulk]\nkaohe score 方案.yaml 数据.parquet",
        "照提示安装；不便安装的，请系统导出成 Excel 工作簿，或分成几个较小的 CSV 文件。",
    ),
    Code.BULK_COLUMN: Page(
        "大批量数据里有一列读不了",
        "大批量数据一格是一个值。一列里是列表、结构或二进制的，没有数可取；\n"
        "类型是“事项”“多值”的数据项，一个单位有许多件、许多分，一格也放不下。",
        "列名 表彰，每格是一个列表",
        "列名 表彰次数，每格是一个整数",
        "请系统改成一格一个值；事项和评委打分用单位的 .yaml 文件或普通的表格报。",
    ),
    Code.BULK_FLOATS: Page(
        "一列是浮点数",
        "浮点数存不准十进制小数：99.35 存的是 99.349999999999994…。这里按它所代表的小数读（有效数字 15 位以内，\n"
        "与 Excel 相同），位数超出方案规定的照样报错。计分一律用准确的小数，不用浮点数。",
        "金额 是 double 一列",
        "金额 是 decimal(18, 2) 一列",
        "读对了就不用管；要稳妥，请系统导出十进制小数（decimal）或文字。",
    ),
    Code.BULK_BROKEN: Page(
        "不是完好的 Parquet 或 CSV 文件",
        "文件的内容与扩展名不符，或没有传完、被截断了。",
        "把 Excel 文件改名为 数据.parquet",
        "由系统或 pandas、duckdb 等导出的 数据.parquet",
        "请重新导出或重新传一次；改过扩展名的，改回去再读。",
    ),
    Code.BULK_MIXED: Page(
        "Parquet 与别的文件放在一起",
        "一个文件夹里有 Parquet 文件，就全按大批量数据读；旁边的 .yaml、表格没有读，漏掉了谁的数据看不出来。",
        "事实/\n  数据.parquet\n  甲单位.yaml",
        "事实/\n  自评.parquet\n  核定.parquet",
        "把别的文件移到另一个文件夹；其中也有要用的数据的，请一并导成 Parquet。",
    ),
}
