"""The words of the YAML files: every Chinese key, its meaning, and its name in code.

This table is the only bridge between the two languages. The JSON Schema, the reader, the error
messages and the editor's hover help are all made from it. Methods bring their own part (`SCORING`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.methods.registry import SCORING
from engine.number import Rounding
from engine.scheme.adjustment_vocabulary import BONUS, PENALTY
from engine.scheme.combining import Periodic
from engine.scheme.fact_vocabulary import FACT
from engine.scheme.judging import CutTies, QuotaBase, RankTies, RuleKind
from engine.scheme.last_year_vocabulary import LAST_YEAR
from engine.scheme.model import Conversion, Missing, ZeroDenominator
from engine.scheme.parameter_vocabulary import PARAMETERS
from engine.scheme.section_vocabulary import FILLED, WAY, WEIGHT_CASE, WEIGHTS
from engine.scheme.silence_vocabulary import SILENCES
from engine.scheme.unit_vocabulary import UNIT_FILE, UNIT_LIST
from engine.vocabulary.shape import (
    Amount,
    Choice,
    Concept,
    Either,
    Field,
    Formula,
    ListOf,
    MapOf,
    Named,
    Number,
    Ref,
    Text,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from engine.text.tree import Mapping

ROUNDING_WORDS = {
    "四舍五入": Rounding.HALF_UP.name,
    "四舍六入五成双": Rounding.HALF_EVEN.name,
    "只舍不入": Rounding.DOWN.name,
    "只入不舍": Rounding.UP.name,
}
PUBLIC, INTERNAL = "公开版", "内部版"
UNIT_ORDER, SCORE_ORDER = "单位顺序", "得分顺序"
REST = "其余"


def _words(members: type) -> Choice:
    return Choice({member.value: member.name for member in members})  # type: ignore[attr-defined]


_TIER, _ITEM, _UNITS = Text(of=(Named.TIER,)), Text(of=(Named.ITEM,)), ListOf(Text(of=(Named.UNIT, Named.GROUP)))

# More decimals than these are a slip: no assessment rounds figures so finely.
MOST_ROUNDED = 12
ROUNDING_MODE = Choice(ROUNDING_WORDS)
ROUNDING_RULE = Concept(
    "rounding_rule",
    "修约规定",
    "保留几位小数，怎样取舍。",
    (
        Field("digits", "小数位", Whole(MOST_ROUNDED), "保留几位小数；0 为取整数", required=True),
        Field("mode", "方式", ROUNDING_MODE, "取舍方式；不写即用“修约”下的“方式”"),
        Field("as_percent", "按百分数", YesNo(), "是：小数位按百分数计，如 92.79% 是两位"),
    ),
)
DIGITS_OR_RULE = Either((Whole(MOST_ROUNDED), ROUNDING_RULE))
ROUNDING = Concept(
    "rounding",
    "修约",
    "在哪一层、按什么方式取舍。没有写到的层一概不修约，算出来是多少就是多少。",
    (
        Field("mode", "方式", ROUNDING_MODE, "取舍方式", required=True),
        Field("value", "数值", DIGITS_OR_RULE, "指标数值（如比率）先修约再计分；不写即用原始数值计分"),
        Field("indicator", "指标得分", DIGITS_OR_RULE, "每个指标的得分保留几位小数"),
        Field("section", "分项得分", DIGITS_OR_RULE, "各级分项小计保留几位小数"),
        Field("total", "总分", DIGITS_OR_RULE, "总分保留几位小数；等次、名次、名额都以修约后的总分为准", required=True),
    ),
)
MARKING = Concept(
    "marking",
    "分数",
    "总分怎样合成。",
    (
        Field("full", "总分", Number(), "各一级指标分值之和；没有“指标”的，是起评分", required=True),
        Field("inner", "内部满分", Number(), "各一级指标分值之和与总分不同的，写这个和；得分按比例折算成总分制"),
        Field("lowest", "最低分", Number(), "得分的下限，一般为 0", required=True),
        Field("highest", "最高分", Number(), "得分的上限；有加分时可以高于总分", required=True),
        Field("rounding", "修约", ROUNDING, "小数怎样取舍", required=True),
        Field("missing", "未报", _words(Missing), "需要的数据没有报时，指标怎么办", required=True),
        Field("conversion", "缺项折算", _words(Conversion), "有指标不适用时，总分怎样折算", required=True),
        Field("least", "至少适用", Whole(sample=3), "适用的一级指标少于这个数的，不计总分"),
        Field("bonus_cap", "加分合计上限", Number(), "所有加分项合计最多加几分"),
        Field("penalty_cap", "扣分合计上限", Number(), "所有扣分项合计最多扣几分"),
    ),
)
DOCUMENT = Concept(
    "document",
    "依据文件",
    "方案所依据的一份文件。",
    (
        Field("title", "名称", Text(), "文件名称，不带书名号", required=True),
        Field("number", "文号", Text(), "发文字号，如 沪卫人口〔2021〕6号"),
    ),
)
ORIGINS = Concept(
    "origins",
    "数据来源",
    "同一个数据有几个来源时，以哪个为准。",
    (
        Field(
            "precedence",
            "取值顺序",
            ListOf(Text(declares=Named.ORIGIN)),
            "排在前面的优先，如 [核定, 信息系统, 自评]",
            required=True,
        ),
        Field("may_exempt", "可认定不适用", ListOf(Text(of=(Named.ORIGIN,))), "哪些来源可以认定某项“不适用”"),
    ),
)
SECTION = Concept(
    "section",
    "分项",
    "一个指标：要么有“分项”，要么有“计算公式”和“计分”。",
    (
        Field("title", "名称", Text(), "指标名称", required=True),
        Field("points", "分值", Number(), "满分是多少", required=True),
        Field("parts", "分项", MapOf(Ref("section"), declares=Named.ITEM), "下一级指标，编号在前"),
        Field("inner", "内部满分", Number(), "各分项分值之和与“分值”不同的，写这个和；得分按比例折算"),
        Field(
            "combine",
            "合成",
            Either((WAY, MapOf(WAY, "组名", "怎样合成", of=(Named.GROUP,)))),
            "各分项的得分怎样合成；不写即相加",
        ),
        Field(
            "weights", "权重", Either((WEIGHTS, ListOf(WEIGHT_CASE))), "“合成: 加权”时各分项的权重，或各种情形的权重"
        ),
        Field("rest_weights", "其余权重", WEIGHTS, "“权重”分情形写的，哪一种也不符合时的权重"),
        Field("least", "至少适用", Whole(sample=3), "适用的分项少于这个数的，本项不适用"),
        Field("formula", "计算公式", Formula(), "用数据项算出指标数值，如 实访户数 / 应访户数"),
        Field("scoring", "计分", SCORING, "数值怎样变成得分"),
        Field(
            "by_period",
            "逐期计分",
            _words(Periodic),
            "逐期填报的数，每期各计一次分，再合成：合计的每期分值是总数除以期数",
        ),
        Field("factor", "系数", Formula(), "得分乘以这个数，最高不超过分值，如 难度系数"),
        Field("zero_denominator", "分母为零", _words(ZeroDenominator), "公式里除以零时怎么办"),
        Field("missing", "未报", _words(Missing), "本指标需要的数据没有报时怎么办；不写即用“分数”下的规定"),
        Field("not_for", "不适用于", _UNITS, "不考核本指标的单位或组"),
        Field("only_for", "适用于", _UNITS, "只考核这些单位或组；与“不适用于”只写一个"),
        Field("filling", "不适用时", FILLED, "计满分：不适用的单位，本指标得满分；不写即按“缺项折算”"),
        Field("rounding", "数值修约", DIGITS_OR_RULE, "本指标的数值先修约再计分"),
        Field("clause", "条款", Text(), "依据文件的哪一条"),
        Field(
            "lead",
            "牵头科室",
            Text(),
            "由谁牵头、负责核定，可以是科室，也可以是单位；写在有“分项”的一级，下面没有另写的都由它牵头",
        ),
        Field("partners", "配合单位", ListOf(Text()), "由谁配合；写在有“分项”的一级，下面没有另写的都由它们配合"),
        Field("note", "说明", Text(), "其他要说明的"),
        SILENCES,
    ),
)


MOST_STEPS = 9
EFFECTS = ("impose", "ceiling", "bar", "down", "up", "void_items", "void_total", "deduct", "warn")
EFFECT = Concept(
    "effect",
    "处理",
    "规则触发后怎么办：写一种。",
    (
        Field("impose", "评定为", _TIER, "不论得分多少，评定为这个等次；按得分本来就更低的，仍按更低的"),
        Field("ceiling", "等次不高于", _TIER, "等次最高只能到这里（封顶）"),
        Field("bar", "不得确定为", Either((_TIER, ListOf(_TIER))), "不能得到的等次"),
        Field("keeps_place", "占名额", YesNo(), "是：该单位原可占的名额空着；否：名额让给下一个单位"),
        Field(
            "down",
            "降档",
            Whole(MOST_STEPS, sample=1),
            "比按得分定的等次低几档；几条规则都降的相加，降到末等为止",
        ),
        Field("up", "升档", Whole(MOST_STEPS, sample=1), "比按得分定的等次高几档，升到头等为止；与降档相抵"),
        Field("order", "次序", Whole(sample=1), "升档、降档依次进行的，写第几步；每一步都不超出头等和末等"),
        Field("void_items", "得分计零", Either((_ITEM, ListOf(_ITEM))), "这些指标或分项不得分，写编号"),
        Field("void_total", "总分计零", YesNo(), "是：总分为 0"),
        Field("deduct", "扣分", Number(), "从总分里扣几分；写了“扣自”的，从那一项里扣，扣完为止"),
        Field("deduct_from", "扣自", _ITEM, "从哪个指标或分项里扣，写编号"),
        Field("warn", "预警等级", Text(), "预警的颜色或级别"),
    ),
    exclusive=(EFFECTS,),
)
RULE = Concept(
    "rule",
    "规则",
    "一条一票否决或预警督办规则。",
    (
        Field("kind", "类别", _words(RuleKind), "规则的类别", required=True),
        Field("title", "名称", Text(), "规则名称", required=True),
        Field("when", "触发条件", Formula(), "什么情况下触发，如 重大行政违法案件数 >= 1", required=True),
        Field("effect", "处理", EFFECT, "触发后怎么办", required=True),
        Field("each_period", "逐期", YesNo(), "是：条件对每一期各判定一次；有一期触发就算触发，“触发数”每期计一次"),
        Field("not_for", "不适用于", _UNITS, "本规则不管的单位或组"),
        Field("only_for", "适用于", _UNITS, "本规则只管这些单位或组；与“不适用于”只写一个"),
        Field("clause", "条款", Text(), "依据文件的哪一条"),
        Field("note", "说明", Text(), "其他要说明的"),
        SILENCES,
    ),
)
TIES = Choice({CutTies.STRICT.value: CutTies.STRICT.name, CutTies.LENIENT.value: CutTies.LENIENT.name})
TIER = Concept(
    "tier",
    "等次",
    "一个等次：分数线和名额。由高到低写，最后一个的条件写“其余”。",
    (
        Field("name", "名称", Text(declares=Named.TIER), "等次名称", required=True),
        Field("condition", "条件", Formula(words=(REST,)), "得到这个等次的条件；最后一个写“其余”", required=True),
        Field("share", "比例上限", Amount(), "名额占基数的比例，如 30%"),
        Field(
            "count",
            "名额",
            Either((Whole(), MapOf(Whole(), "组名", "个数", of=(Named.GROUP,)))),
            "名额的个数；各组不同的，一组一行",
        ),
        Field("rounding", "取整", ROUNDING_MODE, "比例算出的名额不是整数时怎样取整"),
        Field("base", "名额基数", _words(QuotaBase), "比例乘以哪些单位的个数；“本组”即每组各有名额"),
        Field("ties", "并列", TIES, "得分相同的单位跨在名额边上时：从严都不进，从宽都进"),
        Field("keys", "依次比较", ListOf(_ITEM), "得分相同时依次比较哪些指标的得分；仍相同则都不进"),
        Field("clause", "条款", Text(), "依据文件的哪一条"),
        Field("note", "说明", Text(), "其他要说明的"),
        SILENCES,
    ),
)
RANKING = Concept(
    "ranking",
    "名次",
    "名次怎样排。",
    (
        Field(
            "ties",
            "并列",
            Choice({tie.value: tie.name for tie in (RankTies.COMPETITION, RankTies.DENSE)}),
            "占名次：1、1、3；不占名次：1、1、2",
        ),
        Field("keys", "依次比较", ListOf(_ITEM), "得分相同时依次比较哪些指标的得分"),
        Field("scope", "范围", Choice({"全部": "ALL", "分组": "GROUP"}), "全部单位一起排，还是各组分别排"),
        Field("left_out", "不参加排名", Formula(), "符合这个条件的单位不排名次，也不占名次"),
    ),
)
PUBLICATION = Concept(
    "publication",
    "公布",
    "结果怎样公布。",
    (
        Field(
            "edition",
            "版本",
            Choice({PUBLIC: "PUBLIC", INTERNAL: "INTERNAL"}),
            "公开版只列等次，内部版列得分",
            required=True,
        ),
        Field(
            "order",
            "名单顺序",
            Choice({UNIT_ORDER: "UNIT", SCORE_ORDER: "SCORE"}),
            "公开版只能用单位顺序",
            required=True,
        ),
    ),
)
SCHEME = Concept(
    "scheme",
    "考核方案",
    "一份考核方案：考核谁、收集什么数据、怎样计分、怎样定等次。",
    (
        Field("id", "方案编号", Text(declares=Named.SCHEME), "方案的编号，单位数据里要写同一个编号", required=True),
        Field("format", "格式", Whole(sample=1), "方案格式的版本，现为 1", required=True),
        Field("title", "名称", Text(), "方案名称", required=True),
        Field("year", "年度", Whole(sample=2023), "考核年度"),
        Field("period", "考核期间", Text(), "第一天和最后一天，如 2021-01-01 至 2021-12-31；不写即年度的1月至12月"),
        Field("as_of", "截至", Text(), "算到哪一天，如 2021-08-31；之后才结束的月份、季度等还不算"),
        Field("issuer", "发文机关", Text(), "制发方案的机关"),
        Field("documents", "依据文件", ListOf(DOCUMENT), "方案所依据的文件"),
        Field("note", "说明", Text(), "关于本方案要说明的事项"),
        Field("marking", "分数", MARKING, "总分怎样合成", required=True),
        Field(
            "units",
            "考核对象",
            Either((UNIT_LIST, MapOf(UNIT_LIST, "组名", declares=Named.GROUP))),
            "参评单位，可以分组",
        ),
        Field(
            "units_file",
            "考核对象文件",
            Text(),
            "参评单位另列在这个文件里（.yaml，或 .csv、.xlsx 名单；路径相对于方案）",
        ),
        Field("exempt", "免考", MapOf(Text(), "单位", "原因", of=(Named.UNIT,)), "本年度免予考核的单位和原因"),
        Field("origins", "数据来源", ORIGINS, "同一个数据以哪个来源为准", required=True),
        Field("last_year", "上年", LAST_YEAR, "上年的数据和结果在哪里"),
        Field("facts", "数据项", MapOf(FACT, "数据项名称", declares=Named.FACT), "要收集的数据", required=True),
        Field("parameters", "参数", PARAMETERS, "方案里用名称代表的数，可以按日期、组、单位或选项取值"),
        Field(
            "items",
            "指标",
            MapOf(SECTION, may_be_empty=True, declares=Named.ITEM),
            "一级指标，编号在前；只有加分、扣分的不写，或写 {}",
        ),
        Field("bonuses", "加分", MapOf(BONUS, declares=Named.ADJUSTMENT), "加分项，编号在前"),
        Field("penalties", "扣分", MapOf(PENALTY, declares=Named.ADJUSTMENT), "总分以外的扣分项，编号在前"),
        Field("rules", "规则", MapOf(RULE, declares=Named.RULE), "一票否决、预警督办等规则，编号在前"),
        Field("tiers", "等次", ListOf(TIER), "等次，由高到低", required=True),
        Field("ranking", "名次", RANKING, "名次怎样排；不写即全部单位一起排，并列占名次"),
        Field("publication", "公布", PUBLICATION, "结果怎样公布", required=True),
        SILENCES,
    ),
    exclusive=(("units", "units_file"),),
)

REFS = MappingProxyType({"section": SECTION, "bonus": BONUS, "penalty": PENALTY})
# Keys by which a scheme and a unit's file are told apart, whatever else is wrong with them.
_TELLING = {SCHEME.name: ("marking", "tiers"), UNIT_FILE.name: ("unit", "facts")}


def looks_like(tree: Mapping, concept: Concept) -> bool:
    """Say whether a file is a scheme or a unit's file by the keys that only these have."""
    return all(tree.get(concept.by_name[name].key) is not None for name in _TELLING[concept.name])
