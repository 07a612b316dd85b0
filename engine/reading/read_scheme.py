"""Tree to scheme: every part is read, whatever is wrong with the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors, sort_problems, without_edits
from engine.reading.checks import check_scheme
from engine.reading.compose import compose
from engine.reading.context import ID, Context, mapping_keys, name_problems, quantity_problems
from engine.reading.files import read_source
from engine.reading.form import check_shape
from engine.reading.kinds import Kinds
from engine.reading.misread import check_misread
from engine.reading.read_adjustments import AdjustmentReader
from engine.reading.read_calendar import read_calendar, read_last_year
from engine.reading.read_facts import check_fact_pairs, read_fact, read_units
from engine.reading.read_items import ItemReader
from engine.reading.read_marking import read_marking, read_origins
from engine.reading.read_names import item_keys, read_names
from engine.reading.read_parameters import ParameterReader, report_unused
from engine.reading.read_rules import read_publication, read_ranking, read_rule, read_tier
from engine.reading.read_silences import read_silences
from engine.reading.read_worth import WorthReader
from engine.reading.sums import filled
from engine.reading.unit_columns import PARQUET, read_unit_columns
from engine.reading.units_file import read_units_file
from engine.reading.value_order import settle_kinds
from engine.scheme.adjustment_vocabulary import BONUS, PENALTY
from engine.scheme.combining import ADDED
from engine.scheme.fact_vocabulary import FACT
from engine.scheme.functions import Label
from engine.scheme.model import Document, Scheme
from engine.scheme.unit_vocabulary import UNIT_FILE, UNITS_FILE
from engine.scheme.vocabulary import (
    DOCUMENT,
    MARKING,
    ORIGINS,
    PUBLICATION,
    RANKING,
    SCHEME,
    TIER,
    looks_like,
)
from engine.text.tree import Mapping, Node, Scalar
from engine.vocabulary.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from engine.scheme.last_year import LastYear
    from engine.scheme.model import FactDeclaration, UnitEntry
    from engine.text.source import Source

FORMAT = 1
# What a case file begins with, which only `kaohe test` reads.
_CASES = "用例"
# What the particulars of its documents have.
_PAPERS = "通知"
_UNITS_HELP = "请写“考核对象:”，下面每行一个单位，前面加“- ”，如“  - 甲单位”；分组的写“  城区: [甲单位, 乙单位]”"
SIDES = ("bonuses", "penalties")
# Of two parts with the same id the second is not read: what it lacks then is no mistake of its own.
_FOLLOWS_FROM_DUPLICATES = frozenset({Code.POINTS_SUM, Code.FACT_UNUSED})


def load_scheme(
    path: Path, name: str | None = None, *, as_of: date | None = None
) -> tuple[Scheme | None, list[Problem]]:
    """Read, check and return the scheme in a file; None when anything is wrong with it.

    `as_of` is the day on which to stand, whatever the scheme says.
    """
    source, problems = read_source(path, name)
    if source is None:
        return None, problems
    return read_scheme(source, path.parent, as_of=as_of)


def read_scheme(
    source: Source, folder: Path | None = None, *, as_of: date | None = None
) -> tuple[Scheme | None, list[Problem]]:
    """Read a scheme from its text; `folder` is where the files that it names are looked for."""
    tree, problems = compose(source)
    if tree is None:
        return None, problems
    if not isinstance(tree, Mapping):
        help_ = "方案的第一层应是“方案编号”“名称”“指标”等；请确认选对了文件"
        wrong = Problem(Code.VALUE_KIND, "这个文件不是一份方案", tree.span, help=help_)
        return None, [*problems, wrong]
    if looks_like(tree, UNIT_FILE) and not looks_like(tree, SCHEME):
        message = "这是一份单位数据，不是方案；是不是写反了？"
        help_ = "命令里先写方案，后写数据；请核对文件名"
        return None, [*problems, Problem(Code.VALUE_KIND, message, tree.entries[0].key.span, help=help_)]
    if tree.keys() == [UNITS_FILE.by_name["units"].key]:
        message = "这是一份单位名单，不是方案"
        help_ = "单位名单随方案一起检查：方案里写“考核对象文件”；请运行 kaohe check 方案.yaml"
        return None, [*problems, Problem(Code.VALUE_KIND, message, tree.entries[0].key.span, help=help_)]
    if (cases := tree.get(_CASES)) and not looks_like(tree, SCHEME):
        message = "这是一份用例文件，不是方案"
        help_ = "用例文件请用 kaohe test 运行"
        return None, [*problems, Problem(Code.VALUE_KIND, message, cases.key.span, help=help_)]
    if (papers := tree.get(_PAPERS)) and not looks_like(tree, SCHEME):
        message = "这是文书的各项，不是方案"
        help_ = "文书随方案一起检查：请运行 kaohe check 方案.yaml"
        return None, [*problems, Problem(Code.VALUE_KIND, message, papers.key.span, help=help_)]
    return read_scheme_tree(tree, source, folder, problems, as_of=as_of)


def read_scheme_tree(
    tree: Mapping, source: Source, folder: Path | None, problems: list[Problem], *, as_of: date | None = None
) -> tuple[Scheme | None, list[Problem]]:
    """Read a scheme from its tree; `problems` are those of the text, and come back with what is found."""
    broken, shape_problems = check_shape(tree, SCHEME)
    reader = _SchemeReader(Record(tree, SCHEME, broken), source, folder, as_of)
    scheme = reader.read()
    found = [*problems, *shape_problems, *reader.context.problems, *reader.context.kinds.problems]
    found.extend(check_misread(tree, SCHEME))
    if scheme is not None:
        found.extend(check_scheme(scheme))
    if any(problem.code is Code.DUPLICATE_KEY for problem in problems):
        found = [each for each in found if each.code not in _FOLLOWS_FROM_DUPLICATES]
    ordered = sort_problems(found)
    # INVARIANT: what cannot be read has been told; a scheme is never refused in silence.
    assert scheme is not None or has_errors(ordered), source.name  # noqa: S101
    return (None if has_errors(ordered) else scheme), ordered


@dataclass
class _Ids:
    """Ids in written order, with the key that gave each; taken from the raw tree, sound or not."""

    items: dict[str, Scalar]
    adjustments: dict[str, Scalar]
    rules: dict[str, Scalar]


class _SchemeReader:
    def __init__(self, record: Record, source: Source, folder: Path | None, as_of: date | None) -> None:
        self.record, self.source, self.folder = record, source, folder
        fact_keys = mapping_keys(record.mapping("facts"))
        self.ids = _Ids(
            {key.text: key for key in item_keys(record.entries("items"))},
            {key.text: key for name in SIDES for key in item_keys(record.entries(name))},
            {key.text: key for key in mapping_keys(record.mapping("rules"))},
        )
        calendar, problems = read_calendar(record, as_of)
        names = read_names(record, list(self.ids.items), list(self.ids.rules), calendar)
        self.facts: dict[str, FactDeclaration] = {}
        self.context = Context(record.broken, names, Kinds(self.facts), problems, self.facts, calendar)
        self.context.problems.extend(name_problems(fact_keys, "数据项名称", None))
        self.context.problems.extend(quantity_problems(fact_keys, names.facts, "数据项名称"))

    def read(self) -> Scheme | None:
        record, context = self.record, self.context
        self._check_ids()
        if (version := record.whole("format")) is not None and version != FORMAT:
            help_ = f"本程序只认得格式 {FORMAT}；请核对，或换用新版本的程序"
            context.report(Code.FORMAT_VERSION, f"不认得格式 {version}", record.place("format"), help_)
        self._read_facts()
        marking_record = record.record("marking", MARKING)
        top = len(record.entries("items"))
        marking = read_marking(marking_record, context, top) if marking_record else None
        units = self._read_units()
        self._read_parameters(units)
        worth = WorthReader(context, self.facts, record)
        reader = ItemReader(context, marking, units, marking.rounding.total.mode if marking else None, worth)
        entries = record.entries("items")
        context.problems.extend(settle_kinds(entries, context))
        items = reader.read(entries)
        if marking is not None:
            items = filled(items, ADDED, marking.full if marking.inner is None else marking.inner, units)
        if not entries and not any(record.has(name) for name in SIDES):
            fix = "请补写“指标”；从起评分起只加分、扣分的，请补写“加分”或“扣分”"
            context.report(Code.KEY_MISSING, "方案缺少“指标”", record.span, fix)
        bonus_reader = AdjustmentReader(context, reader, BONUS, capped=True)
        penalty_reader = AdjustmentReader(context, reader, PENALTY, capped=False)
        bonuses = bonus_reader.read(record.entries("bonuses"))
        penalties = penalty_reader.read(record.entries("penalties"))
        wanted = len(record.entries("bonuses")) + len(record.entries("penalties"))
        tier_nodes = record.items("tiers")
        tier_names = [name for node in tier_nodes if (name := _tier_name(node, context))]
        rules = [read_rule(entry, tier_names, units, marking, context) for entry in record.entries("rules")]
        item_ids = list(self.ids.items)
        groups = list(dict.fromkeys(unit.group for unit in units if unit.group))
        tiers = [read_tier(node, item_ids, groups, context, last=node is tier_nodes[-1]) for node in tier_nodes]
        origins_record = record.record("origins", ORIGINS)
        publication = record.record("publication", PUBLICATION)
        ranking = read_ranking(record.record("ranking", RANKING), item_ids, context)
        origins = read_origins(origins_record, context) if origins_record else None
        published = read_publication(publication, context) if publication else None
        exempt = self._read_exempt(dict.fromkeys(unit.name for unit in units))
        report_unused(context)
        whole = (
            all((*rules, *tiers))
            and len(bonuses) + len(penalties) == wanted
            and len(items) == len(entries)
            and (bool(items) or not entries)
            and bool(tiers)
        )
        id_, title = record.text("id"), record.text("title")
        if not whole or marking is None or origins is None or published is None or id_ is None or title is None:
            return None
        return Scheme(
            id_,
            title,
            record.whole("year"),
            context.calendar,
            record.text("issuer"),
            tuple(self._documents()),
            record.text("note"),
            marking,
            tuple(units),
            exempt,
            origins,
            self.facts,
            items,
            bonuses,
            penalties,
            tuple(r for r in rules if r),
            tuple(t for t in tiers if t),
            ranking,
            published,
            self._last_year(),
            silences=read_silences(record.node),
            source_name=self.source.name,
            sha256=self.source.sha256,
        )

    def _last_year(self) -> LastYear | None:
        found, problems = read_last_year(self.record, self.folder)
        self.context.problems.extend(problems)
        return found

    def _check_ids(self) -> None:
        seen: dict[str, Scalar] = {}
        keys = [
            *item_keys(self.record.entries("items")),
            *(key for name in SIDES for key in item_keys(self.record.entries(name))),
            *mapping_keys(self.record.mapping("rules")),
        ]
        for key in keys:
            if key.text in seen:
                help_ = "指标、加分项、扣分项和规则的编号在整个方案里不能重复"
                also = (("第一次在这里", seen[key.text].span),)
                self.context.report(Code.ID_TWICE, f"编号“{key.text}”用了两次", key.span, help_, also)
            elif key.text in self.context.names.facts:
                self.context.report(
                    Code.ID_TWICE, f"编号“{key.text}”与一个数据项同名", key.span, "编号和数据项名称不能相同，请改一个"
                )
            seen.setdefault(key.text, key)
        self.context.problems.extend(name_problems(keys, "编号", ID))

    def _read_facts(self) -> None:
        records: dict[str, Record] = {}
        for entry in self.record.entries("facts"):
            self.facts.update({fact.name: fact for fact in read_fact(entry.key, entry.value, self.context)})
            if isinstance(entry.value, Mapping) and entry.value not in self.record.broken:
                records[entry.key.text] = Record(entry.value, FACT, self.record.broken)
        check_fact_pairs(self.facts.values(), records, self.context)

    def _read_parameters(self, units: list[UnitEntry]) -> None:
        """Read the parameters, and let formulas use them and what units and groups are called."""
        entries = self.record.entries("parameters")
        parameters = ParameterReader(self.context, self.facts, units).read(entries)
        labels = {
            Label.UNIT: [unit.name for unit in units],
            Label.GROUP: list(dict.fromkeys(unit.group for unit in units if unit.group)),
        }
        # What a parameter comes to is not known where it is wrong; its name is, as that of a fact that is wrong.
        wrong = [entry.key.text for entry in entries if entry.key.text not in parameters]
        facts = [*self.context.names.facts, *wrong]
        self.context.names = replace(self.context.names, facts=facts, parameters=parameters, labels=labels)
        keys = [entry.key for entry in entries]
        self.context.problems.extend(name_problems(keys, "参数名称", None))
        self.context.problems.extend(quantity_problems(keys, self.facts, "参数名称"))

    def _read_units(self) -> list[UnitEntry]:
        if (entry := self.record.entry("units")) is not None:
            return read_units(entry.value, self.context)
        scalar = self.record.scalar("units_file")
        if scalar is None or self.folder is None:
            return []
        path = self.folder / scalar.text
        if path.suffix.lower() == PARQUET:
            units, problems = read_unit_columns(path)
            self.context.problems.extend(problems)
            return units
        tree, problems = read_units_file(path)
        # `kaohe check --fix` does not touch this file.
        self.context.problems.extend(without_edits(problems))
        if not isinstance(tree, Mapping):
            if tree is not None:
                self.context.report(Code.VALUE_KIND, "这个文件不是一份单位名单", tree.span, _UNITS_HELP)
            return []
        broken, found = check_shape(tree, UNITS_FILE)
        self.context.problems.extend(without_edits(found))
        inner = Record(tree, UNITS_FILE, broken).entry("units")
        before = len(self.context.problems)
        units = read_units(inner.value, self.context) if inner else []
        self.context.problems[before:] = without_edits(self.context.problems[before:])
        return units

    def _read_exempt(self, units: Collection[str]) -> dict[str, str]:
        exempt = {}
        for entry in self.record.entries("exempt"):
            name = self.context.known(entry.key, units, "参评单位", Code.UNIT_UNKNOWN)
            if name and isinstance(entry.value, Scalar):
                exempt[name] = entry.value.text
        return exempt

    def _documents(self) -> list[Document]:
        records = [self.context.record(node, DOCUMENT) for node in self.record.items("documents")]
        return [Document(title, each.text("number")) for each in records if each and (title := each.text("title"))]


def _tier_name(node: Node, context: Context) -> str | None:
    record = context.record(node, TIER)
    return record.text("name") if record else None
