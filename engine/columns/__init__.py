"""Exact columns: one number per unit, held as integers, with their range proven as they are made.

`ints` holds integers with a proven range, `ratio` numerators over denominators, `sums` sums of many
ratios that are rounded or compared once. The columnar evaluator and the methods compute with these.
"""
