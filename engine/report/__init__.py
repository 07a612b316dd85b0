"""What is shown: problems, score tables and explanations, as terminal text and as JSON.

Nothing here computes or prints; each function turns what the engine found into one text.
"""
