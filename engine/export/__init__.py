"""Results and trace as tables for other programs: Parquet, CSV and Excel, digit by digit what was computed.

Two tables, whatever the format: the results have a row for each unit (`engine.export.results`), the trace a row for
each part of each unit's total (`engine.export.parts`, `engine.export.trace`); the points of its parts add up to the
totals, exactly. A table is made of blocks of columns (`engine.export.table`), so that a run that does not fit
memory is written as it is computed. Nothing is computed here that decides anything.
"""
