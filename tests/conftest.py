"""How hypothesis searches: the same examples at every run, without a limit on a single one's time.

`pytest --hypothesis-profile=search` draws others each time instead; with
`first` an example that fails is not made smaller, which is quicker where none is read.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=PATIENT)
settings.register_profile("search", deadline=None, derandomize=False, suppress_health_check=PATIENT)
settings.register_profile(
    "first",
    settings.get_profile("ci"),
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
)
settings.load_profile("ci")
