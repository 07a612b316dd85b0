"""Facts by the hundred thousand: column files, wide or long, become a FactTable without a text for each value.

What the values mean, and what is wrong with them, is decided in columns with the meaning that `engine.facts` gives
single values; the rows that are wrong are told by `engine.facts` itself.
"""
