"""What can happen under a scheme, and which of it did in an assessment.

`obligation` holds the nouns; `scoring`, `adjusting` and `judging` say of indicators, adjustments, and rules and
tiers what can happen to them, and find it in the trace; `owed` puts them together.
"""
