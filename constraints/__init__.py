"""The explicit list of rules: one file each, and nothing else makes a rule known."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from constraints.affinity import Affinity
from constraints.apart import Apart
from constraints.availability import Availability
from constraints.average_hours import AverageHours
from constraints.balance import Balance
from constraints.block_length import BlockLength
from constraints.compensatory_rest import CompensatoryRest
from constraints.complete_weekends import CompleteWeekends
from constraints.coverage import Coverage
from constraints.fair_share import FairShare
from constraints.fixed import Fixed
from constraints.forbidden import Forbidden
from constraints.forbidden_succession import ForbiddenSuccession
from constraints.forward_rotation import ForwardRotation
from constraints.free_weekends import FreeWeekends
from constraints.headcount import Headcount
from constraints.hours_cost import HoursCost
from constraints.max_changes import MaxChanges
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.max_consecutive_days_off import MaxConsecutiveDaysOff
from constraints.max_consecutive_nights import MaxConsecutiveNights
from constraints.max_expected_pages import MaxExpectedPages
from constraints.max_hours import MaxHours
from constraints.max_weekends import MaxWeekends
from constraints.min_consecutive_days import MinConsecutiveDays
from constraints.min_consecutive_days_off import MinConsecutiveDaysOff
from constraints.min_hours import MinHours
from constraints.min_rest import MinRest
from constraints.min_rest_in_24h import MinRestIn24h
from constraints.night_hours_in_24h import NightHoursIn24h
from constraints.night_worker_hours import NightWorkerHours
from constraints.no_isolated_days import NoIsolatedDays
from constraints.not_alone import NotAlone
from constraints.one_at_a_time import OneAtATime
from constraints.overtime import Overtime
from constraints.preferred_shifts import PreferredShifts
from constraints.presence import Presence
from constraints.qualified import Qualified
from constraints.requests import Requests
from constraints.required_mix import RequiredMix
from constraints.rest_after_nights import RestAfterNights
from constraints.shift_count import ShiftCount
from constraints.spacing import Spacing
from constraints.staffing import Staffing
from constraints.together import Together
from constraints.training_share import TrainingShare
from constraints.weekly_rest import WeeklyRest

Rule = Annotated[
    Affinity
    | Apart
    | Availability
    | AverageHours
    | Balance
    | BlockLength
    | CompensatoryRest
    | CompleteWeekends
    | Coverage
    | FairShare
    | Fixed
    | Forbidden
    | ForbiddenSuccession
    | ForwardRotation
    | FreeWeekends
    | Headcount
    | HoursCost
    | MaxChanges
    | MaxConsecutiveDays
    | MaxConsecutiveDaysOff
    | MaxConsecutiveNights
    | MaxExpectedPages
    | MaxHours
    | MaxWeekends
    | MinConsecutiveDays
    | MinConsecutiveDaysOff
    | MinHours
    | MinRest
    | MinRestIn24h
    | NightHoursIn24h
    | NightWorkerHours
    | NoIsolatedDays
    | NotAlone
    | OneAtATime
    | Overtime
    | PreferredShifts
    | Presence
    | Qualified
    | Requests
    | RequiredMix
    | RestAfterNights
    | ShiftCount
    | Spacing
    | Staffing
    | Together
    | TrainingShare
    | WeeklyRest,
    Field(discriminator="kind"),
]
