"""Pictures of the kinds that offices have, and of some that they should never have."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from engine.number import about_text
from engine.report.draw.bars import Row, bars
from engine.report.draw.ranking import Ranked, ranking
from engine.report.draw.strip import Dot, Mark, strip
from engine.report.draw.waterfall import Kind, Level, Step, signed_text, waterfall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.report.draw.picture import Picture

LONG = "计生特殊家庭联系人、家庭医生签约服务和就医绿色通道‘三个全覆盖’落实率"
LOSSES = (
    ("C2", "特扶家庭“三个全覆盖”走访", "-2"),
    ("E1", "健康家庭宣传活动场次", "-1.5"),
    ("A3", "托育服务信息报送及时率", "-1"),
    ("F2", "药具自取点完好率", "-0.75"),
    ("D4", "生育登记按期办结率", "-0.5"),
)
SECTIONS = (
    ("A", "生育友好型社会建设", "19", "20", "18.5"),
    ("B", "人口监测和形势分析", "15", "15", "14.2"),
    ("C", "计生家庭奖励扶助", "18", "20", "18.8"),
    ("F", "计生技术服务", "9.25", "10", "9.1"),
)
TIERS = (Mark("优秀 90", Fraction(90)), Mark("合格 60", Fraction(60)))


def step(kind: Kind, id_: str, title: str, change: str | Fraction) -> Step:
    exact = Fraction(change)
    return Step(kind, id_, title, exact, signed_text(exact))


def fall(full: str, steps: Sequence[Step]) -> Picture:
    """A waterfall whose score is what the steps lead to."""
    whole = Fraction(full)
    score = whole + sum((each.change for each in steps), Fraction(0))
    ends = [Level(title, value, f"{about_text(value)} 分") for title, value in (("满分", whole), ("得分", score))]
    return waterfall("way", ends[0], steps, ends[1])


def losses() -> list[Step]:
    return [step(Kind.LOSS, *each) for each in LOSSES]


def many() -> list[Step]:
    return [step(Kind.LOSS, f"C{i}", LONG, Fraction(-i - 1, 7)) for i in range(25)]


def sections() -> list[Row]:
    return [
        Row(id_, title, Fraction(own), Fraction(full), Fraction(median), f"{own}/{full} 中位 {median}")
        for id_, title, own, full, median in SECTIONS
    ]


def dots(scores: Sequence[str | int | Fraction], name: str = "第{}街道") -> list[Dot]:
    values = [Fraction(each) for each in scores]
    return [Dot(name.format(i), value, about_text(value), i == 2) for i, value in enumerate(values, 1)]


def ranked(scores: Sequence[int], name: str = "第{}街道") -> list[Ranked]:
    return [
        Ranked(str(i), name.format(i), Fraction(each), str(each), "优良", i == 2) for i, each in enumerate(scores, 1)
    ]


def spread(count: int) -> list[Fraction]:
    """Scores from 60 to 100 that cluster, without a random number."""
    return [60 + Fraction(i * i * 37 % 4001, 100) for i in range(count)]


PICTURES: dict[str, Callable[[], Picture]] = {
    "waterfall": lambda: fall("100", [*losses(), step(Kind.GAIN, "B1", "市级试点", "1")]),
    "waterfall-full-marks": lambda: fall("100", []),
    "waterfall-veto": lambda: fall("100", [*losses(), step(Kind.LOSS, "V1", "发生重大行政违法案件", "-94.25")]),
    "waterfall-many": lambda: fall("100", [*many(), step(Kind.GAIN, "B1", LONG * 2, "2")]),
    "waterfall-below-zero": lambda: fall(
        "15",
        [
            step(Kind.LOSS, "P", "违规", "-30"),
            step(Kind.OTHER, "", "下限", "2"),
            step(Kind.OTHER, "", "修约差", "0.005"),
        ],
    ),
    "waterfall-above-full": lambda: fall(
        "1000", [step(Kind.OTHER, "", "不适用折算", "100/3"), step(Kind.GAIN, "B", "表彰", "200")]
    ),
    "bars": lambda: bars("parts", sections(), median="10 个街道（镇）中位数"),
    "bars-odd": lambda: bars(
        "parts",
        [
            Row("A", LONG, Fraction(-3), Fraction(20), Fraction(18), "-3/20 中位 18"),
            Row("B", LONG * 2, Fraction(18), Fraction(15), None, "18/15"),
            Row("C", "加分", Fraction(2), Fraction(0), None, "2（不设满分）"),
            Row("D", "数据", None, Fraction(10), Fraction(9), "未报齐"),
            Row("E", "队伍", Fraction(0), Fraction(10), Fraction(0), "0/10 中位 0"),
        ],
    ),
    "bars-long-key": lambda: bars("parts", sections(), median=LONG * 2),
    "bars-none": lambda: bars("parts", []),
    "strip": lambda: strip("all", dots(spread(10)), TIERS, edge=Mark("名额止于 93.5", Fraction("93.5"))),
    "strip-200": lambda: strip("all", dots(spread(200)), TIERS, edge=Mark("名额止于 93.5", Fraction("93.5"))),
    "strip-ties": lambda: strip("all", dots([90] * 200), TIERS),
    "strip-few-ties": lambda: strip("all", dots([88] * 12), TIERS),
    "strip-one": lambda: strip("all", dots([0]), []),
    "strip-below-zero": lambda: strip("all", dots(range(-30, 6, 3), LONG + "{}"), []),
    "strip-none": lambda: strip("all", [], []),
    "ranking": lambda: ranking("rank", [*ranked(range(99, 60, -4)), Ranked("", "知渔镇", None, "未报齐", "未能判定")]),
    "ranking-40": lambda: ranking("rank", ranked(range(100, 60, -1))),
    "ranking-below-zero": lambda: ranking("rank", ranked(range(50, -50, -20), LONG + "{}")),
    "ranking-none": lambda: ranking("rank", []),
}
