"""One contribution: all that is shown of it, what is decided about it, and who may."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.test import Client

from solidary.intake.models import Contribution, Item, LogLine, Question, State, TopicSwitches
from solidary.intake.models.log_line import Verb
from solidary.letterbox.receipt.questions import open_questions
from solidary.sealing.bag.manifest import Kind
from solidary.sealing.identity import Identity
from solidary.stories.models import Topic
from tests.desk.queue.conftest import Receive, unlock
from tests.intake.people import editor as another_editor
from tests.keeper.photos import HIDDEN, photo
from tests.keeper.running import Newsroom

WALL = "/desk/queue/"
BIDI, SURROGATE = "\u202egnp.exe\u2066", "\ud83d"


def one(client: Client, row: Contribution, query: str = "") -> str:
    answer = client.get(f"{WALL}{row.ref}/{query}")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def do(client: Client, row: Contribution, deed: str, **fields: str) -> Any:
    return client.post(f"{WALL}{row.ref}/", {"do": deed, **fields})


def state(row: Contribution) -> str:
    return str(Contribution.objects.get(pk=row.pk).state)


def with_receipt() -> tuple[Identity, dict[str, Any]]:
    key = Identity.new()
    return key, {"receipt": {"key": key.public}}


def file_of(row: Contribution) -> tuple[str, str]:
    """Envelope and reference of its first file."""
    item = Item.objects.filter(envelope__contribution=row).exclude(ref="words").first()
    assert item is not None
    return item.envelope.ref, item.ref


def test_all_of_it_is_shown_and_every_look_is_in_the_log_before(
    opened: Client, receive: Receive
) -> None:
    row = receive(
        photo(1), b"%PDF-1.4 nothing to see", words="We came & sang", place="Gdańsk",
        day="29 sierpnia", credit="Ania", contact="@ania", faces=True, quote=True,
    )  # fmt: skip
    receive(photo(2), kind=Kind.ADDITION, to=row.ref, words="One more", faces=False, quote=True)
    page = one(opened, row)
    for said in ("We came &amp; sang", "29 sierpnia", "@ania", "One more", "kept sealed", "Ania"):
        assert said in page, said
    assert "No face may be shown" in page and "Words may be quoted" in page
    assert "Faces may be shown in one part and not in another" in page
    assert "changed: Faces may be shown" in page
    assert page.count("/faces/picture/") == page.count("/view/") == 2
    assert LogLine.objects.filter(verb=Verb.LOOK).count() == 5
    assert not Item.objects.filter(seen_on=None).exists()
    assert not LogLine.objects.filter(facts__icontains="sang").exists()


@pytest.mark.parametrize(
    "words",
    [
        f"A{BIDI}B", f"A{SURROGATE}B", "<script>alert(1)</script>", "{{ 7 }}{% now %}", "Щ" * 200_000,
        "\0\x1b[31m", "a" * 900_000,
    ],
    ids=["bidi", "surrogate", "script", "template", "cyrillic", "control", "long"],
)  # fmt: skip
def test_hostile_words_are_shown_and_do_nothing(
    opened: Client, receive: Receive, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever took the letterbox over seals more than it would.
    monkeypatch.setattr("solidary.sealing.bag.envelope.MOST_WORDS", 1_000_000)
    row = receive(words=words, place=words[:500], credit=words[:500], contact=words[:500])
    page = one(opened, row)
    assert "<script>alert" not in page and "\u202e" not in page and "\0" not in page
    assert len(page) < 800_000
    if len(words) > 2000:
        assert "Show all" in page
    assert opened.get(WALL).status_code == 200


def test_one_key_decides_and_the_next_opens(opened: Client, receive: Receive) -> None:
    rows = [receive(words=f"Message {number}") for number in range(3)]
    first, second, third = sorted(rows, key=lambda row: row.ref)
    page = one(opened, first)
    assert f'rel="next" data-key="j n" href="{WALL}{second.ref}/"' in page and "1 of 3" in page
    assert do(opened, first, "accept").url == f"{WALL}{second.ref}/"
    assert do(opened, second, "refuse", reason="none").url == f"{WALL}{third.ref}/"
    assert do(opened, third, "accept").url == WALL
    assert [state(row) for row in (first, second, third)] == ["accepted", "refused", "accepted"]
    verbs = LogLine.objects.filter(contribution=second.ref).values_list("verb", "facts")
    assert (Verb.REFUSE, {"reason": "none"}) in list(verbs)


def test_a_choice_in_the_address_leads_on_within_it(opened: Client, receive: Receive) -> None:
    topic = Topic.objects.create(hashtag="Chain")
    row, other = receive(topic=topic.address), receive(topic=topic.address)
    receive()
    query = f"?topic={topic.address}"
    first, second = sorted((row, other), key=lambda each: each.ref)
    answer = opened.post(f"{WALL}{first.ref}/{query}", {"do": "accept"})
    assert answer.url == f"{WALL}{second.ref}/{query}"
    assert opened.post(f"{WALL}{second.ref}/{query}", {"do": "accept"}).url == f"{WALL}{query}"


def test_a_question_is_sealed_for_the_receipt_and_nobody_here_reads_it(
    opened: Client, receive: Receive
) -> None:
    key, receipt = with_receipt()
    row = receive(**receipt)
    assert do(opened, row, "ask", text="Qwertzuiop: was it Sunday?").status_code == 302
    sealed = Question.objects.get().sealed
    assert open_questions((sealed,), key) == ["Qwertzuiop: was it Sunday?"]
    assert len(base64.b64decode(sealed)) < 8192
    assert state(row) == State.ASKED
    assert not LogLine.objects.filter(verb=Verb.LOOK).exists(), "nobody was shown anything"
    page = one(opened, row, "?state=asked")
    assert "Written to the sender" in page and "Qwertzuiop" not in page
    receive(kind=Kind.ANSWER, to=row.ref, words="It was Monday", **receipt)
    assert state(row) == State.WAITING and "It was Monday" in one(opened, row)
    assert all("Qwertzuiop" not in str(each.get_decoded()) for each in Session.objects.all())


def test_without_a_receipt_nobody_is_asked(opened: Client, receive: Receive) -> None:
    row = receive()
    assert "sent without a receipt" in one(opened, row)
    answer = do(opened, row, "ask", text="Who?")
    assert answer.status_code == 409 and "sent without a receipt" in answer.content.decode()
    assert not Question.objects.exists() and state(row) == State.WAITING
    bad = receive(receipt={"key": "age1nonsense"})
    answer = do(opened, bad, "ask", text="Who <b>are</b> you?")
    assert answer.status_code == 409 and "no key that could be used" in answer.content.decode()
    assert "Who &lt;b&gt;are&lt;/b&gt; you?" in answer.content.decode(), "what was typed stays"


@pytest.mark.parametrize(
    ("fields", "read"),
    [
        ({"reason": "none"}, []),
        ({"reason": "danger"}, ["Калі б мы гэта апублікавалі, хтосьці мог бы апынуцца ў небяспецы."]),
        ({"reason": "own", "text": "Дзякуй, але не."}, ["Дзякуй, але не."]),
    ],
)  # fmt: skip
def test_a_refusal_says_why_in_the_senders_language_and_sealed(
    opened: Client, receive: Receive, fields: dict[str, str], read: list[str]
) -> None:
    key, receipt = with_receipt()
    row = receive(language="be", **receipt)
    assert do(opened, row, "refuse", **fields).status_code == 302
    assert state(row) == State.REFUSED
    assert open_questions(tuple(each.sealed for each in Question.objects.all()), key) == read
    assert LogLine.objects.get(verb=Verb.REFUSE).facts == {"reason": fields["reason"]}


def test_a_reason_that_isnt_one_refuses_nothing(opened: Client, receive: Receive) -> None:
    row = receive()
    for fields in ({"reason": "own"}, {"reason": "own", "text": "x"}, {"reason": "rude"}):
        assert do(opened, row, "refuse", **fields).status_code == 409
    assert state(row) == State.WAITING


def test_it_is_handed_over_to_who_may_see(opened: Client, receive: Receive, writer: Any) -> None:
    ola = another_editor()
    row = receive()
    assert "ola" in one(opened, row) and ">oleg<" not in one(opened, row)
    for nobody in ("", str(writer.pk), "x"):
        assert do(opened, row, "hand_over", to=nobody).status_code == 409
    assert do(opened, row, "hand_over", to=str(ola.pk)).status_code == 302
    assert Contribution.objects.get().handed_to == ola
    assert "handed to ola" in opened.get(WALL).content.decode()


def test_it_waits_again_and_is_withdrawn_only_by_who_is_sure(
    opened: Client, house: Newsroom, receive: Receive
) -> None:
    row = receive(photo(1))
    do(opened, row, "refuse", reason="none")
    assert do(opened, row, "reopen").url == f"{WALL}{row.ref}/"
    assert state(row) == State.WAITING
    assert do(opened, row, "withdraw").status_code == 409
    assert do(opened, row, "withdraw", sure="1").url == WALL
    assert not Contribution.objects.exists() and row.ref not in house.room.names()
    assert opened.get(f"{WALL}{row.ref}/").status_code == 404
    assert LogLine.objects.get(verb=Verb.WITHDRAW).who == "hanna"


def test_of_a_sensitive_topic_the_second_person_decides(opened: Client, receive: Receive) -> None:
    topic = Topic.objects.create(hashtag="Prison")
    TopicSwitches.objects.create(topic=topic, sensitive=True)
    row = receive(topic=topic.address)
    assert "Two people decide about this." in one(opened, row)
    assert do(opened, row, "accept").status_code == 302
    assert state(row) == State.WAITING
    assert "your own proposal" in do(opened, row, "accept").content.decode()
    other = Client()
    other.force_login(another_editor())
    unlock(other, "jan")
    do(other, row, "accept")
    assert state(row) == State.ACCEPTED


def test_a_contribution_that_cant_be_read_takes_two_as_well(
    opened: Client, house: Newsroom, receive: Receive
) -> None:
    row = receive(faces=True)
    for path in house.home.intake_sealed.rglob("*"):
        if path.is_file() and row.ref in str(path) and "words" in path.name:
            path.write_bytes(b"x" * path.stat().st_size)
    house.keeper.forget(row.ref)
    page = one(opened, row)
    assert "missing or damaged" in page and "No face may be shown" in page
    do(opened, row, "accept")
    assert state(row) == State.WAITING


def may(person: Any, *rights: str) -> Client:
    person.groups.clear()
    person.user_permissions.set(
        Permission.objects.filter(
            codename__in=[*(f"{each}_contribution" for each in rights), "access_admin"]
        )
    )
    client = Client()
    client.force_login(person)
    return client


def test_each_right_is_needed_at_each_address(
    opened: Client, receive: Receive, writer: Any
) -> None:
    row = receive(photo(1))
    envelope, item = file_of(row)
    files = f"{WALL}{row.ref}/{envelope}/{item}/"
    nobody = may(writer, "decide", "export")
    for address in (
        WALL,
        f"{WALL}{row.ref}/",
        f"{files}view/",
        f"{files}thumbnail/",
        f"{WALL}log/",
    ):
        assert nobody.get(address).url == "/desk/", address
    for address in (WALL, f"{WALL}{row.ref}/", f"{files}original/"):
        assert nobody.post(address, {"do": "accept", "c": row.ref}).url == "/desk/", address
    sees = may(writer, "see")
    unlock(sees)
    for address in (WALL, f"{WALL}{row.ref}/", f"{files}view/", f"{WALL}log/"):
        assert sees.get(address).status_code == 200, address
    assert "Withdraw" not in sees.get(f"{WALL}{row.ref}/").content.decode()
    for deed in ("accept", "ask", "refuse", "reopen", "withdraw"):
        assert do(sees, row, deed, text="x", reason="none", sure="1").status_code == 403
    assert sees.post(WALL, {"do": "accept", "c": row.ref}).status_code == 403
    assert sees.post(f"{files}original/").status_code == 403
    assert opened.post(f"{files}original/").status_code == 403, "editors may not either"
    assert state(row) == State.WAITING


def test_a_file_is_taken_out_by_who_may_with_a_line_before(
    receive: Receive, writer: Any, house: Newsroom
) -> None:
    sent = photo(3)
    row = receive(sent)
    envelope, item = file_of(row)
    client = may(writer, "see", "export")
    unlock(client)
    address = f"{WALL}{row.ref}/{envelope}/{item}/original/"
    assert client.get(address).status_code == 405
    answer = client.post(address)
    assert b"".join(answer.streaming_content) == sent and HIDDEN in sent
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert (
        answer.headers["Content-Disposition"]
        == f'attachment; filename="{row.ref[:8]}-{item[:8]}.bin"'
    )
    assert "no-store" in answer.headers["Cache-Control"]
    line = LogLine.objects.get(verb=Verb.EXPORT)
    assert (line.who, line.item) == ("oleg", f"{envelope}.{item}")
    house.room.shred_item(envelope, item)
    assert client.post(address).status_code == 410


def test_an_item_belongs_to_its_envelope_and_that_to_its_contribution(
    opened: Client, receive: Receive
) -> None:
    one_row, other = receive(photo(1)), receive(photo(2))
    (envelope, item), (envelope_2, item_2) = file_of(one_row), file_of(other)
    for parts in (
        (one_row.ref, envelope_2, item_2), (one_row.ref, envelope, item_2),
        (other.ref, envelope, item), ("0" * 32, envelope, item), (one_row.ref, envelope, "words"),
    ):  # fmt: skip
        for which in ("thumbnail", "view"):
            assert opened.get(f"{WALL}{'/'.join(parts)}/{which}/").status_code == 404
        assert opened.post(f"{WALL}{'/'.join(parts)}/original/").status_code in (403, 404)
    assert not LogLine.objects.filter(verb=Verb.LOOK).exists()


def test_a_file_that_is_no_picture_is_a_drawing_that_says_so(
    opened: Client, receive: Receive
) -> None:
    row = receive(b"%PDF-1.4 nothing")
    answer = opened.get(f"{WALL}{row.ref}/{'/'.join(file_of(row))}/thumbnail/")
    assert answer.status_code == 422 and answer.headers["Content-Type"] == "image/svg+xml"
    assert "Can’t be shown" in answer.content.decode()
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_without_a_form_of_ours_nothing_is_decided(receive: Receive, editor: Any) -> None:
    row = receive()
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    for address in (WALL, f"{WALL}{row.ref}/", f"{WALL}unlock/", f"{WALL}lock/"):
        assert client.post(address, {"do": "accept", "c": row.ref}).status_code == 403
    assert state(row) == State.WAITING


def test_looking_changes_nothing_but_the_log(opened: Client, receive: Receive) -> None:
    row = receive(photo(1))
    before = Contribution.objects.values().get()
    for query in ("", "?do=accept", "?do=withdraw&sure=1"):
        one(opened, row, query)
        opened.get(f"{WALL}{query}")
    assert Contribution.objects.values().get() == before


def test_a_deed_that_isnt_one_is_refused(opened: Client, receive: Receive) -> None:
    assert do(opened, receive(), "burn").status_code == 400
