"""Workbooks and table files: their cells read into grids, what is in them normalised visibly, and workbooks written.

Here live the doors to openpyxl, xlrd and xlsxwriter. What the cells mean is told by `engine.forms` and
`engine.tables`; nothing here knows a form.
"""
