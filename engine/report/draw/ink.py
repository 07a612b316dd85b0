"""The colours and sizes that pictures share; what a colour says, a hatch, a sign or a word says too.

Colours of text and of marks that carry meaning have a contrast of at least 4.5 to white paper (WCAG 2.2 AA), lines 3.
"""

from __future__ import annotations

# In CSS pixels; 16 cm of a page, the text width of A4 with usual margins, are 605 of them.
WIDTH = 640

TEXT = 14
NOTE = 13

INK = "#1f2430"
SOFT = "#4a5160"
LINE = "#7d8696"
PAPER = "#ffffff"
MAIN = "#1f4e79"
PALE = "#e3e8ef"
LOSS = "#a61b1b"
LOSS_PALE = "#f6d5d5"
GAIN = "#1e6b2e"
GAIN_PALE = "#cbe6cf"
OTHER = "#8a93a3"

# The first is bundled (see fonts/README.md) and makes PNG alike everywhere; the others are what readers' systems have.
FONTS = "Noto Sans SC GB2312, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif"
