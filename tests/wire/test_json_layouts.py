"""JSON lines however they are laid out, and what is refused as a whole."""

import orjson
import pytest

from solidary.stories.models import Story
from solidary.wire.errors import WireError
from solidary.wire.formats import recognised
from tests.wire.moving_in import brought_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
ONE = {"headline": "One", "language": "en", "day": "2021-02-08"}
TWO = {"headline": "Два", "language": "ru", "day": "2021-02-09"}


@pytest.mark.parametrize(
    "data",
    [
        orjson.dumps([ONE, TWO]),
        orjson.dumps([ONE, TWO], option=orjson.OPT_INDENT_2),
        b"\xef\xbb\xbf" + orjson.dumps([ONE, TWO]),
        (orjson.dumps(ONE) + b"\r\n" + orjson.dumps(TWO)).decode().encode("utf-16"),
        orjson.dumps([ONE, TWO]).decode().encode("utf-16"),
        b"\n\n" + orjson.dumps(ONE) + b"\n\n" + orjson.dumps(TWO) + b"\n",
    ],
)
def test_records_in_a_list_over_several_lines_or_in_utf_16_are_read(data: bytes) -> None:
    form = recognised(data[:65536])
    assert form.name == "json lines"
    report = brought_in(form.name, data)
    assert report.counts == {"story added": 2}


def test_an_object_over_several_lines_is_one_record() -> None:
    data = orjson.dumps(ONE, option=orjson.OPT_INDENT_2)
    assert recognised(data).name == "json lines"
    assert brought_in("json lines", data).counts == {"story added": 1}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b'[{"headline": "A"},', "Write one record a line"),
        (
            b'{"record":"archive","format":"solidary","version":2}\n' + orjson.dumps(ONE),
            "newer Solidary",
        ),
    ],
)
def test_a_file_that_can_not_be_read_as_a_whole_is_refused_as_a_whole(
    data: bytes, words: str
) -> None:
    with pytest.raises(WireError, match=words):
        brought_in("json lines", data)
    assert not Story.objects.exists()


def test_a_line_that_says_something_twice_is_left_out() -> None:
    twice = b'{"headline":"A","headline":"B","language":"en","day":"2021-02-08"}\n'
    nested = b'{"headline":"C","language":"en","sources":[{"outlet":"a","outlet":"b"}]}\n'
    report = brought_in("json lines", twice + nested + orjson.dumps(ONE))
    assert report.counts == {"story added": 1, "story left out": 2}
    assert "says “headline” 2 times" in report.entries[0].why
