"""Where the house stands, and what a process of its own may know."""

from __future__ import annotations

import os
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent


def apart(environment: dict[str, str]) -> dict[str, str]:
    paths = os.pathsep.join([str(Path(__file__).parent / "startup"), str(HOUSE)])
    return {"PATH": os.environ["PATH"], "PYTHONPATH": paths, "HOME": "/nowhere", **environment}
