"""Column files, Parquet and large CSV, as columns of exact integers and of texts.

`files` is the only door to pyarrow.

It knows nothing of schemes or facts; a place in a column file is a row and the name of a column.
"""
