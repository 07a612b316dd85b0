"""How one indicator is scored: a file per method, and the registry that lists them.

A method reads its own part of a scheme, scores a column of values, and says in Chinese what it did.
To add one: its file, a line in `registry`, its twin in `engine.reference`, a case file, a strategy.
"""
