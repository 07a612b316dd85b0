"""What Excel itself checks in a form, and what it says of the state of a line; as formulas.

Pasting passes by all of it: what is read back is checked anew.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.forms.form import LISTED, NONE, cell_name
from engine.forms.wording import error, full_name, may_exempt, prompt
from engine.number import exact_text
from engine.scheme.model import FactType
from engine.scheme.unit_vocabulary import MISSING, NOT_APPLICABLE, NOT_RATED
from engine.sheets.check import Check
from engine.sheets.limits import LONGEST_LIST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from engine.forms.known import Known
    from engine.forms.layout import MatterList
    from engine.forms.lines import Line
    from engine.scheme.model import FactDeclaration, Scheme
    from engine.sheets.write_workbook import Value

EMPTY, FILLED, AS_LAST = "未填", "已填", "沿用上年"
DOUBTFUL, NOT_LISTED, NOT_PROVEN = "请核对", "事项未填", "缺佐证"
BAD_STATES = (DOUBTFUL, NOT_LISTED, NOT_PROVEN)


@dataclass
class OptionLists:
    """The lists of words that a rule cannot hold itself, each a column of the hidden sheet."""

    sheet: str
    lists: dict[tuple[str, ...], int] = field(default_factory=dict)

    def source(self, words: tuple[str, ...]) -> tuple[str, ...] | str:
        """Return what a rule names: the words themselves where they fit, else where they stand."""
        if len(",".join(words)) <= LONGEST_LIST and not any("," in word or '"' in word for word in words):
            return words
        column = self.lists.setdefault(words, len(self.lists) + 1)
        letters = cell_name(1, column)[:-1]
        return f"='{self.sheet}'!${letters}$1:${letters}${len(words)}"


def check_of(line: Line, cell: str, scheme: Scheme, origin: str, lists: OptionLists) -> Check:
    """Return the rule of a cell that a line's value is typed into."""
    fact = line.fact
    told = {"title": full_name(line), "prompt": prompt(line, scheme, origin), "error": error(line, scheme, origin)}
    exempt = (NOT_APPLICABLE,) if may_exempt(scheme, fact, origin) else ()
    match fact.type:
        case FactType.YES_NO:
            return Check(lists.source(("是", "否", MISSING, *exempt)), **told)
        case FactType.CHOICE:
            return Check(lists.source((*fact.options, MISSING, *exempt)), **told)
        case FactType.MATTERS:
            return Check(lists.source((LISTED, NONE, MISSING, *exempt)), **told)
        case _:
            words = (MISSING, *exempt, *([NOT_RATED] if fact.type is FactType.PANEL else []))
            return Check(formula=_number_formula(fact, cell, words), **told)


def number_format(fact: FactDeclaration) -> str:
    """Return Excel's format of a cell: what is typed into one of percentages is one; options are never dates."""
    if fact.type is FactType.PERCENT:
        return f"0.{'0' * fact.digits}%" if fact.digits else "0%"
    return "@" if fact.type in (FactType.CHOICE, FactType.YES_NO, FactType.MATTERS) else ""


def state_formula(
    line: Line, cells: Mapping[str, str], evidence: str, matters: MatterList | None, *, from_last: bool
) -> str:
    """Return the formula that says whether a line is filled in.

    `cells` are where the values of facts stand, by their own names; `evidence` is where the line's evidence does.
    """
    cell = cells[line.fact.name]
    empty = AS_LAST if from_last else EMPTY
    filled = f'"{FILLED}"'
    for other in reversed([cells[name] for name in line.fact.at_most if name in cells]):
        filled = f'IF(AND(ISNUMBER({cell}),ISNUMBER({other}),{cell}>{other}),"{DOUBTFUL}",{filled})'
    if line.asked.evidence and matters is None:
        nothing = f'{cell}<>0,{cell}<>"否",{cell}<>"{NOT_APPLICABLE}",{cell}<>"{MISSING}"'
        filled = f'IF(AND({evidence}="",{nothing}),"{NOT_PROVEN}",{filled})'
    if matters is not None:
        names = f"'{matters.sheet}'!{_column_of(matters)}"
        filled = (
            f'IF(({cell}="{LISTED}")=(COUNTA({names})>0),{filled},IF({cell}="{LISTED}","{NOT_LISTED}","{DOUBTFUL}"))'
        )
        return f'=IF({cell}="",IF(COUNTA({names})>0,"{DOUBTFUL}","{empty}"),{filled})'
    return f'=IF({cell}="","{empty}",{filled})'


def state_of(line: Line, known: Known, unit: str, *, listed: bool, from_last: bool) -> str:
    """Return what the formula comes to with what is known; `listed` says that there are matters on the list.

    A program that reads or shows the form may not reckon.
    """
    given = known.of(unit, line)
    value, empty = given.value, AS_LAST if from_last else EMPTY
    if value in (None, ""):
        return DOUBTFUL if listed else empty
    if line.fact.type is FactType.MATTERS:
        if (value == LISTED) == listed:
            return FILLED
        return NOT_LISTED if value == LISTED else DOUBTFUL
    if line.asked.evidence and not given.evidence and value not in (0, "否", NOT_APPLICABLE, MISSING):
        return NOT_PROVEN
    bounds = [known.given[unit, name].value for name in line.fact.at_most if (unit, name) in known.given]
    over = [bound for bound in bounds if not isinstance(value, str) and _is_less(bound, value)]
    return DOUBTFUL if over else FILLED


def _is_less(bound: Value, value: Fraction | int | None) -> bool:
    return bound is not None and value is not None and not isinstance(bound, str) and bound < value


def _column_of(matters: MatterList) -> str:
    column = matters.column(matters.fields[0])
    first, last = cell_name(matters.first_row, column), cell_name(matters.last_row, column)
    return f"{first}:{last}"


def _number_formula(fact: FactDeclaration, cell: str, words: tuple[str, ...]) -> str:
    digits = fact.digits + 2 if fact.type is FactType.PERCENT else fact.digits
    holds = [f"{cell}=ROUND({cell},{digits})"]
    holds += [f"{cell}>={_plain(fact.low)}"] if fact.low is not None else []
    holds += [f"{cell}<={_plain(fact.high)}"] if fact.high is not None else []
    said = ",".join(f'{cell}="{word}"' for word in words)
    return f"=IF(ISNUMBER({cell}),AND({','.join(holds)}),OR({said}))"


def _plain(limit: Fraction) -> str:
    return exact_text(limit)
