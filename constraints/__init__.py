"""The explicit list of rules: one file each, and nothing else makes a rule known."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from constraints.availability import Availability
from constraints.coverage import Coverage
from constraints.fair_share import FairShare
from constraints.headcount import Headcount
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.max_consecutive_nights import MaxConsecutiveNights
from constraints.max_hours import MaxHours
from constraints.max_weekends import MaxWeekends
from constraints.min_hours import MinHours
from constraints.min_rest import MinRest
from constraints.not_alone import NotAlone
from constraints.one_at_a_time import OneAtATime
from constraints.presence import Presence
from constraints.qualified import Qualified
from constraints.requests import Requests

Rule = Annotated[
    Availability
    | Coverage
    | FairShare
    | Headcount
    | MaxConsecutiveDays
    | MaxConsecutiveNights
    | MaxHours
    | MaxWeekends
    | MinHours
    | MinRest
    | NotAlone
    | OneAtATime
    | Presence
    | Qualified
    | Requests,
    Field(discriminator="kind"),
]
