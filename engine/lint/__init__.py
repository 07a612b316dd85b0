"""What is wrong with a scheme as a scheme: dead, contradictory, unreachable, ambiguous (docs/方案检查.md).

`region` and `reach` reason exactly over what is declared, `truth` says which conditions can hold together; each other
file is a family of checks, and `lint` runs them all. What cannot be proved is not told.
"""
