"""How a concept of the YAML files is declared: its Chinese keys, the kinds of their values, help.

One declaration serves four readers: the JSON Schema, the reader, completion and the docs.
`shape` declares, `record` reads a located tree by a declaration. The tables of concepts are in
`engine.scheme.vocabulary` and beside each method.
"""
