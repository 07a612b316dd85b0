"""Random and mutated files through `kaohe check`: `python -m tests.fuzz --files 100000 --seed 1`.

`pool` holds what is mutated, `texts`, `formulas` and `bytes_` mutate, `random_files` makes schemes out of the vocabulary,
`folders` spoils folders and JSON; `trial` is one set of files, `laws` says what has to hold for it, `shrink` makes a
failing one small, `workers` runs many. `found/` keeps what was found; `test_fuzz` replays it.
"""
