"""Facts as tables: CSV and workbooks, wide or long, become the located trees that a unit's own file becomes.

Read by `engine.facts`, which checks the values; what a cell holds is told by `engine.sheets`. Here live what headers
mean, which rows are units', and what is not used; nothing here decides what a value is worth.
"""
