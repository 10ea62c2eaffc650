"""`rota schema`: the JSON Schema of team.yaml, for editors."""

from __future__ import annotations

import sys


def schema() -> None:
    """Print the JSON Schema of team.yaml; editors complete and check by it."""
    import json

    from rota.load.team import TeamPart

    sys.stdout.write(json.dumps(TeamPart.model_json_schema(), indent=2, ensure_ascii=False) + "\n")
