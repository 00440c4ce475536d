"""A letterbox on another host is chosen at the prompt, and one line says what is wrong with it."""

from __future__ import annotations

import os

import pytest

from solidary.commands.run import _elsewhere
from solidary.sealing.faults import CarrierRefusedError


def test_every_process_hears_of_it_and_no_letterbox_is_served_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOLIDARY_LETTERBOX", "")
    assert _elsewhere("sftp://letterbox@box.example.org/srv/bag") == 0
    assert os.environ["SOLIDARY_LETTERBOX"] == "sftp://letterbox@box.example.org/srv/bag"


@pytest.mark.parametrize(
    "place",
    ["/srv/bag", "https://box.example.org/", "sftp://", "sftp://box.example.org", "sftp:///bag",
     "sftp://me:secret@box.example.org/bag", "ftp://x/y", "sftp://[/x"],
)  # fmt: skip
def test_what_is_no_place_of_a_bag_is_one_line(place: str) -> None:
    with pytest.raises(CarrierRefusedError) as said:
        _elsewhere(place)
    assert "\n" not in str(said.value) and "secret" not in str(said.value)
