"""Uses all that docs/extending.md adds, in the copy it was added to: `python -m tests.extending.journey`.

Says a line for each row of the page's table once all of it was seen.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from tests.extending import program, words


def a_language() -> None:
    from solidary.languages import BY_CODE
    from tests.languages.lacking import lacking

    assert lacking(BY_CODE["cs"]) == []
    editions = [{"language": "en"}, {"language": "cs"}]
    program.bring_in(
        {"record": "newsroom", "name": "House", "languages": editions},
        {"headline": "Praha", "language": "cs", "day": program.DAY, "import_key": "praha"},
    )
    release = program.publish()
    page = _page_of("praha", release)
    assert '<html lang="cs"' in page and "8. února 2021" in page
    assert "Čeština" in release["en/index.html"].decode()


def an_import_format() -> None:
    from solidary.stories.models import Story

    table = program.HOME.parent / "stories.tsv"
    rows = ["import_key\tday\tlanguage\theadline", "one\t2021-02-07\ten\tOne", "torn",
            "two\t2021-03-05\ten\tTwo", "odd\tsome day\ten\tOdd"]  # fmt: skip
    table.write_text("\n".join(rows) + "\n", "utf-8")
    tried = program.report_of(program.run("import", str(table), "--dry-run", "--json", code=1))
    assert tried["counts"]["story added"] == 2, tried
    assert not Story.objects.filter(import_key="one").exists()
    taken = program.report_of(program.run("import", str(table), "--json", code=1))
    assert taken["counts"] == tried["counts"]
    left = json.dumps(taken)
    assert "has 1 cells of 4" in left and "some day" in left
    again = program.report_of(program.run("import", str(table), "--json", code=1))
    assert again["counts"]["story unchanged"] == 2, again


def a_page_kind() -> None:
    from solidary.press.kinds import section_of
    from solidary.stories.acts.withdraw import Withdraw
    from solidary.stories.models import Story

    release = program.publish()
    month = release["en/c/2021-02.html"].decode()
    assert "7 February 2021" in month and "9 February" not in month
    assert "en/c/2021-03.html" in release
    assert section_of("en/c/2021-02.html") == "en/c/2021"
    program.bring_in(
        {"headline": "Three", "language": "en", "day": "2021-02-09", "import_key": "3"}
    )
    Withdraw(Story.objects.get(import_key="two"), "Asked.").execute()
    release = program.publish()
    assert "9 February 2021" in release["en/c/2021-02.html"].decode()
    assert "en/c/2021-03.html" not in release
    assert program.publish("--full") == release


def a_body_block() -> None:
    from solidary.stories.models import Story
    from solidary.stories.search.find import search

    editor = program.person("editor", "Editors")
    leaflet = _leaflet(editor)
    value = {"to": "All embassies", "text": "<p>Of <b>Maksim</b></p>", "until": "2021-03-01"}
    told = {"language": "en", "day": program.DAY}
    report = program.bring_in(
        {**told, "headline": "An appeal", "import_key": "appeal",
         "body": [{"type": "appeal", "value": {**value, "leaflet": leaflet.address}}]},
        {**told, "headline": "To nobody", "import_key": "nobody",
         "body": [{"type": "appeal", "value": {}}]},
        code=1,
    )  # fmt: skip
    assert "body[0].value.to: is missing" in json.dumps(report)
    release = program.publish()
    page = _page_of("appeal", release)
    assert "<h2>All embassies</h2>" in page and "<b>Maksim</b>" in page
    assert "1 March 2021" in page and "Hand it on</a>" in page
    assert b"All embassies" in release["en/latest.atom.xml"]
    assert '"type":"appeal"' in program.run("export", "-").replace(": ", ":")
    story = Story.objects.get(import_key="appeal")
    assert search("embassies") == [story.pk]
    shown = editor.get(f"/desk/stories/edit/{story.pk}/")
    assert shown.status_code == 200 and "All embassies" in shown.content.decode()


def a_mirror_store() -> None:
    from solidary.desk.mirrors.forms import AddMirrorForm
    from solidary.mirrors.models import Mirror

    box = program.HOME.parent / "box"
    program.run("mirror", "add", "box", f"shoebox://{box}", "--option", "mark=x-")
    program.run("mirror", "sync", "box")
    assert "sound" in program.run("mirror", "check", "box").lower()
    assert all(path.name.startswith("x-") for path in box.iterdir())
    assert (box / "x-en%2Findex.html").read_bytes() == (program.SITE / "en/index.html").read_bytes()
    form = {"name": "desk", "kind": "shoebox", "place": f"shoebox://{box}2", "profile": "none"}
    asked = AddMirrorForm({**form, "mark": "y-"})
    assert asked.is_valid(), asked.errors
    asked.take_in()
    assert Mirror.objects.get(name="desk").options["mark"] == "y-"
    program.run("mirror", "retire", "desk", "--empty")


def a_thing_that_can_be_withdrawn() -> None:
    from solidary.press.models import Withdrawal
    from solidary.stories.acts.put_into_bin import PutIntoBin
    from solidary.stories.acts.withdraw import Withdraw
    from solidary.stories.models import Story

    leaflet, box = program.leaflets().get(), program.HOME.parent / "box"
    carried = [name for name in program.publish() if leaflet.address in name]
    assert len(carried) == 1 and carried[0].startswith("d/")
    Withdraw(Story.objects.get(import_key="appeal"), "Asked.").execute()
    assert carried[0] not in program.publish()
    gone = Withdrawal.objects.get(kind="leaflet", ref=leaflet.pk)
    assert gone.addresses == carried and gone.name and gone.sequence
    assert _is_listed(gone.name) and not _is_listed("d/another")
    program.run("mirror", "sync", "box")
    program.run("mirror", "check", "box")
    assert not [path for path in box.iterdir() if leaflet.address in path.name]
    assert Withdrawal.objects.get(pk=gone.pk).confirmed_at
    page = program.person("chief", "Editors").get("/desk/mirrors/withdrawn/").content.decode()
    assert "Leaflet" in page and "Hand it on" in page
    key = str(program.HOME / "keys" / "root.pub")
    assert "sound" in program.run("verify", str(program.SITE), "--key", key, "--withdrawn").lower()
    program.run("mirror", "retire", "box", "--empty")
    assert not list(box.iterdir())
    PutIntoBin(Story.objects.get(import_key="appeal")).execute()
    leaflet.delete()


def an_act_at_the_desk() -> None:
    from wagtail.models import ModelLogEntry

    from solidary.stories.models import Story

    story = Story.objects.get(import_key="praha")
    address = f"/desk/stories/check/{story.pk}/"
    done = ModelLogEntry.objects.filter(action="solidary.check")
    editor, writer = program.person("other", "Editors"), program.person("writer", "Writers")
    assert address in editor.get(f"/desk/stories/edit/{story.pk}/").content.decode()
    assert address not in writer.get(f"/desk/stories/edit/{story.pk}/").content.decode()
    assert writer.post(address).status_code == 302
    assert not done.exists()
    assert "Mark as checked" in editor.get(address).content.decode()
    assert editor.post(address).status_code == 302
    [entry] = done
    assert str(entry.message) == "Checked against its sources"


def _leaflet(editor: Any) -> Any:
    """A leaflet that an editor uploads in the room the desk has for it."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    sheet = SimpleUploadedFile("camera-0042.txt", b"Let them go\n")
    answer = editor.post(reverse("desk_leaflet:add"), {"title": "Hand it on", "file": sheet})
    assert answer.status_code == 302, answer.content.decode()
    return program.leaflets().get()


def _page_of(import_key: str, release: dict[str, bytes]) -> str:
    from solidary.press.publish import address_of
    from solidary.stories.models import Story

    return release[address_of(Story.objects.get(import_key=import_key))].decode()


def _is_listed(name: str) -> bool:
    """Whether the list of what was withdrawn, in the signed release, has the name."""
    from solidary.release.statements import WITHDRAWN_FORMAT, parse_withdrawn

    files = [path.read_bytes() for path in program.SITE.glob("tree/**/*") if path.is_file()]
    lists = [data for data in files if data.startswith(WITHDRAWN_FORMAT.encode())]
    return any(parse_withdrawn(data).names(name) for data in lists)


ROWS = (
    a_language,
    an_import_format,
    a_page_kind,
    a_body_block,
    a_mirror_store,
    a_thing_that_can_be_withdrawn,
    an_act_at_the_desk,
)
"""In the order in which each finds what it needs."""

if __name__ == "__main__":
    words.translate("cs")
    program.begin()
    for row in ROWS:
        row()
        sys.stdout.write(f"seen: {row.__name__.replace('_', ' ')}\n")
        sys.stdout.flush()
