"""Why: a tree for every unit whose parts add up to its total, and the judgement in words.

`derive` reads the trace and adds; it never scores. `words` puts formulas into words with a unit's
own numbers in them; `judgement` words rules, tiers and quotas.
"""
