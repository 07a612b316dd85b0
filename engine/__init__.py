"""kaohe's engine: a written scheme and units' facts in, explained grades out.

    scheme text -compose-> located tree -shape-> -read-> Scheme -checks-> -compile-> Plan
    facts: one YAML file a unit -source-> (cerberus) -> FactTable
    stratum by stratum: evaluate (columns) -> values + trace -> situations -> fire -> decide
    Results -derive-> Derivation -> terminal and JSON

Imports run one way, from `engine.api` at the top down to `engine.number`; `pyproject.toml` lists the
layers and `tests/test_architecture.py` proves that the list is enforced.
"""
