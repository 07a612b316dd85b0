"""Speed, measured beside other engines within one run: `make bench`, or `make bench ARGS=kernel` for a part.

One JSON object a line: name, value, unit, ratio, target, met. No test is timed; this only tells. What the figures mean,
and what they were: `docs/performance.md`. The other engines are in an environment of their own, `.venv-bench`.
"""
