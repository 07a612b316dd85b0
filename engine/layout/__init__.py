"""One layout for the YAML files that people write: indentation, spaces, blank lines; never a word, never an order.

What is laid out is the located tree and, from the text between its values, the comments.
"""
