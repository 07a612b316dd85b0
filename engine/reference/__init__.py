"""The reference evaluator: docs/semantics.md as a program, one unit at a time, in fractions.

It is slow and plain on purpose: dicts, loops and `Fraction`, so that it can be read beside the
specification, clause by clause. The columnar evaluator has to agree with it to the last digit;
therefore the two share the nouns of a scheme and nothing else. No columns, no plan, no floats here.

    rounding, formula, methods -> scores, unit (one unit) -> pool (all units) -> reference (way in)

Only tests and the differential run call `engine.reference.reference.evaluate_reference`.
"""
