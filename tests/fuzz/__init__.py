"""Random and mutated files through `kaohe check`: `python -m tests.fuzz --files 100000 --seed 1`.

`pool` holds what is mutated; `texts`, `scalars`, `formulas` and `encodings` mutate it, `random_files` makes files out
of the vocabulary, `folders` spoils folders and JSON, `random_reports` reports facts for any scheme. `table_trial` makes
tables, workbooks, forms and column files out of `table_pool`; `cells`, `archives` and `columns` spoil them; `--tables`
says how many in a hundred. `random_trial` puts a `trial` together, `laws` says what has to hold for it, `receiving`
imports forms, `shrink` makes one that fails small, `worker` runs many.
`found/` keeps what was found; `test_fuzz` replays it. A law and a way to spoil are a function each in these modules.
"""
