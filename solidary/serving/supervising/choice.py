"""What was chosen at the prompt, as every process gets it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from solidary.home import Home


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a newsroom is served, and what of it."""

    home: str
    host: str
    port: int
    letterbox_port: int = 0
    """0 where no letterbox is served here"""
    declared: str = "solidary.serving.processes:PROCESSES"
    """the tuple that lists the processes, as module:name"""

    @property
    def place(self) -> Home:
        from pathlib import Path

        return Home(Path(self.home))

    def written(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> Choice:
        return cls(**json.loads(text))
