"""The parts of which every unit's total is made, over all units at once.

They are those of an explanation (`engine.explain`), as columns: the points of all parts that are no wholes add up to
the total, exactly, in every unit that has one. What leads from the parts of a section to its own points is a part
too: what makes up for what does not apply, a floor, a rounding, a rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.columns.ratio import choose, ratio, scaled
from engine.columns.sums import exact_sum, gather
from engine.evaluate.combine import times, together, total_available
from engine.evaluate.results import Case
from engine.evaluate.total import in_sequence
from engine.export.adjustment_parts import adjustment_parts
from engine.export.effect_parts import on_item, on_total, voided
from engine.export.part import PLACES, ROOT, ZERO, Part, Sort, Standing, step
from engine.facts.table import State
from engine.scheme.model import Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.columns.ratio import Ratio
    from engine.columns.sums import Terms
    from engine.evaluate.results import NodeTrace, Results
    from engine.scheme.model import Indicator, Item


def parts_of(results: Results) -> Iterator[Part]:
    """Yield the parts of all totals in written order, sections after their parts, and the totals themselves last."""
    for item in results.scheme.items:
        yield from _item(item, ROOT, results)
    yield from _whole(results)


def _item(item: Item, above: str, results: Results) -> Iterator[Part]:
    if isinstance(item, Section):
        for part in item.parts:
            yield from _item(part, item.id, results)
        yield from _section(item, above, results)
    else:
        yield _indicator(item, above, results)


def _indicator(indicator: Indicator, above: str, results: Results) -> Part:
    trace, node = results.indicators[indicator.id], results.nodes[indicator.id]
    points, standings, exact = exact_sum(node.terms), trace.case, trace.exact
    if node.terms is not node.staged.unruled:
        ruled = ~np.broadcast_to(points.equals(trace.points), standings.shape) & node.applicable
        open_ = node.incomplete & (trace.case != int(Case.MISSING))
        standings = np.where(ruled, np.int8(PLACES[Standing.RULED]), standings)
        standings = np.where(open_, np.int8(PLACES[Standing.OPEN]), standings)
        exact = choose(ruled, points, exact)
    scored = trace.case == int(Case.SCORED)
    everywhere = bool(scored.all())
    return Part(
        indicator.id, indicator.title, Sort.INDICATOR, above, points,
        known=~node.incomplete if node.incomplete.any() else None, exact=exact, full=indicator.points,
        value=trace.value, valued=None if everywhere else trace.state == int(State.VALUE),
        branch=trace.branch, standings=standings,
    )  # fmt: skip


def _section(section: Section, above: str, results: Results) -> Iterator[Part]:
    node, parts = results.nodes[section.id], [results.nodes[part.id] for part in section.parts]
    yield from _within(section, parts, node)
    yield from _to_section(section, node, results)
    settled = ~node.incomplete
    standings = np.where(node.applicable, 0, PLACES[Standing.NOT_APPLICABLE])
    standings = np.where(node.incomplete, PLACES[Standing.OPEN], standings).astype(np.int8)
    yield Part(
        section.id, section.title, Sort.SECTION, above, exact_sum(node.terms),
        known=None if settled.all() else settled, full=section.points, standings=standings,
    )  # fmt: skip


def _within(section: Section, parts: Sequence[NodeTrace], node: NodeTrace) -> Iterator[Part]:
    """Yield what leads from the points of a section's parts to those before its floor."""
    combination, id_ = node.combination, section.id
    assert combination is not None, id_  # noqa: S101
    items, applies = together(parts), node.applicable
    nothing = ~node.applicable & ~node.incomplete
    if nothing.any():
        yield from step(f"{id_}/不计分", "本项不计分", Sort.VOID, id_, -exact_sum(items), where=nothing)
    if not section.combining.adds:
        put = difference(combination.put, items)
        yield from step(f"{id_}/合成", "各分项合成", Sort.COMBINATION, id_, put, where=applies)
    if combination.full is not combination.put:
        made = difference(combination.full, combination.put)
        yield from step(f"{id_}/缺项折算", "缺项折算", Sort.CONVERSION, id_, made, where=applies)
    if section.inner != section.points:
        made = difference(times(combination.full, ratio(section.points / section.inner)), combination.full)
        yield from step(f"{id_}/内部满分", "按内部满分折算", Sort.SCALE, id_, made, where=applies)


def _to_section(section: Section, node: NodeTrace, results: Results) -> Iterator[Part]:
    """Yield what leads from there to a section's points."""
    applies, id_ = node.applicable, section.id
    if node.staged.converted is not node.staged.unfloored:
        kept = difference(node.staged.converted, node.staged.unfloored)
        yield from step(f"{id_}/扣完为止", "本类扣完为止", Sort.FLOOR, id_, kept, where=applies)
    if node.staged.unruled is not node.staged.converted:
        rounded = difference(node.staged.unruled, node.staged.converted)
        yield from step(f"{id_}/修约差", "修约差", Sort.ROUNDING, id_, rounded, where=applies)
    if node.terms is not node.staged.unruled:
        yield from on_item(id_, node.staged.unruled, applies, results)


def _whole(results: Results) -> Iterator[Part]:
    """Yield what leads from the items to the totals, and the totals."""
    marking, where = results.scheme.marking, results.has_total
    yield from _base(results)
    yield from adjustment_parts(results)
    for each in results.sequence:
        title = f"第 {each.order} 步后的上下限"
        kept = each.kept - each.reached
        yield from step(f"{ROOT}/第{each.order}步", title, Sort.SEQUENCE, ROOT, kept, where=where)
    yield from on_total(results)
    digits = results.digits
    rounded, total = scaled(results.unclamped, digits), scaled(results.total, digits)
    yield from step(f"{ROOT}/修约差", "修约差", Sort.ROUNDING, ROOT, _rounding(results, rounded), where=where)
    clamped = _clamped(rounded, ratio(marking.lowest), ratio(marking.highest))
    yield from step(f"{ROOT}/上下限", "最高分、最低分", Sort.BOUNDS, ROOT, clamped - rounded, where=where)
    yield from voided(results, clamped, total)
    standings = np.where(where, 0, PLACES[Standing.OPEN]).astype(np.int8)
    yield Part(
        ROOT, ROOT, Sort.TOTAL, "", total, known=None if where.all() else where, full=marking.full,
        standings=standings,
    )  # fmt: skip


def _base(results: Results) -> Iterator[Part]:
    """Yield what leads from the points of the items to the base total."""
    scheme, marking, where = results.scheme, results.scheme.marking, results.has_total
    if not scheme.items:
        yield Part(f"{ROOT}/起评分", "起评分", Sort.START, ROOT, exact_sum(results.base))
        return
    inner = marking.full if marking.inner is None else marking.inner
    nodes = [results.nodes[item.id] for item in scheme.items]
    whole = times(results.base, ratio(inner / marking.full))
    available = total_available(nodes)
    if not (available.num.is_constant and available.equals(ratio(inner)).all()):
        made = difference(whole, together(nodes))
        yield from step(f"{ROOT}/缺项折算", "缺项折算", Sort.CONVERSION, ROOT, made, where=where)
    if inner != marking.full:
        made = difference(results.base, whole)
        yield from step(f"{ROOT}/内部满分", "按内部满分折算", Sort.SCALE, ROOT, made, where=where)


def _rounding(results: Results, rounded: Ratio) -> Ratio:
    """Return what the rounding of the total added or took away."""
    terms = gather((*in_sequence(results)[0], -results.deducted))
    unit = 10**results.digits
    if all(term.den.is_constant and unit % term.den.high == 0 for term in terms):
        return ZERO
    return difference((rounded,), terms)


def _clamped(total: Ratio, low: Ratio, high: Ratio) -> Ratio:
    return choose(total < low, low, choose(total > high, high, total))


def difference(after: Terms, before: Terms) -> Ratio:
    """Return what was added."""
    return exact_sum((*after, *(-term for term in before)))
