"""What it would have taken: the next tier above a unit's, how far it is, and the single facts that would reach it.

Every answer is worked out by the engine: the unit is scored again with the fact changed, with all other facts and all
other units as they are.
"""
