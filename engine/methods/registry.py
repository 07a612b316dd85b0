"""Every scoring method there is; adding one is one line here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.methods import bands, deduction, threshold
from engine.methods.bands import Bands
from engine.methods.deduction import Deduction
from engine.methods.threshold import Threshold
from engine.vocabulary.shape import Variants

if TYPE_CHECKING:
    from engine.methods.method import Method

MethodSpec = Threshold | Deduction | Bands

METHODS: tuple[Method[Any], ...] = (threshold.METHOD, deduction.METHOD, bands.METHOD)

BY_WORD = MappingProxyType({method.word: method for method in METHODS})
_BY_SPEC = MappingProxyType({method.spec: method for method in METHODS})

SCORING = Variants(
    "方法",
    "计分",
    "这个指标怎么计分：先写“方法”，再写该方法要的各项。",
    MappingProxyType({method.word: method.concept for method in METHODS}),
)


def method_of(spec: MethodSpec) -> Method[Any]:
    """Return the method that a spec belongs to."""
    return _BY_SPEC[type(spec)]
