"""Cases on, under and over every threshold of a scheme, for a person to confirm.

`reported` are the facts that a unit writes, `solve` finds values of them that take a formula where it should be,
`base` those with which everything has full points; `thresholds` lists what to go to, `generate` makes the case file.
"""
