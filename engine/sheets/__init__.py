"""Workbooks and table files: grids of cells read, and workbooks written; each foreign library has one module here."""
