"""The pagers that a paging plan can be written for: one line a module, in alphabetical order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from exports import (
    alertmanager,
    aws_incident_manager,
    goalert,
    grafana,
    grafana_terraform,
    icinga,
    incident_io,
    jsm,
    linkedin_oncall,
    nagios,
    opsgenie,
    pagerduty,
    pagerduty_terraform,
    paging_csv,
    paging_json,
    rootly,
    slack,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.paging.plan import PagingPlan
    from rota.paging.reading import Reading


class Pager(Protocol):
    """A module that writes a plan for one pager, and reads back what it wrote."""

    @property
    def SYSTEM(self) -> str:
        """What the pager is called in team.yaml and on the command line."""

    def write(self, plan: PagingPlan) -> dict[str, bytes]:
        """Files by name; raises InputError where the pager cannot take the plan."""

    def read(self, files: Mapping[str, bytes]) -> Reading:
        """What such files say; raises InputError where they are broken."""


PAGERS: tuple[Pager, ...] = (
    alertmanager,
    aws_incident_manager,
    goalert,
    grafana,
    grafana_terraform,
    icinga,
    incident_io,
    jsm,
    linkedin_oncall,
    nagios,
    opsgenie,
    pagerduty,
    pagerduty_terraform,
    paging_csv,
    paging_json,
    rootly,
    slack,
)
