"""Random tables of the facts of `both_ways.SCHEME`, with what people write in them, right and wrong."""

from __future__ import annotations

from random import Random

UNITS = ("甲单位", "乙单位", "丙单位", "丁单位", "戊单位")
RIGHT = {
    "应访": ("0", "12", "", "未报"),
    "实访": ("0", "12", "7", "", "未报"),
    "金额": ("0", "1.5", "", "未报"),
    "覆盖率": ("99.35%", "100%", "", "未报"),
    "建立": ("是", "否", "", "未报"),
    "档次": ("好", "中", "", "未报"),
    "期数.一季度": ("1", "2", "3", "", "未报"),
    "期数.二季度": ("1", "2", "3", "", "未报"),
    "期数.三季度": ("2", "3", ""),
    "期数.四季度": ("", "5", "未报"),
    "金额.佐证": ("", "无", "材料1"),
    "应访.说明": ("", "略"),
}
WRONG = {
    "应访": ("1000", "1001", "-1", "12.0", "012", "3.5", "不适用", "14户", "１２", "/", "约12", "~", "1e3", "+5"),
    "实访": ("999", "1000", "不适用", "1,000"),
    "金额": ("1.55", "1.555", "12345678901234567890", "3万", "-2", "1.50", "1" * 31, ".5", "5."),
    "覆盖率": ("99.35", "100.01%", "0%", "99.355%", "99.35％", "0.5", "5个百分点", "-1%"),
    "建立": ("不适用", "Y", "TRUE", "1"),
    "档次": ("优", "好 ", "-"),
    "期数.一季度": ("-1", "3次"),
    "期数.二季度": ("不适用",),
    "期数.三季度": ("不适用", "一"),
    "期数.四季度": ("-5",),
    "金额.佐证": ("见13812345678", "11010519491231002X"),
    "应访.说明": ("电话021-12345678",),
}
Rows = list[list[str]]


def wide(seed: int, wrong: int) -> Rows:
    """Return a row for each unit; of so many cells in a hundred something may be wrong."""
    pick = Random(seed)  # noqa: S311
    heads = [head for head in RIGHT if pick.random() < 0.75]
    heads += [
        f"{head}.核定" for head in heads if head.partition(".")[2] not in ("佐证", "说明") and pick.random() < 0.4
    ]
    pick.shuffle(heads)
    units = pick.sample(UNITS, pick.randint(2, len(UNITS)))
    rows = [["单位", *(["示例"] if pick.random() < 0.3 else []), *heads]]
    for unit in units:
        illustrative = [pick.choice(("是", "否", ""))] if rows[0][1:2] == ["示例"] else []
        rows.append([unit, *illustrative, *(_cell(pick, head, wrong) for head in heads)])
    return rows


def _cell(pick: Random, head: str, wrong: int) -> str:
    known = head.removesuffix(".核定")
    return pick.choice((WRONG if pick.randrange(100) < wrong else RIGHT)[known])


def long(seed: int, wrong: int) -> Rows:
    """Return a row for each value, in any order; now and then one comes twice."""
    table, pick = wide(seed, wrong), Random(seed)  # noqa: S311
    rows = []
    for row in table[1:]:
        for head, text in zip(table[0][1:], row[1:], strict=True):
            fact, *words = head.split(".")
            if head == "示例" or {"佐证", "说明"} & set(words):
                continue
            period = next((word for word in words if word.endswith("季度")), "")
            origin = "核定" if "核定" in words else ""
            if pick.random() < 0.9:
                rows.append([row[0], fact, period, origin, text, pick.choice(("", "", "材料"))])
            if pick.random() < 0.02:
                rows.append([row[0], fact, period, origin, text, ""])
    pick.shuffle(rows)
    return [["单位", "数据项", "期", "来源", "数值", "佐证"], *rows]


def by_origin(seed: int, wrong: int) -> Rows:
    """Return a row for each origin of a unit; now and then two of one origin, or of none that there is."""
    table, pick = wide(seed, wrong), Random(seed)  # noqa: S311
    kept = [at for at, head in enumerate(table[0]) if at and ".核定" not in head]
    rows = [["单位", "来源", *(table[0][at] for at in kept)]]
    for row in table[1:]:
        origins = pick.sample(["自评", "核定", ""], pick.randint(1, 2)) if pick.random() < 0.9 else ["自评", "自评"]
        if pick.random() < 0.05:
            origins.append("别处")
        rows += [[row[0], origin, *(row[at] for at in kept)] for origin in origins]
    return rows


def dirty(seed: int, _wrong: int) -> Rows:
    """Return a table whose units are written in other ways, are unknown, come twice, or are no units."""
    rows, pick = wide(seed, 0), Random(seed)  # noqa: S311
    for row in rows[1:]:
        row[0] = pick.choice((row[0],) * 6 + (row[0] + " ", f"{row[0][0]} 单位", "合计", "\u3000" + row[0]))
    if pick.random() < 0.3:
        rows.append([pick.choice((rows[1][0], "己单位", "")), *("" for _ in rows[0][1:])])
    return rows
