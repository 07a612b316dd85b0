"""The scoring methods by the names that staff know: a file for each, and the registry that lists them.

A method reads its own part of a scheme into the spec of a primitive (`engine.primitives`) and words
the rule. To add one: its file, a line in `registry`, a case file, a random strategy; and a twin in
`engine.reference` if it needs a new primitive.
"""
