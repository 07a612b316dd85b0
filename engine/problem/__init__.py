"""A user's mistake as a value: what is wrong, where, what was expected, what to do.

`codes` lists every kind of mistake, `problem` holds one mistake, `catalogue` explains each kind. Nothing here prints.
"""
