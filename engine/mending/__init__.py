"""Put right what is safe to put right: the edits of problems, made round by round, in memory.

Nothing here writes a file; `cli` does.
"""
