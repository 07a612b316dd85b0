"""Did-you-mean for short Chinese words, where edit distance alone misleads.

`分直` is one character away from both `分值` and `计分`-like words; what decides is that characters
stay in their places and that the word meant is usually one that is still missing.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from operator import eq
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
    # Of two that are close enough, one of the same length is meant: `A3` is a slip for `A1`, not for `A`;
    # unless the other is far closer: `比例得分` is one for `按比例得分`, not for `是否得分`.
    same, other = (
        _nearest(word, [each for each in dict.fromkeys(known) if (len(each) == len(word)) == alike], missing)
        for alike in (True, False)
    )
    meant = same if same[0] and same[0] + FAR_CLOSER > other[0] else other
    return meant[1] or None


def _nearest(word: str, known: Iterable[str], missing: Collection[str]) -> tuple[int, str]:
    """Return the word that is closest and how close it is; 0 and no word where none is close enough."""
    letters = dict.fromkeys(map(ord, word))
    best = (0, "")
    for other in known:
        bonus = MISSING_BONUS if other in missing else 0
        # Most words are too far away to be meant, in whatever order their letters stand: this is quick to see.
        shared = min(len(other) - len(other.translate(letters)), len(word))
        least = max(CLOSE_ENOUGH, best[0] + 1) - bonus
        if _mean(word, other, shared, shared) < least or _mean(word, other, shared, _in_place(word, other)) < least:
            continue
        score = closeness(word, other)
        if score >= least:
            best = (score + bonus, other)
    return best


def closeness(word: str, other: str) -> int:
    """Return how alike two words are, 0 to 1000: the mean of shared order and shared places."""
    matched = sum(b.size for b in SequenceMatcher(None, word, other, autojunk=False).get_matching_blocks())
    return _mean(word, other, matched, _in_place(word, other))


def _in_place(word: str, other: str) -> int:
    """Return how many characters stand at the same place, counted from the front or from the end."""
    front: int = sum(map(eq, word, other))
    back: int = sum(map(eq, reversed(word), reversed(other)))
    return max(front, back)


def _mean(word: str, other: str, in_order: int, in_place: int) -> int:
    longer = max(len(word), len(other))
    return (2000 * in_order // (len(word) + len(other)) + 1000 * in_place // longer) // 2 if longer else 0


# One of these in the place of another, or beside a word, makes it another word and no slip of the keyboard.
_MEANING = frozenset(
    "买卖授受售收借还进出入缴纳领供需公私支存取盈亏涨跌起止立撤建拆正副主次奖惩赞反"
    "高低多少上下大小增减升降加扣奖罚超未已不无非否是有正负前后内外首末新旧优中良差合男女应实本去今总均全净老"
    "一二三四五六七八九十百千万两半第甲乙丙丁戊己庚辛壬癸东南西北左右年月季旬周日时省市区县乡村"
)


def respelt(word: str, known: Iterable[str]) -> str | None:
    """Return the one of our own words that `word` certainly stands for, or None where there is any doubt.

    That is the only one that differs from it by one character (another one, one more or less, two that changed
    places), and by none that carries a meaning of its own: `不大于` may be 不高于 and 不低于, and `A3` is no A1.
    """
    near = {other: chars for other in known if (chars := _slip(word, other)) is not None}
    if len(near) != 1 or len(word) == 1:
        return None
    other, chars = next(iter(near.items()))
    return None if any(char in _MEANING or (char.isascii() and char.isalnum()) for char in chars) else other


def mistyped(word: str, names: Iterable[str], *, by_sound: bool = True) -> str | None:
    """Return the one name, of those that the user chose, that `word` certainly is, or None.

    Names are nobody's vocabulary: 办理件数 beside 受理件数 may be one that was forgotten to be declared. So the slip
    has to be one of an input method: a character that sounds alike (`by_sound`; where facts are reported even that is
    a guess: 授奖 is no 受奖), one that was typed twice, two that changed places.
    """
    other = respelt(word, names)
    chars = _slip(word, other) if other else None
    if chars is None or other is None:
        return None
    doubled = len(chars) == 1 and 2 * chars in max(word, other, key=len)
    return other if not chars or doubled or (by_sound and len(chars) > 1 and _sound_alike(*chars)) else None


# GB 2312 lists the common characters by their sound; those of one syllable stand together.
_COMMON = range(0xB0, 0xD8)
_NEIGHBOURS = 16


def _sound_alike(one: str, other: str) -> bool:
    places = []
    for char in (one, other):
        code = char.encode("gb2312", errors="ignore")
        if len(code) < len("ab") or code[0] not in _COMMON:
            return False
        places.append(code[0] * 94 + code[1])
    return abs(places[0] - places[1]) <= _NEIGHBOURS


def one_slip(word: str, other: str) -> bool:
    """Say whether two words differ by one character, or by two that changed places."""
    return _slip(word, other) is not None


def _slip(word: str, other: str) -> str | None:
    """Return the characters by which two words differ if one slip made the one of the other, or None."""
    if abs(len(word) - len(other)) > 1:
        return None
    front = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, of_other = word[front:], other[front:]
    if not rest and not of_other:
        return None
    if rest[1:] == of_other[1:] and rest and of_other:
        return rest[0] + of_other[0]
    if rest[1:] == of_other:
        return rest[0]
    if rest == of_other[1:]:
        return of_other[0]
    swapped = rest[:2] == of_other[:2][::-1] and rest[2:] == of_other[2:]
    return "" if swapped and len(rest) > 1 else None
