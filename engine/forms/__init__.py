"""The Excel forms in which units and assessors report: what stands in which cell, and how a form says so itself.

`form` is the model that makers and readers of forms share; it knows no library. A form carries the record of what it
is twice, in its document properties and in a hidden sheet, for programs lose now the one and now the other.
"""
