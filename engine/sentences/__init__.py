"""A scheme read aloud: what each of its parts says, in plain sentences, from the model alone.

Nothing here knows facts of a unit or scores anything. Explanations, hover help, the command that reads a scheme, and
the pages for staff word rules by what stands here, so that a rule sounds the same everywhere.
"""
