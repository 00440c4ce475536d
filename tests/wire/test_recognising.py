"""Which format a file is in."""

import pytest

from solidary.wire.formats import recognised


@pytest.mark.parametrize(
    ("head", "name", "form"),
    [
        (b'{"record": "archive"}\n', "x.txt", "json lines"),
        (b'\xef\xbb\xbf{"headline": "x"}', "-", "json lines"),
        (b'{"headline": "' + b"x" * 70_000, "-", "json lines"),
        (b'{"db":[{"meta":{"exported_on":1616560573131},"data":{}}]}', "x.jsonl", "ghost"),
        (b'{\n "db": [\n {\n' + b" " * 70_000, "x.json", "ghost"),
        (
            b'\xef\xbb\xbf{"meta":{"exported_on":1388318311015,"version":"000"},"data":{}}',
            "-",
            "ghost",
        ),
        (b'{"headline": "They said \\"exported_on\\": 1"}', "-", "json lines"),
        (b"#SolidarityBelarus\n", "x.jsonl", "listing"),
        (b"{ not json", "-", "listing"),
        (b"[1, 2]", "-", "listing"),
        (b"", "x.txt", "listing"),
    ],
)
def test_the_format_is_recognised_by_what_is_in_the_file(head: bytes, name: str, form: str) -> None:
    assert recognised(head, name).name == form
