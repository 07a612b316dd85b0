"""What is mutated: every shipped scheme with its units' files, the samples of problem codes, and the cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cases.vocabulary import CASE_FILE
from engine.methods.registry import METHODS
from engine.scheme.unit_vocabulary import UNIT_FILE, UNITS_FILE
from engine.scheme.vocabulary import SCHEME
from engine.vocabulary.shape import Choice
from tests.differential.random_scheme import random_case
from tests.fuzz.trial import CASES, FACTS, LAST
from tests.fuzz.trial import SCHEME as SCHEME_FILE
from tests.pages.tables import concepts, inner_kinds

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
ROOTS = (SCHEME, UNIT_FILE, UNITS_FILE, CASE_FILE, *(method.concept for method in METHODS))


@dataclass(frozen=True, slots=True)
class Seed:
    """Sound files, or files with a known mistake, by the names that they have in a trial."""

    scheme: str
    units: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    cases: str | None = None


def _texts(folder: Path, under: str) -> dict[str, str]:
    """The texts of a folder; what is no text is left out."""
    found = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            try:
                found[f"{under}/{path.relative_to(folder).as_posix()}"] = path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
    return found


@cache
def shipped() -> tuple[Seed, ...]:
    """The schemes of the repository, each with the facts of its units."""
    schemes = sorted((ROOT / "schemes").glob("*.yaml"))
    return tuple(Seed(path.read_text("utf-8"), _texts(ROOT / "facts" / path.stem, FACTS)) for path in schemes)


@cache
def samples() -> tuple[Seed, ...]:
    """The folders of problem codes; one without a scheme of its own has the common one."""
    folder = ROOT / "tests" / "problems"
    common = (folder / "scheme.yaml").read_text("utf-8")
    seeds = [Seed(common, _texts(folder / "facts", FACTS))]
    for path in sorted(each for each in folder.iterdir() if each.is_dir() and each.name != "facts"):
        texts = _texts(path, ".")
        others = {name[2:]: text for name, text in texts.items() if not name.startswith("./facts/")}
        scheme = others.pop("scheme.yaml", common)
        units = _texts(path / "facts", FACTS)
        seeds.append(Seed(scheme, units, others))
    return tuple(seeds)


@cache
def cases() -> tuple[Seed, ...]:
    """The case files."""
    paths = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
    return tuple(Seed("", cases=path.read_text("utf-8")) for path in paths if path.stat().st_size < MOST_OF_A_CASE)


MOST_OF_A_CASE = 5000


def random_seed(rng: random.Random) -> Seed:
    """A valid scheme of the differential run, with many mechanisms at once."""
    case = random_case(rng)
    units = {f"{FACTS}/{name}.yaml": text for name, text in case.unit_texts().items()}
    last = {f"{LAST}/{name}.yaml": text for name, text in case.last_texts().items()}
    scheme = case.scheme_text() + (f"上年:\n  数据: {LAST}\n" if last and "上年:" not in case.scheme_text() else "")
    return Seed(scheme, units, last)


@cache
def keys() -> tuple[str, ...]:
    """All keys of the files that users write."""
    found = {field.key for concept in concepts().values() for field in concept.fields}
    return tuple(sorted(found | {"方法"}))


@cache
def words() -> tuple[str, ...]:
    """All words that may be chosen under some key."""
    kinds = (kind for concept in concepts().values() for each in concept.fields for kind in inner_kinds(each.kind))
    found = {word for kind in kinds if isinstance(kind, Choice) for word in kind.words}
    return tuple(sorted(found | {method.word for method in METHODS}))


__all__ = ["CASES", "SCHEME_FILE", "Seed", "cases", "keys", "random_seed", "samples", "shipped", "words"]
