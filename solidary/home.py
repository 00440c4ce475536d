"""The home: the one folder that holds a newsroom's record, files, keys and release.

Every path in it is answered here, and nowhere else is one put together (tests/repo/test_home.py).
Inside a folder its room goes on: names of keys are the keyring's, addresses of the release its own.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MirrorFolder:
    """What the home keeps of one mirror beside its row: how far it came, and what it was given."""

    path: Path

    @property
    def lock(self) -> Path:
        """held by whoever is under way to the mirror"""
        return self.path / "lock"

    @property
    def progress(self) -> Path:
        """how far the last sync came"""
        return self.path / "progress.txt"

    @property
    def held(self) -> Path:
        """what the mirror was last given"""
        return self.path / "held"

    @property
    def seen(self) -> Path:
        """the highest release a check has seen there"""
        return self.path / "seen.json"

    @property
    def overlay(self) -> Path:
        """the mirror's own overlay, as it is drawn for its address"""
        return self.path / "overlay"

    @property
    def overlay_lines(self) -> Path:
        """what that overlay holds"""
        return self.path / "overlay.txt"

    @property
    def newsroom_lines(self) -> Path:
        """the newsroom's overlay it was drawn from"""
        return self.path / "newsroom.txt"


@dataclass(frozen=True, slots=True)
class Home:
    """A newsroom's home, and where in it everything lies. Nothing here is made or looked at."""

    path: Path

    @property
    def record(self) -> Path:
        """the database, where it is a file of its own"""
        return self.path / "desk.sqlite3"

    @property
    def secret_key(self) -> Path:
        """what sessions and forms of the desk are signed with"""
        return self.path / "secret_key"

    @property
    def migrating_lock(self) -> Path:
        """held by the command that brings the record up to date"""
        return self.path / "migrating.lock"

    @property
    def files(self) -> Path:
        """photos, recordings and documents as the newsroom keeps them"""
        return self.path / "files"

    @property
    def static(self) -> Path:
        """styles and scripts of the desk, where somebody collects them for a server of theirs"""
        return self.path / "static"

    @property
    def keys(self) -> Path:
        """the keys that sign releases; for its owner only"""
        return self.path / "keys"

    @property
    def every_mirrors_secrets(self) -> Path:
        """what the places of mirrors ask for, a file each"""
        return self.keys / "mirrors"

    def mirror_secrets(self, name: str) -> Path:
        """what the place of a mirror asks for"""
        return self.every_mirrors_secrets / f"{name}.json"

    @property
    def desk_keys(self) -> Path:
        """whom strangers' contributions are sealed for: each editor's key under a passphrase"""
        return self.keys / "desk"

    @property
    def recovery_public(self) -> Path:
        """the public half of the recovery key, whose private half lies elsewhere"""
        return self.keys / "recovery.pub"

    @property
    def words_key(self) -> Path:
        """by which words that senders gave are recognised in stories, also in a home that was put back"""
        return self.keys / "words.key"

    @property
    def letterbox(self) -> Path:
        """all that the letterbox may touch"""
        return self.path / "letterbox"

    @property
    def letterbox_bag(self) -> Path:
        """what goes between letterbox and newsroom"""
        return self.letterbox / "bag"

    @property
    def letterbox_database(self) -> Path:
        """which receipts there are, by what can't be turned back into their words"""
        return self.letterbox / "letterbox.sqlite3"

    @property
    def letterbox_pepper(self) -> Path:
        """what receipts and the tokens of forms are made with; without it no receipt opens"""
        return self.letterbox / "pepper"

    @property
    def intake(self) -> Path:
        """what came from the letterbox, and the index over it"""
        return self.path / "intake"

    @property
    def intake_index(self) -> Path:
        """what the queue shows of every contribution, sealed for the desk's keys; made again if missing"""
        return self.intake / "index.sealed"

    @property
    def intake_keys(self) -> Path:
        """headers of what strangers sent; never in a backup"""
        return self.intake / "keys"

    @property
    def intake_sealed(self) -> Path:
        """payloads of what strangers sent, which nobody opens without their headers"""
        return self.intake / "sealed"

    @property
    def intake_log_head(self) -> Path:
        """the last line of the intake's log, kept beside the record that has all of it"""
        return self.path / "intake" / "log-head"

    @property
    def letterbox_login(self) -> Path:
        """how the letterbox's host is known and lets us in, where it is another machine"""
        return self.keys / "letterbox.json"

    @property
    def site(self) -> Path:
        """the release that stands, as readers get it"""
        return self.path / "site"

    @property
    def run(self) -> Path:
        """the sockets of the processes that serve this home; nothing in it is kept"""
        return self.path / "run"

    @property
    def serving_lock(self) -> Path:
        """held by the one `solidary run` that serves this home"""
        return self.run / "lock"

    @property
    def counts(self) -> Path:
        """a link to the counts of the processes that serve this home, which are in memory"""
        return self.run / "counts"

    @property
    def desk_socket(self) -> Path:
        """where the desk listens, behind its front"""
        return self.run / "desk.sock"

    @property
    def letterbox_socket(self) -> Path:
        """where the letterbox listens, behind its front"""
        return self.run / "letterbox.sock"

    @property
    def keeper_socket(self) -> Path:
        """where the keeper answers the desk"""
        return self.run / "keeper.sock"

    @property
    def photos_lock(self) -> Path:
        """shared by those who store photos of what was sent; who clears up after them has it alone"""
        return self.run / "photos.lock"

    @property
    def keeping(self) -> Path:
        """what backups have to remember; nothing in it is in a backup"""
        return self.path / "keeping"

    @property
    def backup_lock(self) -> Path:
        """held by the one backup that is being made"""
        return self.keeping / "lock"

    @property
    def backup_sent(self) -> Path:
        """which files are at the place of the backups already"""
        return self.keeping / "sent.jsonl"

    @property
    def backup_copy(self) -> Path:
        """a database as it was at one moment, until it has been brought away"""
        return self.keeping / "copy"

    @property
    def backup_ready(self) -> Path:
        """sealed files, until they have been brought away"""
        return self.keeping / "ready"

    @property
    def backup_secrets(self) -> Path:
        """what opens the place of the backups"""
        return self.keys / "backup.json"

    @property
    def record_mark(self) -> Path:
        """by which mark the record is known, so that one put back by hand is noticed"""
        return self.keeping / "mark.json"

    @property
    def restoring(self) -> Path:
        """what a restore makes ready; while it is there, nothing else uses the home"""
        return self.path / "restoring"

    @property
    def replaced(self) -> Path:
        """the record that a restore took the place of"""
        return self.path / "replaced"

    @property
    def press(self) -> Path:
        """the press's own work, pictures it has made among it; nothing in it is served"""
        return self.path / "press"

    @property
    def press_lock(self) -> Path:
        """held by the one publish that runs"""
        return self.press / "lock"

    @property
    def compiled_templates(self) -> Path:
        return self.press / "templates"

    def mirror(self, name: str) -> MirrorFolder:
        """what is kept of the mirror with this name"""
        return MirrorFolder(self.press / "mirrors" / name)


def current_home() -> Home:
    """The home this process works on, as the settings say now."""
    from django.conf import settings  # which are read only after the home has been opened

    return Home(Path(settings.HOME))


def home_to_look_at() -> Home:
    """The home the environment names, as it lies there: nothing is made, opened or closed."""
    return Home(Path(os.environ.get("SOLIDARY_HOME", "var")).expanduser().resolve())


def open_home(path: str) -> Home:
    """The home at `path`, made if it is not there, with a secret key of its own.

    Only its owner may look inside: it holds drafts. The key is beside the record, so that a backup of the
    home is one of everything. Raises SystemExit with one line when the folder can't be used.
    """
    home = Home(Path(path).expanduser().resolve())
    keep_to_ourselves()
    try:
        home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        close_to_others(home)
        if not home.secret_key.exists():
            write_once(home.secret_key, secrets.token_urlsafe(50))
    except OSError as error:
        raise SystemExit(
            f"The home {home.path} can't be used ({error.strerror}). "
            "Set SOLIDARY_HOME to a folder you may write to."
        ) from error
    return home


def open_letterbox(path: str) -> Home:
    """The home at `path` as the letterbox knows it: its own folder is made, nothing else is read.

    Raises SystemExit with one line when the folder can't be used.
    """
    home = Home(Path(path).expanduser().resolve())
    keep_to_ourselves()
    try:
        for place in (home.path, home.letterbox):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        close_to_others(home, _letterboxs(home))
        if not home.letterbox_pepper.exists():
            write_once(home.letterbox_pepper, secrets.token_hex(64))
    except OSError as error:
        raise SystemExit(
            f"The letterbox's folder {home.letterbox} can't be used ({error.strerror}). "
            "Set SOLIDARY_HOME to a folder you may write to."
        ) from error
    return home


def keep_to_ourselves() -> None:
    """From now on, whatever this process and those it starts write is for their user only. What
    others may read (the release, a mirror's folder) is given its rights by who writes it."""
    os.umask(0o077)


def close_to_others(home: Home, inside: Iterator[Path] | None = None) -> None:
    """Take the rights of others away from a home that was made with them, and from what lies in it,
    links followed; `site/` alone may be read.

    Raises SystemExit with one line where they can't be taken away, or the folder isn't one that
    only a newsroom uses.
    """
    if _is_open(home.path) and not _is_our_own(home):
        raise SystemExit(
            f"{home.path} is open to others and holds other things than a newsroom. "
            "Set SOLIDARY_HOME to a folder of its own."
        )
    for path in (home.path, *(inside or _private(home))):
        if not _is_open(path):
            continue
        try:
            path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o7700)
        except OSError as error:
            raise SystemExit(
                f"{path} can be read by others, and its rights can't be changed "
                f"({error.strerror}). Its owner can: chmod go= {path}"
            ) from error


def _is_open(path: Path) -> bool:
    """Whether others than its owner have any rights to what is there."""
    try:
        return bool(path.stat().st_mode & 0o077)
    except FileNotFoundError:
        return False


def _is_our_own(home: Home) -> bool:
    """Whether a folder is a newsroom's home already, or holds nothing that isn't a home's: nobody's
    /tmp or home directory is to be closed by a slip of the keyboard."""
    if home.path.stat().st_mode & stat.S_ISVTX:
        return False
    if home.secret_key.exists() or home.record.exists() or home.letterbox_pepper.exists():
        return True
    return set(home.path.iterdir()) <= {home.site, home.static, *_private(home)}


def _letterboxs(home: Home) -> Iterator[Path]:
    yield from (home.letterbox, home.letterbox_pepper, home.letterbox_database)


def _private(home: Home) -> Iterator[Path]:
    """What only its owner may read: record, keys, and every folder of the home but the release."""
    yield from (home.files, home.intake, home.run, home.keeping, home.restoring, home.replaced)
    yield from (home.press, home.secret_key, home.keys, *home.keys.rglob("*"))
    yield from (home.record.with_name(home.record.name + end) for end in ("", "-wal", "-shm"))
    yield from _letterboxs(home)


def write_once(path: Path, text: str) -> None:
    """Write a file whole or not at all; of two starts at once, the first one's key stays."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(draft, flags, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
