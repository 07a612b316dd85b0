"""What the rules say: the nouns of a scheme, its formula language, and the words of its file.

`model` and `formula` are plain data; `vocabulary` is the one table between the Chinese keys and the
code; `parse_formula` is the only door to lark.
"""
