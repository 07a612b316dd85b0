"""The few ways in which a value becomes points; every scoring method is a use of one of them.

A primitive has a spec (plain data), scores a column of values, and words what it did. What staff
write in a scheme is read by `engine.methods`; the exact twin of each is in `engine.reference`.
"""
