"""Input faults as documents: each folder holds one file and the message that it must produce."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rota.errors import InputError, render
from rota.load.absences import read_absences
from rota.load.document import read_document, validate
from rota.load.forecast import read_forecast
from rota.localtime import zone_of

DOCUMENTS = Path(__file__).parent / "documents"


def known_zone(name: str) -> str:
    zone_of(name)
    return name


class Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Window(Written):
    days: Annotated[tuple[Literal["mon", "tue", "sat"], ...], Field(min_length=1)]
    begins: Annotated[time, Field(alias="from")]


class AgentShape(Written):
    id: Annotated[str, Field(pattern="^[a-z-]+$")]
    name: str = ""
    zone: Annotated[str, AfterValidator(known_zone)] | None = None
    tier: Annotated[int, Field(ge=1)] = 1
    skills: dict[str, Annotated[int, Field(ge=1, le=5)]] = {}
    tags: tuple[str, ...] = ()
    share: Annotated[float, Field(gt=0, le=1)] = 1.0
    active: bool = True
    off: date | None = None
    available: tuple[Window, ...] | None = None


class Who(Written):
    tags: tuple[str, ...] = ()


class MinRest(Written):
    kind: Literal["min_rest"]
    hours: Annotated[float, Field(gt=0)]
    weight: int | None = None


class MaxNights(Written):
    kind: Literal["max_nights"]
    who: Who = Who()


class TeamShape(Written):
    team: Annotated[str, Field(min_length=1)]
    agents: tuple[AgentShape, ...]
    rules: tuple[Annotated[MinRest | MaxNights, Field(discriminator="kind")], ...] = ()


def read(path: Path) -> object:
    content = path.read_bytes()
    if path.name == "team.yaml":
        return validate(read_document(path.name, content), TeamShape)
    if path.name == "forecast.csv":
        return read_forecast(path.name, content, zone="Europe/Berlin", queues=("chat", "phone"))
    return read_absences(
        [(path.name, content)],
        agents={"ana": "Europe/Berlin", "bo": "America/New_York"},
        start=datetime(2027, 3, 1, tzinfo=UTC),
        end=datetime(2027, 4, 26, tzinfo=UTC),
    )


def message_of(folder: Path) -> str:
    (path,) = (path for path in folder.iterdir() if path.name != "message.txt")
    with pytest.raises(InputError) as caught:
        read(path)
    return "\n\n".join(render(fault) for fault in caught.value.faults) + "\n"


@pytest.mark.parametrize("name", sorted(folder.name for folder in DOCUMENTS.iterdir()))
def test_a_wrong_file_is_refused_with_this_message(name: str) -> None:
    folder = DOCUMENTS / name

    message = message_of(folder)

    assert message == (folder / "message.txt").read_text("utf-8")


def test_no_message_speaks_of_the_library_that_found_the_fault() -> None:
    messages = "".join((folder / "message.txt").read_text("utf-8") for folder in DOCUMENTS.iterdir())

    assert [
        word for word in ("Input should", "pydantic", "type=", "ruamel", "Canary") if word in messages
    ] == []
