"""Which rate to staff on: the expected one, or one that is rarely exceeded.

Staffing formulas already allow for chance around a known rate, so it is a quantile of the rate that is
staffed on and not one of the count, which would charge chance twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.forecast.gamma import rate_quantile

if TYPE_CHECKING:
    from rota.demand.target import Target
    from rota.forecast.volume import Volume


def rate_of(volume: Volume, target: Target) -> float | None:
    """The contacts to staff on; None where neither forecast nor target say how far off the mean may be."""
    if target.staff_on is None or not volume.contacts:
        return volume.contacts
    told = volume.at(target.staff_on)
    if told is not None:
        return told
    spread = volume.spread or target.dispersion
    if not spread:
        return None
    return rate_quantile(volume.contacts, spread=spread, level=target.staff_on)
