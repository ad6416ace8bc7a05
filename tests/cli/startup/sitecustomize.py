"""Puts the obedient build in the place of the real one, in processes of the tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent))
import obedient_build

sys.modules["kanyin.build"] = obedient_build
