"""What an editor asks about a text that is being written: problems, completion, hover, definitions, outline.

Pure functions of a `Document` and an offset; the language server and a page in a browser are both made of them.
"""
