"""Did-you-mean for short Chinese words, where edit distance alone misleads.

`分直` is one character away from both `分值` and `计分`-like words; what decides is that characters
stay in their places and that the word meant is usually one that is still missing.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Scores are whole per-mille so that no comparison hangs on a float.
CLOSE_ENOUGH = 500
MISSING_BONUS = 150
FAR_CLOSER = 250


def suggest(word: str, known: Iterable[str], missing: Collection[str] = ()) -> str | None:
    """Return the known word that `word` most likely stands for, or None when none is close.

    `missing` are words that the same place requires and lacks; they are preferred.
    """
    scored = [
        (closeness(word, other) + MISSING_BONUS * (other in missing), other)
        for other in dict.fromkeys(known)
        if closeness(word, other) > 0
    ]
    if not scored:
        return None
    # Of two that are close enough, one of the same length is meant: `A3` is a slip for `A1`, not for `A`;
    # unless the other is far closer: `比例得分` is one for `按比例得分`, not for `是否得分`.
    nearest = max(score for score, _ in scored)
    close = [pair for pair in scored if pair[0] >= CLOSE_ENOUGH and len(pair[1]) == len(word)]
    close = [pair for pair in close if pair[0] + FAR_CLOSER > nearest]
    score, best = max(close or scored, key=lambda pair: pair[0])
    return best if score >= CLOSE_ENOUGH else None


def closeness(word: str, other: str) -> int:
    """Return how alike two words are, 0 to 1000: the mean of shared order and shared places."""
    longer = max(len(word), len(other))
    if not longer:
        return 0
    matched = sum(b.size for b in SequenceMatcher(None, word, other, autojunk=False).get_matching_blocks())
    order = 2000 * matched // (len(word) + len(other))
    front = sum(a == b for a, b in zip(word, other, strict=False))
    back = sum(a == b for a, b in zip(reversed(word), reversed(other), strict=False))
    return (order + 1000 * max(front, back) // longer) // 2
