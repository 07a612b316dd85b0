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
# Nobody's slip of the pen is longer, and to compare such texts takes long.
LONGEST = 100


def suggest(word: str, known: Iterable[str], missing: Collection[str] = ()) -> str | None:
    """Return the known word that `word` most likely stands for, or None when none is close.

    `missing` are words that the same place requires and lacks; they are preferred.
    """
    if len(word) > LONGEST:
        return None
    letters = dict.fromkeys(map(ord, word))
    scored = []
    for other in dict.fromkeys(known):
        bonus = MISSING_BONUS if other in missing else 0
        # Most words are too far away to be meant, in whatever order their letters stand: this is quick to see.
        shared = min(len(other) - len(other.translate(letters)), len(word))
        if _mean(word, other, shared, shared) + bonus >= CLOSE_ENOUGH:
            score = closeness(word, other) + bonus
            if score >= CLOSE_ENOUGH:
                scored.append((score, other))
    if not scored:
        return None
    # Of two that are close enough, one of the same length is meant: `A3` is a slip for `A1`, not for `A`;
    # unless the other is far closer: `比例得分` is one for `按比例得分`, not for `是否得分`.
    nearest = max(score for score, _ in scored)
    close = [pair for pair in scored if len(pair[1]) == len(word) and pair[0] + FAR_CLOSER > nearest]
    return max(close or scored, key=lambda pair: pair[0])[1]


def closeness(word: str, other: str) -> int:
    """Return how alike two words are, 0 to 1000: the mean of shared order and shared places."""
    matched = sum(b.size for b in SequenceMatcher(None, word, other, autojunk=False).get_matching_blocks())
    front = sum(a == b for a, b in zip(word, other, strict=False))
    back = sum(a == b for a, b in zip(reversed(word), reversed(other), strict=False))
    return _mean(word, other, matched, max(front, back))


def _mean(word: str, other: str, in_order: int, in_place: int) -> int:
    longer = max(len(word), len(other))
    return (2000 * in_order // (len(word) + len(other)) + 1000 * in_place // longer) // 2 if longer else 0
