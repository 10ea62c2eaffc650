"""The explicit list of rules: one file each, and nothing else makes a rule known."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from constraints.affinity import Affinity
from constraints.apart import Apart
from constraints.availability import Availability
from constraints.balance import Balance
from constraints.block_length import BlockLength
from constraints.coverage import Coverage
from constraints.fair_share import FairShare
from constraints.fixed import Fixed
from constraints.forbidden import Forbidden
from constraints.headcount import Headcount
from constraints.max_changes import MaxChanges
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.max_consecutive_days_off import MaxConsecutiveDaysOff
from constraints.max_consecutive_nights import MaxConsecutiveNights
from constraints.max_hours import MaxHours
from constraints.max_weekends import MaxWeekends
from constraints.min_consecutive_days import MinConsecutiveDays
from constraints.min_consecutive_days_off import MinConsecutiveDaysOff
from constraints.min_hours import MinHours
from constraints.min_rest import MinRest
from constraints.no_isolated_days import NoIsolatedDays
from constraints.not_alone import NotAlone
from constraints.one_at_a_time import OneAtATime
from constraints.preferred_shifts import PreferredShifts
from constraints.presence import Presence
from constraints.qualified import Qualified
from constraints.requests import Requests
from constraints.required_mix import RequiredMix
from constraints.spacing import Spacing
from constraints.staffing import Staffing
from constraints.together import Together
from constraints.training_share import TrainingShare

Rule = Annotated[
    Affinity
    | Apart
    | Availability
    | Balance
    | BlockLength
    | Coverage
    | FairShare
    | Fixed
    | Forbidden
    | Headcount
    | MaxChanges
    | MaxConsecutiveDays
    | MaxConsecutiveDaysOff
    | MaxConsecutiveNights
    | MaxHours
    | MaxWeekends
    | MinConsecutiveDays
    | MinConsecutiveDaysOff
    | MinHours
    | MinRest
    | NoIsolatedDays
    | NotAlone
    | OneAtATime
    | PreferredShifts
    | Presence
    | Qualified
    | Requests
    | RequiredMix
    | Spacing
    | Staffing
    | Together
    | TrainingShare,
    Field(discriminator="kind"),
]
