"""Read one unit's facts from its YAML file."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.facts.contract import Contract, Fault, make_contract
from engine.facts.counted import counted_problems
from engine.facts.personal import find_personal_data
from engine.facts.table import FactFile, UnitFacts
from engine.facts.values import KEY, ValueReader
from engine.problem.codes import Code
from engine.problem.problem import Problem, has_errors
from engine.reading.compose import compose
from engine.reading.misread import check_misread
from engine.reading.respelling import ENGLISH
from engine.scheme.unit_vocabulary import SELF_ASSESSED, UNIT_FILE
from engine.scheme.vocabulary import SCHEME, looks_like
from engine.text.edits import Edit, renamed
from engine.text.suggest import mistyped, respelt, suggest
from engine.text.tree import Entry, Mapping, Scalar, is_empty

if TYPE_CHECKING:
    from engine.scheme.model import Scheme
    from engine.text.source import Source

_GROUPS = {KEY["facts"]: "若干行“数据项: 数值”", KEY["imported"]: "程序导入时写的几行“键: 值”"}


@dataclass
class UnitFileReader:
    """Reads files of one scheme; the contract is made once."""

    scheme: Scheme
    contract: Contract = field(init=False)
    values: ValueReader = field(init=False)
    units: frozenset[str] = field(init=False)
    # How long the names of units are that begin with a character.
    lengths: dict[str, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.contract = make_contract(self.scheme)
        self.values = ValueReader(self.scheme, self.contract)
        self.units = frozenset(unit.name for unit in self.scheme.units)
        self.lengths = {}
        for name in self.units:
            self.lengths.setdefault(name[:1], set()).add(len(name))

    def read(self, source: Source) -> tuple[UnitFacts | None, list[Problem]]:
        """Return a unit's facts, of which this is the only file; None when anything is wrong."""
        return self._alone(*self.read_part(source))

    def read_tree(self, tree: Mapping, source: Source) -> tuple[UnitFacts | None, list[Problem]]:
        """Do as `read` with a tree of the form of a unit's file."""
        return self._alone(*self.read_part_tree(tree, source))

    def _alone(self, facts: UnitFacts | None, problems: list[Problem]) -> tuple[UnitFacts | None, list[Problem]]:
        if facts is not None:
            problems = [*problems, *counted_problems(self.scheme, facts.cells)]
        return (None if has_errors(problems) else facts), problems

    def read_part(self, source: Source) -> tuple[UnitFacts | None, list[Problem]]:
        """Return what a file says of a unit that may have others, and what is wrong with the file by itself.

        Of a file with errors that is what could be read; None where not even the unit is known.
        """
        tree, problems = compose(source)
        if tree is None:
            return None, problems
        if isinstance(tree, Mapping) and looks_like(tree, SCHEME) and not looks_like(tree, UNIT_FILE):
            message = "这是一份方案，不是单位数据；是不是写反了？"
            fix = "命令里先写方案，后写数据；请核对文件名"
            return None, [*problems, Problem(Code.FACT_VALUE, message, tree.entries[0].key.span, help=fix)]
        if not isinstance(tree, Mapping):
            fix = "第一层应是“单位”“方案编号”“数据”；请确认选对了文件"
            wrong = Problem(Code.FACT_VALUE, "这不是一份单位数据", tree.span, help=fix)
            return None, [*problems, *find_personal_data(tree), wrong]
        facts, found = self.read_part_tree(tree, source)
        return facts, [*problems, *check_misread(tree, UNIT_FILE), *found]

    def read_part_tree(self, tree: Mapping, source: Source) -> tuple[UnitFacts | None, list[Problem]]:
        """Do as `read_part` with a tree of the form of a unit's file."""
        problems = [*find_personal_data(tree), *self._head_problems(tree)]
        unit, illustrative, origin = (_text(tree, name) for name in ("unit", "illustrative", "origin"))
        cells, found = self.values.read(tree, SELF_ASSESSED if tree.get(KEY["origin"]) is None else origin)
        problems.extend(found)
        if unit is None:
            return None, problems
        narrative = _filled(tree, "narrative")
        if narrative is not None:
            problems.extend(self._narrative_problems(narrative, unit))
        file = FactFile(source.name, source.sha256)
        return UnitFacts(unit, cells, illustrative == "是", narrative, (file,)), problems

    def _head_problems(self, tree: Mapping) -> list[Problem]:
        head: dict[str, object] = {entry.key.text: _plain(entry) for entry in tree.entries}
        problems: list[Problem] = []
        missing: list[str] = []
        for key, fault in self.contract.check_head(head):
            entry = tree.get(key)
            if fault is Fault.UNKNOWN and entry:
                near = suggest(key, [k for k in KEY.values() if tree.get(k) is None])
                fix = f"是不是“{near}”？" if near else "单位数据的第一层可以写：" + "、".join(KEY.values())
                message = f"单位数据里不认识“{key}”这一项"
                word = respelt(key, KEY.values())
                edits = renamed(entry.key, word if word and tree.get(word) is None else None)
                problems.append(Problem(Code.KEY_UNKNOWN, message, entry.key.span, help=fix, edits=edits))
            elif entry is None:
                missing.append(f"“{key}”")
            elif fault is Fault.REQUIRED:
                message = f"单位数据缺少“{key}”"
                problems.append(Problem(Code.KEY_MISSING, message, entry.key.span, help=f"请补写“{key}”"))
            elif key == KEY["origin"]:
                problems.append(self._origin_problem(entry))
            else:
                says = "“是”“否”之一"
                if fault is Fault.KIND and key != KEY["illustrative"]:
                    says = _GROUPS.get(key, "一段文字")
                word = ENGLISH.get(entry.value.text.lower()) if isinstance(entry.value, Scalar) else None
                edits = (Edit(entry.value.span, word),) if word and key == KEY["illustrative"] else ()
                message = f"“{key}”应为{says}"
                problems.append(Problem(Code.VALUE_KIND, message, entry.value.span, help="请按要求改写", edits=edits))
        # One misspelt required key is one mistake, not a missing key as well.
        meant = [p.help for p in problems if p.code is Code.KEY_UNKNOWN and p.help.startswith("是不是")]
        missing = [key for key in missing if not any(key in help_ for help_ in meant)]
        if missing:
            place = tree.entries[0].key.span if tree.entries else tree.span
            listed = "、".join(sorted(missing, key=[f"“{key}”" for key in KEY.values()].index))
            problems.append(Problem(Code.KEY_MISSING, f"单位数据缺少{listed}", place, help=f"请补写{listed}"))
        told = {(p.code, p.span.start if p.span else 0, p.message): p for p in problems}
        return [*told.values(), *self._scheme_and_unit(tree)]

    def _origin_problem(self, entry: Entry) -> Problem:
        """Word the one problem of an origin that the scheme does not have; the values under it are not read."""
        known = self.scheme.origins.precedence
        edits: tuple[Edit, ...] = ()
        says = "应为" + "".join(f"“{word}”" for word in known) + "之一"
        if not isinstance(entry.value, Scalar):
            message, fix = f"“{entry.key.text}”{says}，只写一个", f"请改成一个词，如“{entry.key.text}: {known[0]}”"
        elif is_empty(entry.value):
            message, fix = f"“{entry.key.text}”后面没有内容，{says}", "请补写；不需要时把这一行删去"
        else:
            word = entry.value.text.strip()
            near = suggest(word, known)
            message = f"方案不认“{word}”这个来源，{says}"
            fix = f"是不是“{near}”？" if near else "请改成方案“数据来源”里有的词"
            edits = renamed(entry.value, mistyped(word, known))
        return Problem(Code.FACT_ORIGIN, message, entry.value.span, help=fix, edits=edits)

    def _scheme_and_unit(self, tree: Mapping) -> list[Problem]:
        problems = []
        scheme, unit = tree.get(KEY["scheme"]), tree.get(KEY["unit"])
        if scheme and isinstance(scheme.value, Scalar) and scheme.value.text not in ("", self.scheme.id):
            message = f"这份数据是为方案“{scheme.value.text}”填的，不是“{self.scheme.id}”"
            fix = "请换用对应的方案，或确认数据无误后改正方案编号"
            problems.append(Problem(Code.OTHER_SCHEME, message, scheme.value.span, help=fix))
        if unit and isinstance(unit.value, Scalar) and unit.value.text and unit.value.text.strip() not in self.units:
            name = unit.value.text.strip()
            fix = self._meant_unit(name)
            problems.append(Problem(Code.NOT_ASSESSED, f"“{name}”不在方案的考核对象里", unit.value.span, help=fix))
        return problems

    def _meant_unit(self, name: str) -> str:
        """Ask which unit is meant: the one with this code, of nearly this name, or of whose name this is a part."""
        coded = [unit.name for unit in self.scheme.units if unit.code == name]
        if coded:
            return f"这是“{coded[0]}”的编码，请写单位名称"
        longer = [unit for unit in self.units if name in unit] if len(name) > 1 else []
        near = suggest(name, self.units) if not longer else longer[0] if len(longer) == 1 else None
        return f"是不是“{near}”？" if near else "请核对方案的“考核对象”"

    def _narrative_problems(self, narrative: Scalar, unit: str) -> list[Problem]:
        problems = []
        for other, at in sorted(self._named_in(narrative.text).items()):
            if other not in unit:
                message = f"“{unit}”的评语里出现了另一个单位“{other}”"
                place = narrative.within(at, at + len(other))
                problems.append(Problem(Code.NARRATIVE_OF_OTHER, message, place, help="请确认没有贴错评语"))
        return problems

    def _named_in(self, text: str) -> dict[str, int]:
        """Return the units that a text names, each with where it does first; there may be ten thousand units."""
        found: dict[str, int] = {}
        for at, char in enumerate(text):
            for length in self.lengths.get(char, ()):
                if (name := text[at : at + length]) in self.units:
                    found.setdefault(name, at)
        return found


def _filled(tree: Mapping, name: str) -> Scalar | None:
    entry = tree.get(KEY[name])
    return entry.value if entry and isinstance(entry.value, Scalar) and not is_empty(entry.value) else None


def _text(tree: Mapping, name: str) -> str | None:
    scalar = _filled(tree, name)
    return scalar.text.strip() if scalar else None


def _plain(entry: Entry) -> object:
    if isinstance(entry.value, Mapping):
        return {}
    if isinstance(entry.value, Scalar):
        return "" if is_empty(entry.value) else entry.value.text.strip()
    return []
