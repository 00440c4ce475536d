"""`python -m solidary.serving.supervising CHOICE`: what `solidary run` becomes."""

from __future__ import annotations

import sys

from solidary.serving.supervising.choice import Choice
from solidary.serving.supervising.supervisor import Supervisor

sys.exit(Supervisor(Choice.read(sys.argv[1])).run())
