"""Facts to figures, for all units at once, exactly, and always with the trace that explains them.

`formula` evaluates expressions over columns, `indicators` scores the leaves, `evaluate` adds them up
to a total; `results` is what they leave behind. `engine.reference` does the same on its own.
"""
