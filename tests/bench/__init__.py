"""Speed, measured as ratios within one run: `python -m tests.bench` (or `make bench`).

One JSON object a line: name, value, unit, ratio, target, met. No test is timed; this only tells.
"""
