"""Trial number `index` of a run: always the same for the same seed."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.fuzz import pool
from tests.fuzz.encodings import encoded, raw
from tests.fuzz.folders import results_of, spoilt_folder, spoilt_json
from tests.fuzz.random_files import UNITS, random_scheme, random_unit
from tests.fuzz.table_trial import random_table_trial
from tests.fuzz.texts import spoilt
from tests.fuzz.trial import CASES, FACTS, LAST, RESULTS, SCHEME, Told, Trial

if TYPE_CHECKING:
    from tests.fuzz.pool import Seed

_DAYS = ("0001-01-01", "1970-01-01", "2008-06-30", "2020-02-29", "2021-08-31", "2021-12-31", "9999-12-31")
_UNIT = re.compile(r"^单位: *(.+)$", re.MULTILINE)


# Of so many trials in a hundred the facts are tables, workbooks, forms or column files.
TABLES = 30


def random_trial(seed: int, index: int, tables: int = TABLES) -> Trial:
    """Makes the files of one trial."""
    rng = random.Random(f"{seed}:{index}")  # noqa: S311  nothing here is a secret
    if rng.random() * 100 < tables:
        return random_table_trial(rng)
    trial = rng.choices(_KINDS, _WEIGHTS)[0](rng)
    if rng.random() < 0.05 and trial.told.cases is None:
        trial = spoilt_folder(rng, trial)
    if rng.random() < 0.08:
        trial = replace(trial, told=replace(trial.told, as_of=rng.choice(_DAYS)))
    return trial


def _few(rng: random.Random, seed: Seed) -> dict[str, str]:
    """One to three of the units' files: more of them say nothing new, and take time."""
    return dict(rng.sample(sorted(seed.units.items()), min(len(seed.units), rng.randint(1, 3))))


def _put(rng: random.Random, seed: Seed, units: dict[str, str], scheme: bytes) -> Trial:
    texts = {name: text.encode() for name, text in ({**seed.others} | units).items()}
    return Trial({**texts, SCHEME: scheme}, Told(facts=FACTS if units and rng.random() < 0.5 else None))


def _seed(rng: random.Random) -> Seed:
    chance = rng.random()
    if chance < 0.25:
        return rng.choice(pool.shipped())
    return rng.choice(pool.samples()) if chance < 0.65 else pool.random_seed(rng)


def _mutated_scheme(rng: random.Random) -> Trial:
    seed = _seed(rng)
    units = _few(rng, seed) if rng.random() < 0.4 else {}
    return _put(rng, seed, units, encoded(rng, spoilt(rng, seed.scheme)))


def _mutated_units(rng: random.Random) -> Trial:
    seed = _seed(rng)
    units = _few(rng, seed) or {f"{FACTS}/甲.yaml": random_unit(rng)}
    files = {name: encoded(rng, spoilt(rng, text)) for name, text in units.items()}
    others = {name: text.encode() for name, text in seed.others.items()}
    return Trial({**others, **files, SCHEME: seed.scheme.encode()}, Told(facts=FACTS))


def _mutated_last_year(rng: random.Random) -> Trial:
    """Last year's facts, spoilt, and last year's results."""
    seed = pool.random_seed(rng)
    scheme = seed.scheme
    names = _UNIT.findall("\n".join(seed.units.values()))
    scheme = re.sub(r"取自上年: .*", lambda match: rng.choice((match[0], match[0], "取自上年: 得分")), scheme)
    results = spoilt_json(rng, results_of(dict.fromkeys(names, ""), rng))
    others = {name: encoded(rng, spoilt(rng, text)) for name, text in seed.others.items()}
    units = {name: text.encode() for name, text in seed.units.items()}
    files = {**others, **units, SCHEME: scheme.encode(), RESULTS: results.encode("utf-8", "surrogatepass")}
    last = rng.choice((None, RESULTS, RESULTS, FACTS, "没有.json"))
    return Trial(files, Told(facts=FACTS, last_facts=rng.choice((None, None, LAST, FACTS, "没有")), last_results=last))


def _mutated_units_file(rng: random.Random) -> Trial:
    """A list of units that stands beside the scheme."""
    trial = _mutated_scheme(rng)
    scheme = trial.files[SCHEME].decode("utf-8", "replace")
    beside = re.sub(
        r"^考核对象:(?:.*\n(?:[ -].*\n)*)", "考核对象文件: 单位.yaml\n", scheme, count=1, flags=re.MULTILINE
    )
    listed = "考核对象:\n" + "".join(f"  - {unit}\n" for unit in UNITS)
    files = {**trial.files, SCHEME: beside.encode(), "单位.yaml": encoded(rng, spoilt(rng, listed))}
    return replace(trial, files=files)


def _mutated_cases(rng: random.Random) -> Trial:
    seed = rng.choice(pool.cases())
    name = f"{CASES}/用例.yaml"
    return Trial({name: encoded(rng, spoilt(rng, seed.cases or ""))}, Told(scheme=name, cases=CASES))


def _made_up(rng: random.Random) -> Trial:
    units = {f"{FACTS}/{n}.yaml": random_unit(rng).encode() for n in range(rng.choice((0, 1, 2)))}
    scheme = random_scheme(rng)
    if rng.random() < 0.2:
        scheme = spoilt(rng, scheme)
    return Trial({**units, SCHEME: encoded(rng, scheme)}, Told(facts=FACTS if units else None))


def _raw(rng: random.Random) -> Trial:
    return Trial({SCHEME: raw(rng), f"{FACTS}/甲.yaml": raw(rng)}, Told(facts=rng.choice((None, FACTS))))


_KINDS = (_mutated_scheme, _mutated_units, _mutated_last_year, _mutated_units_file, _mutated_cases, _made_up, _raw)
_WEIGHTS = (36, 13, 5, 3, 6, 32, 5)
