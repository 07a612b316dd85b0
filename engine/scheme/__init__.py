"""What the rules say: the nouns of a scheme, its formula language, and the words of its files.

`model`, `adjustment`, `judging` and `formula` are plain data; `vocabulary`, with its parts for adjustments
and for units' files, is the one table between the Chinese keys and the code; `grow` is the only
door to lark.
"""
