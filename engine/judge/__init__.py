"""From figures to grades: conditions, rules, tiers, ranks and quotas.

`atoms` decides every comparison exactly, `conditions` turns the scheme's conditions into
productions, `truths` fires them stratum by stratum; `ladder` says which tiers are open to a unit,
`rank` and `quota` compare units; `judge` conducts. `fire` chooses the rule engine: `rete` is the
only door to durable_rules and `clips_door` to clipspy, and they are given truths only.
"""
