"""The reference evaluator against cases worked by hand; `builder` writes their schemes tersely."""
