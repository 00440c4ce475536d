"""A sender whose every field, name, header and file says something that nobody else would say."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from tests.keeper.photos import scene
from tests.letterbox.live import FIELDS, Answer, Live, multipart
from tests.letterbox.test_nothing_plain import Needles
from tests.life.needles import Marked


class Secrets(Needles):
    """What a sender says to the newsroom alone."""

    def __init__(self, mark: Marked) -> None:
        super().__init__()
        self.mark = mark

    def one(self) -> str:
        self.all.append(self.mark.latin_word())
        return self.all[-1]


@dataclass
class Sender:
    """Somebody with a letter and a photo. `public`: the words that may be published."""

    live: Live
    secret: Marked
    public: Marked
    said: str = ""
    """what it wrote"""
    receipt: str = ""
    """the words of the receipt"""

    def photo(self) -> bytes:
        """A photo that says in each of its corners who took it, and where."""
        exif = Image.Exif()
        for tag in (0x010E, 0x010F, 0x013B, 0x8298):
            exif[tag] = self.secret.latin_word()
        exif.get_ifd(0x8769)[0x927C] = self.secret.latin_word().encode()
        exif.get_ifd(0x8825)[0x001D] = self.secret.latin_word()
        out = io.BytesIO()
        scene(11).save(
            out, "JPEG", quality=88, exif=exif, comment=self.secret.words().encode(),
            xmp=f"<x>{self.secret.words()}</x>".encode(),
        )  # fmt: skip
        return out.getvalue() + self.secret.words().encode()

    def send(self) -> None:
        """Send it, as from a page that was open for a minute."""
        self.said = self.public.words()
        fields = {name: self.secret.words() for name in ("place", "day", "contact")}
        fields["credit"] = self.public.words()
        kind, body = multipart(
            {"token": self.live.token(), **FIELDS, **fields, "words": self.said, "quote": "1"},
            (f"{self.secret.words()}.jpg", self.photo()),
        )
        names = ("User-Agent", "Referer", "Cookie", "X-Forwarded-For")
        headers = {"Content-Type": kind, **{name: self.secret.latin_word() for name in names}}
        answer = self.live.ask("POST", "/en/", body, headers)
        assert answer.status == 200 and "Your file has arrived" in answer.text
        self.receipt = " ".join(answer.words)

    def withdraw(self) -> Answer:
        """Take it back, by the words of the receipt."""
        opened = self.live.post("/en/receipt", {"word1": self.receipt})
        return self.live.post("/en/withdraw", {"token": opened.hidden("token"), "sure": "1"})
