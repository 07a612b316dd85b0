"""Every primitive there is."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.primitives import bands, curve, ranked, steps_turns, threshold
from engine.primitives.bands import Bands
from engine.primitives.curve import Curve
from engine.primitives.ranked import Ranked
from engine.primitives.steps import Steps
from engine.primitives.threshold import Threshold

if TYPE_CHECKING:
    from engine.primitives.primitive import Primitive

Spec = Threshold | Steps | Bands | Curve | Ranked

PRIMITIVES: tuple[Primitive[Any], ...] = (
    threshold.PRIMITIVE,
    steps_turns.PRIMITIVE,
    bands.PRIMITIVE,
    curve.PRIMITIVE,
    ranked.PRIMITIVE,
)
_BY_SPEC = MappingProxyType({primitive.spec: primitive for primitive in PRIMITIVES})


def primitive_of(spec: Spec) -> Primitive[Any]:
    """Return the primitive that a spec belongs to."""
    return _BY_SPEC[type(spec)]
