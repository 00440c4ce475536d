"""A package is its files and nothing else: whatever is hidden in one is named, and half of one is no release."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from solidary.cli import solidary
from solidary.release import minisign
from solidary.release.verify import State
from tests.press.signed import copy_of, examined, kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]
HIDDEN = b"Come to the square at seven"


def zipped(site: Path, place: Path) -> Path:
    return Path(shutil.make_archive(str(place / "site"), "zip", site))


def tarred(site: Path, place: Path) -> Path:
    return Path(shutil.make_archive(str(place / "site"), "tar", site))


def found(package: Path, key: minisign.PublicKey) -> tuple[State, set[str]]:
    report = examined(package, key)
    return report.state, kinds(report)


def test_packages_of_usual_programs_are_sound(
    site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    made = [zipped(site, tmp_path), tarred(site, tmp_path)]
    stored = tmp_path / "stored.zip"
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(site.rglob("*")):
            archive.write(path, path.relative_to(site))
    made.append(stored)
    streamed = tmp_path / "streamed.zip"
    with streamed.open("wb") as file, zipfile.ZipFile(Unseekable(file), "w") as archive:
        for path in sorted(site.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(site), zipfile.ZIP_DEFLATED)
    made.append(streamed)
    for kind in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        made.append(tmp_path / f"{kind}.tar")
        with tarfile.open(made[-1], "w", format=kind) as archive:
            archive.add(site, "folder")
    if (tar := shutil.which("tar")) is not None:
        subprocess.run([tar, "-cf", tmp_path / "stock.tar", "-C", site, "."], check=True)
        made.append(tmp_path / "stock.tar")
    for package in made:
        assert found(package, key) == (State.SOUND, set()), package.name


class Unseekable(io.RawIOBase):
    """A pipe, as far as a packer can tell: sizes go behind the data."""

    def __init__(self, file: io.BufferedWriter) -> None:
        self.file = file

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self.file.write(data)  # type: ignore[arg-type]


def with_head(data: bytes) -> bytes:
    return HIDDEN + data


def with_tail(data: bytes) -> bytes:
    return data + HIDDEN


def with_comment(data: bytes) -> bytes:
    return data[:-2] + struct.pack("<H", len(HIDDEN)) + HIDDEN


def directory(data: bytes) -> tuple[int, int]:
    """Where the list of files of a zip begins, and where its end record is."""
    end = data.rindex(b"PK\5\6")
    return struct.unpack("<I", data[end + 16 : end + 20])[0], end


def with_gap(data: bytes) -> bytes:
    """Bytes between the last file and the list of files, which is told so."""
    begins, end = directory(data)
    moved = struct.pack("<I", begins + len(HIDDEN))
    return data[:begins] + HIDDEN + data[begins : end + 16] + moved + data[end + 20 :]


def with_other_local_name(data: bytes) -> bytes:
    begins, _ = directory(data)
    return data[:begins].replace(b"root.txt", b"rude.txt") + data[begins:]


def with_other_local_size(data: bytes) -> bytes:
    return data[:22] + struct.pack("<I", 12345) + data[26:]


@pytest.mark.parametrize(
    "spoil",
    [with_head, with_tail, with_comment, with_gap, with_other_local_name, with_other_local_size],
)
def test_what_is_hidden_around_the_files_of_a_zip_is_named(
    site: Path, key: minisign.PublicKey, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    package = zipped(site, tmp_path)
    package.write_bytes(spoil(package.read_bytes()))
    state, said = found(package, key)
    assert state is State.TAMPERED and "added" in said


def rewritten(package: Path, change: Callable[[zipfile.ZipFile], None]) -> Path:
    with zipfile.ZipFile(package, "a") as archive:
        change(archive)
    return package


def a_second_file(archive: zipfile.ZipFile) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("root.txt", HIDDEN)


def a_note_on_a_file(archive: zipfile.ZipFile) -> None:
    archive.infolist()[5].comment = HIDDEN
    archive.mkdir("en/s")


def an_extra_field(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("extra.txt")
    info.extra = struct.pack("<2H", 0xBEEF, len(HIDDEN)) + HIDDEN
    archive.writestr(info, b"")


def an_empty_folder(archive: zipfile.ZipFile) -> None:
    archive.mkdir("en/come-to-the-square")


def an_empty_folder_of_two_letters(archive: zipfile.ZipFile) -> None:
    archive.mkdir("en/s/zz")


def a_folder_with_bytes(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("en/")
    archive.writestr(info, HIDDEN)


@pytest.mark.parametrize(
    "change",
    [a_second_file, a_note_on_a_file, an_extra_field, an_empty_folder,
     an_empty_folder_of_two_letters, a_folder_with_bytes],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_a_zip_that_belong_to_no_release_are_named(
    site: Path, key: minisign.PublicKey, tmp_path: Path,
    change: Callable[[zipfile.ZipFile], None],
) -> None:  # fmt: skip
    state, said = found(rewritten(zipped(site, tmp_path), change), key)
    assert state is State.TAMPERED and "added" in said


def test_bytes_behind_the_end_of_a_packed_file_are_named(
    site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    package = tmp_path / "hidden.zip"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(site.rglob("*")):
            if path.is_file() and path.name != "about.html":
                archive.write(path, path.relative_to(site))
        for path in site.rglob("about.html"):
            pressed = zlib.compressobj(wbits=-15)
            data = path.read_bytes()
            info = zipfile.ZipInfo(str(path.relative_to(site)))
            archive.writestr(info, pressed.compress(data) + pressed.flush() + HIDDEN)
            # Say that it is packed, after it was written as it is.
            info.compress_type, info.file_size, info.CRC = 8, len(data), zlib.crc32(data)
    whole = bytearray(package.read_bytes())
    with zipfile.ZipFile(package) as archive:
        for info in archive.infolist():
            if info.filename.endswith("about.html"):
                said = struct.pack("<3I", info.CRC, info.compress_size, info.file_size)
                whole[info.header_offset + 8 : info.header_offset + 10] = b"\x08\0"
                whole[info.header_offset + 14 : info.header_offset + 26] = said
    package.write_bytes(whole)
    state, said_of = found(package, key)
    assert state is State.TAMPERED and "missing" in said_of


def test_what_is_hidden_around_the_files_of_a_tar_is_named(
    site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    package = tarred(site, tmp_path)
    right = package.read_bytes()
    with tarfile.open(package) as archive:
        member = next(each for each in archive if each.isreg() and each.size % 512)
    behind = member.offset_data + member.size
    for spoilt in (
        right + HIDDEN,
        right + bytes(20_480),
        right[:-600] + HIDDEN + right[-600 + len(HIDDEN) :],
        right[:behind] + HIDDEN[:5] + right[behind + 5 :],
    ):
        package.write_bytes(spoilt)
        assert found(package, key) == (State.TAMPERED, {"added"})
    with tarfile.open(package, "w", format=tarfile.PAX_FORMAT) as archive:
        archive.add(site, "site")
        for name in ("site/empty", "elsewhere"):
            folder = tarfile.TarInfo(name)
            folder.type = tarfile.DIRTYPE
            archive.addfile(folder)
    assert examined(package, key).counts["added"] == 2
    with tarfile.open(package, "w", format=tarfile.PAX_FORMAT) as archive:

        def noted(member: tarfile.TarInfo) -> tarfile.TarInfo:
            member.pax_headers = {"comment": HIDDEN.decode()}
            return member

        archive.add(site, "site", filter=noted)
    assert found(package, key) == (State.TAMPERED, {"added"})


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("part", [0, 0.001, 0.3, 0.5, 0.9, 0.99])
def test_a_part_of_a_package_is_unreachable_and_no_wrong_call(
    site: Path, home: Path, tmp_path: Path, pack: Callable[[Path, Path], Path], part: float
) -> None:
    from click.testing import CliRunner

    package = pack(site, tmp_path)
    data = package.read_bytes()
    if pack is tarred:
        data = data.rstrip(b"\0")
    package.write_bytes(data[: int(len(data) * part)])
    key = str(home / "keys" / "root.pub")
    done = CliRunner().invoke(
        solidary, ["verify", str(package), "--key", key, "--state", str(tmp_path / "seen")]
    )
    assert done.exit_code == 5, done.output
    assert "fetch the package again" in done.output


def test_an_empty_folder_in_a_folder_is_named(
    site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    copy = copy_of(site, tmp_path / "copy")
    (copy / "en" / "come-to-the-square" / "at-seven").mkdir(parents=True)
    report = examined(copy, key)
    assert [(each.kind, each.address, each.said) for each in report.findings] == [
        ("added", "en/come-to-the-square/at-seven", "an empty folder")
    ]
    shutil.rmtree(copy / "en" / "come-to-the-square")
    # What rsync leaves behind of a withdrawn story's folder says nothing.
    (copy / "en" / "s" / "zz").mkdir(parents=True)
    assert examined(copy, key).state is State.SOUND
