"""A case file in block style, as a person would write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.cases.vocabulary import CASE, CASE_FILE, NOTHING
from engine.facts.reported import assessed, reported, value_text, whole_of
from engine.scheme.adjustment import adjustments
from engine.scheme.formula import period_of
from engine.scheme.listed import Listed
from engine.scheme.unit_vocabulary import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.boundary.draft import Draft, Skipped
    from engine.facts.reported import Values
    from engine.scheme.model import Scheme

_HEAD = """\
# 方案“{title}”的边界用例，由 kaohe test --generate 造出：每个分界的下面、正好、上面各一个。
# 结果是程序按方案算的，不是核对过的。请逐个照条款手工算一遍：对的，删去“待确认”那一行；不对的，先改方案。
# 删去“待确认”以前，这些用例不算核对过。"""
_PLAIN = re.compile(r"(?:\.\.?/)*\w[^:#\n]*")
# What a case is expected to come to: a key of the case, and one text or several by id.
Outcome = tuple[tuple[str, "str | Mapping[str, str]"], ...]


def case_file(
    scheme: Scheme, path: str, base: Values, cases: Iterable[tuple[Draft, Outcome]], skipped: Sequence[Skipped]
) -> str:
    """Return the text of the file; `path` is that of the scheme from where the file will stand."""
    lines = [_HEAD.format(title=scheme.title)]
    if skipped:
        lines += ["# 下面这些没有造出来，请手工补写：", *(f"#   {each.what}：{each.why}" for each in skipped)]
    lines.append(f"{CASE_FILE.by_name['scheme'].key}: {_quoted(path)}")
    lines += [f"{CASE_FILE.by_name['common'].key}:", *_facts(scheme, base, {}, "  ")]
    lines += ["", f"{CASE_FILE.by_name['cases'].key}:"]
    for draft, outcome in cases:
        lines += [*_case(scheme, base, draft, outcome), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def placeholder() -> Outcome:
    """Return an expectation for a file whose outcomes are not known yet."""
    return ((CASE.by_name["fired"].key, NOTHING),)


def _case(scheme: Scheme, base: Values, draft: Draft, outcome: Outcome) -> list[str]:
    lines = [f"  {_quoted(draft.name)}:", f"    {CASE.by_name['unconfirmed'].key}: 是"]
    lines.append(f"    {CASE.by_name['note'].key}: {_quoted(draft.note)}")
    facts = _facts(scheme, base | draft.change, draft.raw, "  ", only={*draft.change, *draft.raw})
    key = CASE.by_name["facts"].key
    body = [f"{key}:", *facts] if facts else [f"{key}: {{}}"]
    for name, expected in outcome:
        if isinstance(expected, str):
            body.append(f"{name}: {expected}")
        else:
            body += [f"{name}:", *(f"  {id_}: {text}" for id_, text in expected.items())]
    unit = assessed(scheme)
    if unit is None:
        return [*lines, *(f"    {line}" for line in body)]
    head = [f"    {CASE.by_name['units'].key}:", f"      {_quoted(unit.name)}:"]
    return [*lines, *head, *(f"        {line}" for line in body)]


def _facts(
    scheme: Scheme, values: Values, raw: Mapping[str, tuple[str, ...]], indent: str, only: set[str] | None = None
) -> list[str]:
    """Return facts in the scheme's order; a fact that is reported in periods has all of them, since a case has."""
    facts = reported(scheme)
    sides = adjustments((*scheme.bonuses, *scheme.penalties))
    proven = {name for each in sides if each.evidence and not isinstance(each.source, Listed) for name in each.facts}
    wholes = {whole_of(facts[name]) for name in only or () if name in facts}
    lines: list[str] = []
    for name, fact in scheme.facts.items():
        if name in raw and name not in facts:  # matters
            lines += [f"{indent}{_quoted(name)}:{raw[name][0]}", *(f"{indent}{line}" for line in raw[name][1:])]
        elif name in facts and (only is None or whole_of(fact) in wholes):
            text = raw[name][0] if name in raw else value_text(fact, values[name])
            if name in proven and name not in raw and values[name] and fact.cycle is None:
                text = f"{{{scheme.origins.precedence[0]}: {text}, {EVIDENCE}: 文件一}}"
            if fact.cycle is None:
                lines.append(f"{indent}{_quoted(name)}: {text}")
                continue
            head = f"{indent}{_quoted(whole_of(fact))}:"
            lines += [head] if head not in lines else []
            lines.append(f"{indent}  {period_of(name)}: {text}")
        elif only is None and name not in facts and fact.of is None and fact.panel is None and fact.origin is None:
            lines.append(f"{indent}{_quoted(name)}: 无")
    return lines


def _quoted(text: str) -> str:
    """Write a text plainly where YAML reads it as it is, and in quotes where it would not."""
    if _PLAIN.fullmatch(text) and text == text.strip():
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
