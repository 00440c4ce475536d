"""Every format with every kind of metadata: exiftool sees structure in what comes out, no more."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from solidary.darkroom.child.doors import Lasting, Sealed
from solidary.darkroom.child.trades import PAPERS, PICTURES
from tests.fixtures.programs import program

from . import files

FORMATS = {
    "jpg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF", "avif": "AVIF", "tiff": "TIFF",
    "gif": "GIF",
}  # fmt: skip
MARK = files.MARK.decode()
KINDS: dict[str, tuple[str, ...]] = {
    "exif": (f"-EXIF:Artist={MARK}", f"-EXIF:UserComment={MARK}", f"-EXIF:SerialNumber={MARK}"),
    "gps": ("-GPSLatitude=53.9", "-GPSLatitudeRef=N", f"-GPSProcessingMethod={MARK}"),
    "xmp": (f"-XMP-dc:Creator={MARK}", "-XMP-exif:GPSLatitude=53.9 N", f"-XMP:Label={MARK}"),
    "iptc": (f"-IPTC:By-line={MARK}", f"-IPTC:City={MARK}"),
    "comment": (f"-Comment={MARK}",),
    "turned": ("-Orientation#=6", f"-ImageDescription={MARK}"),
    "photoshop": ("-Photoshop:CopyrightFlag=True", f"-IFD0:Copyright={MARK}"),
}
"""Kind → what exiftool writes; a format that can't hold it stays without."""
OWN = ("maker notes", "thumbnail", "profile", "trailer")
"""Kinds that these tests write themselves."""
STRUCTURE = {
    "File": {
        "FileType", "FileTypeExtension", "MIMEType", "ImageWidth", "ImageHeight",
        "EncodingProcess", "BitsPerSample", "ColorComponents", "YCbCrSubSampling",
    },
    "JFIF": {"JFIFVersion", "ResolutionUnit", "XResolution", "YResolution"},
    "PNG": {
        "ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter", "Interlace",
        "Palette",
    },
}  # fmt: skip
"""Group → all that may be said of a file that came out."""


def with_own(ending: str, kind: str) -> bytes:
    scene, form = files.scene(), FORMATS[ending]
    if kind == "trailer":
        return files.encoded(scene, form) + files.MARK * 3
    options: dict[str, object] = {"icc_profile": files.profile()} if kind == "profile" else {}
    if kind in ("maker notes", "thumbnail") and form != "GIF":
        data = files.exif()
        if kind == "thumbnail":
            small = files.encoded(scene.resize((8, 8)), "JPEG", comment=files.MARK)
            data.get_ifd(1).update({0x0201: 0, 0x0202: len(small)})
        options["exif"] = data if form in ("PNG", "TIFF") else data.tobytes()
    return files.encoded(scene, form, **options)


@pytest.fixture(scope="module")
def exiftool() -> str:
    return program("exiftool", package="libimage-exiftool-perl")


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory, exiftool: str) -> Path:
    """A file of every format with every kind, as far as the format can hold it."""
    folder = tmp_path_factory.mktemp("came")
    words: list[str] = []
    for ending, form in FORMATS.items():
        for kind in OWN:
            (folder / f"{kind}.{ending}").write_bytes(with_own(ending, kind))
        for kind in KINDS:
            (folder / f"{kind}.{ending}").write_bytes(files.encoded(files.scene(), form))
    for kind, tags in KINDS.items():
        named = [str(folder / f"{kind}.{ending}") for ending in FORMATS]
        words += ["-q", "-m", "-overwrite_original", *tags, *named, "-execute"]
    subprocess.run([exiftool, *words], capture_output=True, check=False, timeout=100)
    (folder / "all.jpg").write_bytes(files.loaded_jpeg(6))
    (folder / "all.png").write_bytes(files.loaded_png())
    for ending in ("webp", "heic", "avif"):
        (folder / f"all.{ending}").write_bytes(files.loaded(FORMATS[ending]))
    return folder


@pytest.fixture(scope="module")
def went(came: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("went")
    sealed = Sealed(Lasting(PICTURES), Lasting(PAPERS))
    for path in came.iterdir():
        made = sealed.scrub(path.read_bytes())
        (folder / f"{path.name}.{made.extension}").write_bytes(made.bytes)
    yield folder
    sealed.close()


def seen(exiftool: str, folder: Path) -> dict[str, dict[str, str]]:
    """File → all that exiftool finds in it, unknown tags and embedded files too."""
    done = subprocess.run(
        [exiftool, "-json", "-G0", "-a", "-u", "-U", "-ee", "-r", str(folder)],
        capture_output=True,
        check=True,
        timeout=100,
    )
    return {Path(told.pop("SourceFile")).name: told for told in json.loads(done.stdout)}


ABOUT_THE_DISK = {
    "FileName", "Directory", "FileSize", "FileModifyDate", "FileAccessDate", "FileInodeChangeDate",
    "FilePermissions",
}  # fmt: skip


def test_exiftool_sees_nothing_but_structure(exiftool: str, came: Path, went: Path) -> None:
    found = seen(exiftool, went)
    assert len(found) == len(list(came.iterdir()))
    for name, told in found.items():
        for tag in told:
            group, _, word = tag.partition(":")
            if group in ("ExifTool", "Composite") or word in ABOUT_THE_DISK:
                continue
            assert word in STRUCTURE.get(group, ()), f"{name}: {tag} = {told[tag]}"


def test_no_byte_of_what_was_written_is_left(came: Path, went: Path) -> None:
    held = [path.name for path in came.iterdir() if files.MARK in path.read_bytes()]
    assert len(held) > len(FORMATS) * (len(KINDS) + len(OWN)) // 2, (
        "the files hold what they should"
    )
    assert [path.name for path in went.iterdir() if files.MARK in path.read_bytes()] == []


def test_the_files_had_what_they_should_lose(exiftool: str, came: Path) -> None:
    """Otherwise the tests above would show nothing."""
    found = seen(exiftool, came)
    groups = {name: {tag.partition(":")[0] for tag in told} for name, told in found.items()}
    for ending in ("jpg", "png", "webp", "heic", "avif", "tiff"):
        assert "EXIF" in groups[f"exif.{ending}"], ending
        assert "EXIF" in groups[f"gps.{ending}"], ending
        assert "XMP" in groups[f"xmp.{ending}"], ending
        assert "ICC_Profile" in groups[f"profile.{ending}"], ending
    assert "XMP" in groups["xmp.gif"]
    for ending in ("jpg", "tiff"):
        assert "IPTC" in groups[f"iptc.{ending}"], ending
    for ending in ("jpg", "png", "gif"):
        assert MARK in str(found[f"comment.{ending}"]), ending
