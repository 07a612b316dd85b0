"""The summary for leaders and for the bureau, internal edition: topics with sentences and tables, figures exact.

A topic is a file; `make_summary` puts them in order. Nothing here knows a format; whoever writes shows all of it, or
the first rows of a table and how many there are.
"""
