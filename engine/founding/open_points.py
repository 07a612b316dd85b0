"""What a person has to decide when last year's scheme is used again: every place that may no longer be so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.founding.draft import FACTS_NAME, LAST_NAME, LAST_RESULTS, SCHEME_NAME, Todo, marked
from engine.founding.leaves import leaves
from engine.founding.moved import YEAR
from engine.founding.yaml_text import one_line
from engine.number import parse_quantity
from engine.reading.compose import compose
from engine.scheme.parameter_vocabulary import BY_DATE, TABLE
from engine.scheme.vocabulary import DOCUMENT, REST, SCHEME, SECTION, TIER
from engine.text.source import Source
from engine.text.tree import Mapping, Scalar
from engine.vocabulary.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from engine.founding.moved import Move
    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme
    from engine.text.source import Span
    from engine.text.tree import Entry

# The keys of a way of scoring that say what has to be reached.
_TARGETS = frozenset(
    {"目标", "第二目标", "不低于", "高于", "不高于", "低于", "等于", "最优值", "最差值", "起点", "数值"}
)
_CORRECTED = "更正"
MOST_SHOWN, MOST_NAMED = 40, 5


def open_points(scheme: Scheme, text: str, last: Assessment, move: Move) -> list[Todo]:
    """Return what is to be decided about the new scheme, whose text has been moved to its year."""
    tree, _ = compose(Source(SCHEME_NAME, text))
    assert isinstance(tree, Mapping), "it was read a moment ago"  # noqa: S101
    record = Record(tree, SCHEME, ())
    found = [
        *sorted(_basis(record, move), key=lambda each: each.line or 0),
        *_exempt(record),
        *_targets(record.entries("items"), last),
        *_tiers(record),
        *_parameters(record),
        *_last_facts(scheme, last),
    ]
    told = {each.line for each in found if each.file == SCHEME_NAME}
    for name in ("documents", "parameters", "last_year"):
        entry = tree.get(SCHEME.by_name[name].key)
        told |= _lines(entry) if entry else set()
    left = [each for each in marked(text, "方案里写着待定的地方") if each.line not in told]
    return [*found, *years_said(SCHEME_NAME, text, told, move), *left]


def _at(heading: str, text: str, span: Span) -> Todo:
    return Todo(heading, text, SCHEME_NAME, span.line)


def _basis(record: Record, move: Move) -> Iterator[Todo]:
    heading = "依据和期间"
    if period := record.scalar("period"):
        yield _at(heading, f"考核期间已改为 {period.text.strip()}：是否照旧按这个起止", period.span)
    if as_of := record.scalar("as_of"):
        yield _at(heading, f"截至已改为 {as_of.text.strip()}：算到哪一天", as_of.span)
    title = record.scalar("title")
    if title is not None and not any(int(year) - move.by in move.covered for year in YEAR.findall(title.text)):
        yield _at(heading, f"名称“{one_line(title.text)}”里没有年份，照旧没有改：是否要改", title.span)
    if issuer := record.scalar("issuer"):
        yield _at(heading, f"发文机关“{one_line(issuer.text)}”：机构有没有变化", issuer.span)
    for node in record.items("documents"):
        document = Record(node, DOCUMENT, ()) if isinstance(node, Mapping) else None
        called = document.text("title") if document else None
        number = document.text("number") if document else None
        if called:
            said = f"依据文件《{one_line(called)}》{f'（{number}）' if number else ''}：有没有新的文件"
            yield _at(heading, said, node.span)
    if not move.covered and (entry := record.entry("title")):
        yield _at(heading, "方案没有写“年度”，建议补写", entry.key.span)


def _exempt(record: Record) -> Iterator[Todo]:
    for entry in record.entries("exempt"):
        reason = one_line(entry.value.text) if isinstance(entry.value, Scalar) else ""
        yield _at("免考", f"{entry.key.text}上年免考（{reason}）：今年是否还免", entry.key.span)


def _targets(entries: Sequence[Entry], last: Assessment) -> Iterator[Todo]:
    parts, scoring = (SECTION.by_name[name].key for name in ("parts", "scoring"))
    for entry in entries:
        if not isinstance(entry.value, Mapping):
            continue
        if (below := entry.value.get(parts)) is not None and isinstance(below.value, Mapping):
            yield from _targets(below.value.entries, last)
        found = list(leaves(entry.value, SECTION)) if entry.value.get(scoring) and below is None else []
        targets = [(field.key, scalar.text.strip()) for field, _, scalar in found if field.key in _TARGETS]
        values = [f"{key} {text}" for key, text in targets if not _standing(text)]
        if values:
            title = Record(entry.value, SECTION, ()).text("title") or ""
            said = f"{entry.key.text} {title}：{'、'.join(values)}，沿用上年的{_reached(entry.key.text, last)}"
            yield _at("目标", said, entry.key.span)


def _standing(text: str) -> bool:
    """Say whether a target is one that no year changes: 是, or 0, as where the formula takes the target off."""
    quantity = parse_quantity(text)
    return quantity is None or quantity.value == 0


def _reached(item: str, last: Assessment) -> str:
    """Say how many units had full marks last year: a target that all have reached says nothing any more."""
    node = last.results.nodes.get(item)
    if node is None:
        return ""
    rows = [row for row in range(len(last.facts.units)) if node.applicable[row] and not node.incomplete[row]]
    full = sum(sum(term.at(row) for term in node.terms) == node.available.at(row) for row in rows)
    return f"（上年 {len(rows)} 个单位中 {full} 个得满分）" if rows else ""


def _tiers(record: Record) -> Iterator[Todo]:
    for node in record.items("tiers"):
        tier = Record(node, TIER, ()) if isinstance(node, Mapping) else None
        if tier is None or tier.text("condition") == REST:
            continue
        said = [f"{tier.text('name')}：{one_line(tier.text('condition') or '')}"]
        said += [f"{TIER.by_name[name].key} {_plainly(tier, name)}" for name in ("share", "count") if tier.has(name)]
        yield _at("等次和名额", "，".join(said) + "，沿用上年的", tier.span)


def _plainly(record: Record, name: str) -> str:
    if (text := record.text(name)) is not None:
        return text
    return "、".join(f"{e.key.text} {e.value.text}" for e in record.entries(name) if isinstance(e.value, Scalar))


def _parameters(record: Record) -> Iterator[Todo]:
    for entry in record.entries("parameters"):
        if isinstance(entry.value, Scalar):
            said = f"{entry.key.text}：{entry.value.text}，沿用上年的"
        else:
            table = Record(entry.value, TABLE, ()) if isinstance(entry.value, Mapping) else None
            dates = [each.key.text for each in table.entries("values")] if table else []
            by_date = table is not None and table.text("by") == BY_DATE and dates
            said = f"{entry.key.text}：" + (
                f"最后一档从 {max(dates)} 起，以后的要不要补写" if by_date else "取值沿用上年的"
            )
        yield _at("参数", said, entry.key.span)


def _last_facts(scheme: Scheme, last: Assessment) -> Iterator[Todo]:
    heading = "上年的数据"
    if last.facts.illustrative:
        said = "上年的数据是编造的示例：取自上年的数会使本年的结果也注明是示例"
        yield Todo(heading, said, f"{LAST_NAME}/{FACTS_NAME}")
    if last.judgement.provisional.any():
        yield Todo(
            heading, "上年的结果还是暂定的（数据没有报齐或没有判定）：请补齐后重新算，换上这个文件", LAST_RESULTS
        )
    for unit, facts in last.facts.sources.items():
        corrected = [name for name, cell in facts.cells.items() if cell.counted and _CORRECTED in cell.counted.origin]
        if corrected:
            names = "、".join(corrected[:MOST_NAMED]) + ("等" if len(corrected) > MOST_NAMED else "")
            yield Todo(heading, f"{unit}上年更正过：{names}，以更正后的为准", f"{LAST_NAME}/{FACTS_NAME}")
    for fact in scheme.facts.values():
        name = fact.of or fact.name
        before = year_before(scheme, name)
        if before is not None and fact.from_last is None and fact.name == name:
            said = f"“{name}”现由单位填报：写上“取自上年: {before}”，就从上年的数据里取"
            yield _at(heading, said, fact.span)


def year_before(scheme: Scheme, name: str) -> str | None:
    """Return the fact of which a fact called `上年…` asks for last year's value, as its name tells."""
    names = (name.removeprefix(word) for word in (f"{LAST_NAME}度", LAST_NAME) if name.startswith(word))
    return next((each for each in names if each in scheme.facts), None)


def years_said(file: str, text: str, told: Collection[int | None], move: Move) -> Iterator[Todo]:
    """Yield every line of a file that still says a year of last year's, and has not been told of."""
    for number, line in enumerate(text.splitlines(), start=1):
        years = [year for year in YEAR.findall(line) if int(year) in move.covered]
        if years and number not in told:
            shown = line.strip()
            shown = shown if len(shown) <= MOST_SHOWN else shown[:MOST_SHOWN] + "……"
            yield Todo("写着上年年份的地方", f"写着“{years[0]}”：{shown}", file, number)


def _lines(entry: Entry) -> set[int | None]:
    span = entry.value.span
    return set(range(entry.key.span.line, span.source.line_of(max(span.end - 1, span.start)) + 1))
