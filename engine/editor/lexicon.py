"""The names of a scheme's text: where each is declared, and where it is used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.dataclass import dataclass
from engine.editor.spots import Spot, spots, word_of
from engine.reading.context import mapping_keys
from engine.reading.read_calendar import read_calendar
from engine.reading.read_names import item_keys, read_names
from engine.reading.units_file import TABLES, read_units_file
from engine.scheme.adjustment_vocabulary import BONUS
from engine.scheme.fact_vocabulary import FACT
from engine.scheme.functions import Label
from engine.scheme.names import LABELS, Names
from engine.scheme.parameter_vocabulary import TABLE
from engine.scheme.tokens import Slip, tokenize
from engine.scheme.unit_vocabulary import UNITS_FILE
from engine.scheme.vocabulary import SCHEME
from engine.text.tree import Mapping
from engine.vocabulary.record import Record
from engine.vocabulary.shape import Formula, MapOf, Named, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from engine.editor.document import Document
    from engine.scheme.tokens import Token
    from engine.text.source import Span
    from engine.text.tree import Scalar

# The keys beside which a fact is named whose classes, circumstances or options are meant.
_NAMING_A_FACT = (BONUS.by_name["matters"].key, TABLE.by_name["by"].key)
# Names that belong to a fact, so that two facts may have the same.
OF_A_FACT = frozenset({Named.OPTION, Named.CLASS, Named.CIRCUMSTANCE})
MOST_SLIPS = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A name and what it is the name of; `owner` is the fact that an option, class or circumstance belongs to."""

    named: Named
    word: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """A name where it stands."""

    name: Name
    span: Span
    declares: bool = False


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All names of a scheme: `declared` with the place of each, and as formulas see them (`names`)."""

    declared: dict[Name, Span]
    names: Names
    types: dict[str, str]

    def words(self, named: Named) -> list[str]:
        """Return what is called so, in written order, each once."""
        return list(dict.fromkeys(name.word for name in self.declared if name.named is named))

    def owned(self, named: Named, owner: str) -> list[str]:
        """Return what a fact has of that kind."""
        return [name.word for name in self.declared if name.named is named and name.owner == owner]

    def find(self, word: str, of: tuple[Named, ...], owner: str = "") -> Name | None:
        """Return the name that a word is, of several kinds the first that has it."""
        candidates = (Name(named, word, owner if named in OF_A_FACT else "") for named in of)
        return next((name for name in candidates if name in self.declared), None)


EMPTY = Lexicon({}, Names(), {})


def lexicon_of(document: Document) -> Lexicon:
    """Return the names of the scheme that a document is or belongs to; none where there is no scheme."""
    scheme = document.scheme
    if scheme is None or not isinstance(scheme.tree, Mapping):
        return EMPTY
    record = Record(scheme.tree, SCHEME, ())
    declared: dict[Name, Span] = {}
    file = record.text("units_file")
    in_list = _listed(scheme, scheme.folder / file) if file else ()
    for spot in (*spots(scheme.tree, scheme.concept), *in_list):
        if (named := declared_by(spot)) is not None and spot.scalar.text.strip():
            owner = owner_of(spot) if named in OF_A_FACT else ""
            declared.setdefault(Name(named, spot.scalar.text.strip(), owner), spot.scalar.span)
    facts = {entry.key.text: entry.value for entry in record.entries("facts")}
    type_key = FACT.by_name["type"].key
    types = {name: word_of(node.get(type_key)) for name, node in facts.items() if isinstance(node, Mapping)}
    lexicon = Lexicon(declared, Names(), types)
    calendar, _ = read_calendar(record, None)
    items = [key.text for key in item_keys(record.entries("items"))]
    names = read_names(record, items, [key.text for key in mapping_keys(record.mapping("rules"))], calendar)
    labels = {Label.UNIT: lexicon.words(Named.UNIT), Label.GROUP: lexicon.words(Named.GROUP)}
    # Here a parameter is a name like a fact's; what it comes to is nobody's concern.
    names = replace(names, facts=[*names.facts, *lexicon.words(Named.PARAMETER)], labels=labels)
    return replace(lexicon, names=names)


def _listed(scheme: Document, path: Path) -> Iterable[Spot]:
    """Return the spots of the file that lists the units, which is a text that may be open, or a table."""
    if path.suffix.lower() in TABLES:
        tree, _ = read_units_file(path)
        return spots(tree, UNITS_FILE) if tree else ()
    listed = scheme.beside(path)
    return spots(listed.tree, UNITS_FILE) if listed else ()


def declared_by(spot: Spot) -> Named | None:
    """Return what a word declares, if it declares anything."""
    if spot.is_key:
        return next((kind.declares for kind in spot.kinds if isinstance(kind, MapOf) and kind.declares), None)
    return next((kind.declares for kind in spot.kinds if isinstance(kind, Text) and kind.declares), None)


def named_by(spot: Spot) -> tuple[Named, ...]:
    """Return what a word may be the name of."""
    wanted = MapOf if spot.is_key else Text
    return tuple(named for kind in spot.kinds if isinstance(kind, wanted) for named in kind.of)


def owner_of(spot: Spot) -> str:
    """Return the fact that options, classes and circumstances at this place belong to; nothing where it is unsaid.

    It is the fact that is being declared or reported here, or the one that the key 事项 or 按 beside it names.
    """
    if (fact := fact_of(spot)) is not None:
        return fact.text
    mappings = [level.node for level in spot.levels() if isinstance(level.node, Mapping)]
    named = (word_of(mapping.get(key)) for mapping in mappings for key in _NAMING_A_FACT)
    return next(filter(None, named), "")


def fact_of(spot: Spot) -> Scalar | None:
    """Return the key of the fact that a word is said of, where it stands below one."""
    around = [(level.key, level.above) for level in spot.levels()]
    for key, above in [(spot.key, spot.level), *around]:
        kinds = above.kinds if above else ()
        if key and any(isinstance(kind, MapOf) and Named.FACT in (kind.declares, *kind.of) for kind in kinds):
            return key
    return None


def uses(document: Document, name: Name) -> Iterator[Use]:
    """Yield where a name stands in a document, in written order."""
    for spot in spots(document.tree, document.concept):
        if name.word in spot.scalar.text:
            found = uses_at(spot, document.lexicon, in_scheme=document.scheme is document)
            yield from (use for use in found if use.name == name)


def uses_at(spot: Spot, lexicon: Lexicon, *, in_scheme: bool) -> Iterator[Use]:
    """Yield the names that a word is, or that a formula reads."""
    scalar, word = spot.scalar, spot.scalar.text.strip()
    if (named := declared_by(spot)) is not None and in_scheme:
        yield Use(Name(named, word, owner_of(spot) if named in OF_A_FACT else ""), scalar.span, declares=True)
    elif (of := named_by(spot)) and (name := lexicon.find(word, of, owner_of(spot))):
        yield Use(name, scalar.span)
    elif not spot.is_key and any(isinstance(kind, Formula) for kind in spot.kinds):
        yield from _in_formula(scalar, lexicon)


def _in_formula(scalar: Scalar, lexicon: Lexicon) -> Iterator[Use]:
    tokens = tokens_of(scalar.text, lexicon.names)
    for at, token in enumerate(tokens):
        if token.kind != "NAME":
            continue
        before = tokens[at - 2] if at > 1 and tokens[at - 1].kind in ("DOT", "COMPARE") else None
        name = _resolved(token, tokens[at - 1].kind if before else "", before, lexicon)
        if name is not None:
            yield Use(name, scalar.within(token.start, token.end))


_FREE = (Named.FACT, Named.PARAMETER, Named.ITEM, Named.ADJUSTMENT, Named.RULE)


def _resolved(token: Token, joint: str, before: Token | None, lexicon: Lexicon) -> Name | None:
    """Return what a name in a formula is: beside a fact or 组 and 单位, what these have comes first."""
    if before is not None and joint == "DOT":
        return lexicon.find(token.text, (Named.CLASS, Named.ORIGIN), before.text)
    if before is not None:
        of = (Named.GROUP if before.text == Label.GROUP.value else Named.UNIT,) if before.text in LABELS else ()
        if found := lexicon.find(token.text, of or (Named.OPTION,), before.text):
            return found
    return lexicon.find(token.text, _FREE)


def tokens_of(text: str, names: Names) -> list[Token]:
    """Return the tokens of a formula; what is no part of one is passed over."""
    known = names.within(text)
    for _ in range(MOST_SLIPS):
        tokens = tokenize(text, known, lambda _: "")
        if not isinstance(tokens, Slip):
            return tokens
        text = text[: tokens.start] + " " * (tokens.end - tokens.start) + text[tokens.end :]
    return []
