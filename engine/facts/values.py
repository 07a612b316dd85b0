"""Read what a unit's file reports: each fact's values by origin, parsed, checked and weighed."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.by_origin import origin_cell
from engine.facts.contract import parse_value
from engine.facts.marks import MarkReader
from engine.facts.matters import MatterReader
from engine.facts.table import Cell, Reported, State
from engine.facts.words import value_problem
from engine.number import about_text, decimals_needed, exact_text
from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.formula import period_of
from engine.scheme.listings import dated_facts
from engine.scheme.model import FactType
from engine.scheme.tokens import SURE_NAME
from engine.scheme.unit_vocabulary import (
    EVIDENCE_KEYS,
    MISSING,
    MISSING_WORDS,
    NOT_APPLICABLE,
    SELF_ASSESSED,
    UNIT_FILE,
)
from engine.text.edits import Edit, renamed
from engine.text.suggest import mistyped, suggest
from engine.text.tree import Entry, Listing, Mapping, Node, Scalar

if TYPE_CHECKING:
    from engine.facts.contract import Contract
    from engine.scheme.model import FactDeclaration, Scheme

NOT_ENDED = "未到期"
_WORDS = (*MISSING_WORDS, NOT_APPLICABLE)
KEY = {each.name: each.key for each in UNIT_FILE.fields}


@dataclass
class ValueReader:
    """Reads the values of files of one scheme, which its contract checks."""

    scheme: Scheme
    contract: Contract
    names: dict[str, None] = field(init=False)
    periods: dict[str, tuple[str, ...]] = field(init=False)
    # The facts of which a file gives one value for each origin, and those origins.
    single: frozenset[str] = field(init=False)
    origins: frozenset[str] = field(init=False)
    granting: tuple[str, ...] = field(init=False)
    dated: frozenset[str] = field(init=False)
    # What texts mean that keep the contract, by fact: the files of many units say the same few things.
    known: dict[tuple[str, str], Fraction] = field(init=False, default_factory=dict)
    # What one origin reports by itself, with the fact's name in a file.
    of_origin: tuple[tuple[FactDeclaration, str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        facts, origins = self.scheme.facts.values(), self.scheme.origins
        self.names = dict.fromkeys(fact.of or fact.name for fact in facts)
        self.periods = {}
        for fact in facts:
            if fact.of and fact.cycle and fact.origin is None:
                self.periods[fact.of] = (*self.periods.get(fact.of, ()), period_of(fact.name))
        listings = (FactType.MATTERS, FactType.PANEL)
        plain = (fact.name for fact in facts if fact.name in self.names and fact.type not in listings)
        self.single = frozenset(name for name in plain if name not in self.periods)
        self.origins = frozenset(origins.precedence)
        self.granting = tuple(each for each in origins.precedence if each in origins.may_exempt)
        self.dated = dated_facts(self.scheme)
        of_origins = [(fact, fact.origin) for fact in facts if fact.origin]
        self.of_origin = tuple((fact, fact.name.removesuffix(f".{one}"), one) for fact, one in of_origins)

    def read(self, tree: Mapping, origin: str | None) -> tuple[dict[str, Cell], list[Problem]]:
        """Return a cell for each fact that a unit's file reports, and what is wrong with the values one by one.

        `origin` is that of a value that stands alone. What is wrong with them together is told when all that the unit's
        files say is known (`counted_problems`).
        """
        entry = tree.get(KEY["facts"])
        if entry is None or not isinstance(entry.value, Mapping):
            return {}, []
        problems: list[Problem] = []
        given: dict[str, dict[str, Reported]] = {}
        evidence: dict[str, tuple[tuple[str, str], ...]] = {}
        listed: dict[str, Cell] = {}
        for each in entry.value.entries:
            name = each.key.text
            if name in self.single and (alone := self._alone(each.value, origin)) is not None:
                # So is nearly all of most files.
                given[name], evidence[name] = {alone.origin: alone}, ()
                continue
            if name not in self.names:
                near = suggest(name, [known for known in self.names if entry.value.get(known) is None])
                fix = f"是不是“{near}”？" if near else "请核对方案的“数据项”"
                message, edits = f"方案里没有“{name}”这个数据项", self._renamed(each, entry.value)
                problems.append(Problem(Code.FACT_UNKNOWN, message, each.key.span, help=fix, edits=edits))
                continue
            fact = self.scheme.facts.get(name)
            if fact and fact.type is FactType.MATTERS:
                reader = MatterReader(fact, self.scheme.origins.precedence, name in self.dated)
                listed.update(reader.read(each.value, origin))
                problems.extend(reader.problems)
                continue
            if fact and fact.type is FactType.PANEL:
                marks = MarkReader(fact, self.contract, self.scheme.origins.precedence, self.granting)
                listed[name] = marks.read(each.value, origin)
                problems.extend(marks.problems)
                continue
            by_period, found = self._by_period(each)
            problems.extend(found)
            for one, value in by_period:
                given[one], evidence[one], found = self._reported(name, value, origin)
                problems.extend(found)
        problems.extend(self._origin_unnamed(tree, entry.value))
        problems.extend(self._parse(given))
        cells = {name: self._cell(name, each, evidence[name]) for name, each in given.items()}
        return cells | listed | self._by_origin(given, evidence), problems

    def _alone(self, value: Node, origin: str | None) -> Reported | None:
        """Return what stands alone, or below one origin; None where there is more to it."""
        if isinstance(value, Mapping) and len(value.entries) == 1:
            origin, value = value.entries[0].key.text, value.entries[0].value
        if origin is None or origin not in self.origins or not isinstance(value, Scalar):
            return None
        return Reported(origin, value.text.strip(), value.span)

    def _renamed(self, entry: Entry, others: Mapping) -> tuple[Edit, ...]:
        """Return what puts the name of a fact right: a sure one that has no value yet, and that this value fits."""
        meant = mistyped(entry.key.text, self.names, by_sound=False) if len(entry.key.text) >= SURE_NAME else None
        fact = self.scheme.facts.get(meant or "")
        if meant is None or others.get(meant) is not None:
            return ()
        if isinstance(entry.value, Scalar) and fact and entry.value.text.strip() not in _WORDS:
            value = parse_value(fact, entry.value.text.strip())
            if isinstance(value, str) and value not in fact.options:
                return ()
        return renamed(entry.key, meant)

    def _by_origin(
        self, given: dict[str, dict[str, Reported]], evidence: dict[str, tuple[tuple[str, str], ...]]
    ) -> dict[str, Cell]:
        """Return the cells of the facts that one origin reports by itself."""
        cells = {}
        for fact, base, origin in self.of_origin:
            if base in given:
                said = given[base].get(origin)
                value = self.known.get((base, said.text)) if said else None
                may_exempt = self.scheme.origins.may_exempt
                cells[fact.name] = origin_cell(fact, given[base], value, evidence[base], may_exempt)
        return cells

    def _origin_unnamed(self, tree: Mapping, facts: Mapping) -> list[Problem]:
        """Tell once of values that stand without an origin in a scheme that knows no 自评."""
        known = self.scheme.origins.precedence
        bare = [each.value for each in facts.entries if isinstance(each.value, Scalar | Listing)]
        if SELF_ASSESSED in known or not bare or tree.get(KEY["origin"]) is not None:
            return []
        fix = f"请在文件开头写“{KEY['origin']}: …”（方案认得：{'、'.join(known)}），或逐项写明来源"
        message = f"没有写明来源，而方案不认“{SELF_ASSESSED}”"
        return [Problem(Code.FACT_ORIGIN, message, bare[0].span, help=fix)]

    def _by_period(self, entry: Entry) -> tuple[list[tuple[str, Node]], list[Problem]]:
        """Return the facts that an entry reports, one or one for each period, and what is wrong with its form."""
        name, value = entry.key.text, entry.value
        periods = self.periods.get(name)
        if periods is None:
            return [(name, value)], []
        listed = "、".join(periods[:2]) + (f" …… {periods[-1]}" if len(periods) > 2 else "")  # noqa: PLR2004
        fix = f"请分行写每一期的数，如 {periods[0]}: 32；每一期下面可以再分来源"
        if isinstance(value, Scalar) and value.text.strip() in _WORDS:
            return [(f"{name}.{period}", value) for period in periods], []
        if not isinstance(value, Mapping):
            return [], [Problem(Code.FACT_VALUE, f"“{name}”要逐期填报（{listed}）", value.span, help=fix)]
        found: list[tuple[str, Node]] = []
        problems = []
        for each in value.entries:
            if each.key.text in periods:
                found.append((f"{name}.{each.key.text}", each.value))
                continue
            if self._said_of_all(each):
                whole = Mapping((each,), value.span)
                found.extend((f"{name}.{period}", whole) for period in periods if value.get(period) is None)
                continue
            near = suggest(each.key.text, [period for period in periods if value.get(period) is None])
            help_ = f"是不是“{near}”？" if near else f"期的名称有：{'、'.join(periods)}"
            if each.key.text in self.scheme.origins.precedence:
                help_ = f"{fix}，如 {periods[0]}: 下一行写 {each.key.text}: 32"
            message = f"“{name}”没有“{each.key.text}”这一期"
            problems.append(Problem(Code.FACT_VALUE, message, each.key.span, help=help_))
        return found, problems

    def _said_of_all(self, entry: Entry) -> bool:
        """Say whether one origin says of all periods that they do not apply, or are missing."""
        of_origin = entry.key.text in self.scheme.origins.precedence
        return of_origin and isinstance(entry.value, Scalar) and entry.value.text.strip() in _WORDS

    def _reported(
        self, name: str, value: Node, origin: str | None
    ) -> tuple[dict[str, Reported], tuple[tuple[str, str], ...], list[Problem]]:
        """Return a fact's values by origin, what evidence is given, and what is wrong with the form."""
        if isinstance(value, Scalar):
            if origin is None or origin not in self.scheme.origins.precedence:
                return {}, (), []
            return {origin or "": Reported(origin or "", value.text.strip(), value.span)}, (), []
        if not isinstance(value, Mapping):
            fix = "只写一个数，或分行写各来源的数，如 自评: 48、核定: 46"
            return {}, (), [Problem(Code.FACT_VALUE, f"“{name}”不能是一个列表", value.span, help=fix)]
        values: dict[str, Reported] = {}
        evidence: list[tuple[str, str]] = []
        problems: list[Problem] = []
        for each in value.entries:
            word = each.key.text
            if not isinstance(each.value, Scalar):
                problems.append(Problem(Code.FACT_VALUE, f"“{word}”应为一个值", each.value.span, help="请只写一个值"))
            elif word in self.scheme.origins.precedence:
                values[word] = Reported(word, each.value.text.strip(), each.value.span)
            elif word in EVIDENCE_KEYS:
                evidence.append((word, each.value.text.strip()))
            else:
                known = [*self.scheme.origins.precedence, *EVIDENCE_KEYS]
                near = suggest(word, [w for w in known if value.get(w) is None])
                fix = f"是不是“{near}”？" if near else "可以写的来源：" + "、".join(known)
                absent = [w for w in known if value.get(w) is None]
                edits = renamed(each.key, mistyped(word, known) if mistyped(word, absent) else None)
                problems.append(Problem(Code.FACT_ORIGIN, f"不认得来源“{word}”", each.key.span, help=fix, edits=edits))
        return values, tuple(evidence), problems

    def _parse(self, given: dict[str, dict[str, Reported]]) -> list[Problem]:
        """See to it that `known` has what every text means that keeps the contract; return what is wrong with others.

        They are parsed and checked origin by origin, so that the contract sees flat maps.
        """
        new: dict[str, dict[str, str]] = {}
        for name, reported in given.items():
            for origin, each in reported.items():
                if (name, each.text) not in self.known and each.text not in _WORDS:
                    new.setdefault(origin, {})[name] = each.text
        problems = []
        for origin in self.scheme.origins.precedence if new else ():
            texts = new.get(origin, {})
            values = {name: parse_value(self.scheme.facts[name], text) for name, text in texts.items()}
            for name, fault in self.contract.check_values(values):
                problems.append(value_problem(self.scheme.facts[name], fault, given[name][origin], self.granting))
                values.pop(name, None)
            for name, value in values.items():
                self.known[name, texts[name]] = number_of(self.scheme.facts[name], value)
        return problems

    def _cell(self, name: str, given: dict[str, Reported], evidence: tuple[tuple[str, str], ...]) -> Cell:
        if len(given) == 1:
            (counted,) = given.values()
            value = self.known.get((name, counted.text))
            if value is not None:
                return Cell(State.VALUE, value, counted, (), evidence)
        ordered = [given[origin] for origin in self.scheme.origins.precedence if origin in given]
        first = next(iter([each for each in ordered if each.text not in MISSING_WORDS]), None)
        others = tuple([each for each in ordered if each is not first])
        if first is None:
            return Cell(State.MISSING, None, None, others, evidence)
        if first.text == NOT_APPLICABLE:
            return Cell(State.NOT_APPLICABLE, None, first, others, evidence)
        value = self.known.get((name, first.text))
        return Cell(State.VALUE if value is not None else State.MISSING, value, first, others, evidence)


def number_of(fact: FactDeclaration, value: Fraction | bool | str) -> Fraction:  # noqa: FBT001
    """Return a value as a number: 是 is 1, an option its position."""
    if fact.type is FactType.CHOICE:
        return Fraction(fact.options.index(str(value)))
    return value if isinstance(value, Fraction) else Fraction(value)


def shown_value(fact: FactDeclaration, cell: Cell) -> str:
    """Return a counted value as a person reads it, with its unit of measure."""
    if fact.open_:
        return NOT_ENDED
    if cell.state is State.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if cell.value is None:
        return MISSING
    match fact.type:
        case FactType.YES_NO:
            return "是" if cell.value else "否"
        case FactType.CHOICE:
            return fact.options[int(cell.value)]
        case FactType.PERCENT:
            return exact_text(cell.value * 100) + "%"
        case FactType.MATTERS:
            return f"{len(cell.matters)} 项" if cell.matters else "无"
        case _ if fact.member:
            about = f"（{about_text(cell.value)}）" if decimals_needed(cell.value) is None else ""
            return f"{exact_text(cell.value)}{about} {fact.measure or ''}".rstrip()
        case _:
            return f"{exact_text(cell.value)} {fact.measure or ''}".rstrip()
