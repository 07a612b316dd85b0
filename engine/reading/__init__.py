"""From text to scheme: files, YAML tree, shape, reader, checks.

`compose` is the only door to PyYAML and `shape` the only one to jsonschema. Every stage goes on
past a broken part, so that all problems of all parts appear in one run.
"""
