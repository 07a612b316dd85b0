"""Two editions of a scheme, or two results: what differs, in words, and what each change does to the units.

Trees are compared by the vocabulary, never line by line; nothing here scores: every edition in between is read and
assessed like any scheme.
"""
