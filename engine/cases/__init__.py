"""Case files: tests of a scheme as data, which staff write for their own clauses.

`vocabulary` declares the file, `frame` supplies the parts of a scheme that a file leaves out,
`read_expected` and `read_cases` read it, `run` compares, `report` words what differs.
"""
