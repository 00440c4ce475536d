"""What a package holds besides its files: bytes before, between and behind them, and notes on them.

A program that unpacks never shows them, so whoever passes a package on could hide anything in it. Each
fault is an address and a clause. Written by the layout of PKWARE's APPNOTE 6.3.10 (4.3) and of POSIX
pax (ustar).
"""

from __future__ import annotations

import struct
import tarfile
import zipfile
from collections.abc import Iterator
from typing import IO

from solidary.release.verify.source import PIECE

Fault = tuple[str, str]
_LOCAL = struct.Struct("<4s5H3I2H")
_LOCAL_SIGNATURE, _DESCRIPTOR = b"PK\3\4", b"PK\7\10"
_CENTRAL_SIZE, _END_SIZE, _END64_SIZE = 46, 22, 76
_STREAMED, _UTF8 = 8, 0x800
"""Flags: sizes and checksum follow the data; the name is UTF-8."""
_ELSEWHERE = 0xFFFFFFFF
"""Says that a size stands in the extra field of ZIP64."""
_KNOWN_EXTRAS = {0x0001: 28, 0x000A: 36, 0x5455: 13, 0x5855: 12, 0x7855: 8, 0x7875: 24}
"""Extra fields that packers write for sizes, times and owners, and how long they may be."""
_BLOCK, _RECORD = tarfile.BLOCKSIZE, tarfile.RECORDSIZE
_PAX = {"path", "linkpath", "size", "mtime", "atime", "ctime", "uid", "gid", "uname", "gname"}
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def zip_faults(archive: zipfile.ZipFile, file: IO[bytes]) -> Iterator[Fault]:
    """What a zip holds besides its members."""
    size = file.seek(0, 2)
    members = sorted(archive.infolist(), key=lambda info: info.header_offset)
    end = 0
    for info in members:
        if info.header_offset != end:
            yield info.filename, "has bytes before it that belong to no file"
        if info.orig_filename != info.filename or info.comment:
            yield info.filename, "has a note or a second name"
        fault, end = _local_fault(info, file)
        if fault:
            yield info.filename, fault
    if archive.start_dir != end:
        yield "", "the package has bytes behind its files that belong to none"
    central = sum(
        _CENTRAL_SIZE + len(_name(info)) + len(info.extra) + len(info.comment) for info in members
    )
    left = size - archive.start_dir - central
    if archive.comment or left not in (_END_SIZE, _END_SIZE + _END64_SIZE):
        yield "", "the package has bytes behind its list of files"


def _local_fault(info: zipfile.ZipInfo, file: IO[bytes]) -> tuple[str, int]:
    """What the header before a file says otherwise than the list of files, and where the file ends."""
    file.seek(info.header_offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(_LOCAL_SIGNATURE):
        return "has no header", info.header_offset
    _, _, flags, method, _, _, crc, packed, plain, named, more = _LOCAL.unpack(header)
    name, extra = file.read(named), file.read(more)
    end = file.tell() + info.compress_size
    streamed = bool(flags & _STREAMED)
    if streamed:
        end += _descriptor_size(info, file, end)
    said = (
        flags, method, name,
        *((info.CRC, info.compress_size, info.file_size) if streamed else (
            crc,
            info.compress_size if packed == _ELSEWHERE else packed,
            info.file_size if plain == _ELSEWHERE else plain,
        )),
    )  # fmt: skip
    listed = (
        info.flag_bits, info.compress_type, _name(info),
        info.CRC, info.compress_size, info.file_size,
    )  # fmt: skip
    if said != listed:
        return "has another header than the list of files says", end
    if not (_is_usual(extra) and _is_usual(info.extra)):
        return "carries data beside its own", end
    if info.is_dir() and info.file_size:
        return "is a folder that holds bytes", end
    if info.compress_type not in READABLE:
        return "is packed in a way that few programs read", end
    return "", end


def _descriptor_size(info: zipfile.ZipInfo, file: IO[bytes], at: int) -> int:
    """Bytes behind a file that repeat its checksum and sizes; 0 where they aren't there."""
    file.seek(at)
    found = file.read(24)
    start = 4 if found.startswith(_DESCRIPTOR) else 0
    for sizes in (struct.Struct("<2I"), struct.Struct("<2Q")):
        end = start + 4 + sizes.size
        wanted = struct.pack("<I", info.CRC)
        try:
            wanted += sizes.pack(info.compress_size, info.file_size)
        except struct.error:
            continue
        if found[start:end] == wanted:
            return end
    return 0


def _name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _is_usual(extra: bytes) -> bool:
    while extra:
        if len(extra) < 4:
            return False
        kind, size = struct.unpack("<2H", extra[:4])
        if size > _KNOWN_EXTRAS.get(kind, -1) or len(extra) < 4 + size:
            return False
        extra = extra[4 + size :]
    return True


def tar_faults(archive: tarfile.TarFile, file: IO[bytes]) -> Iterator[Fault]:
    """What a tar holds besides its members, once all of them were read."""
    for member in archive.getmembers():
        if set(member.pax_headers) - _PAX:
            yield member.name, "carries data beside its own"
        end = member.offset_data + (member.size if member.isreg() else 0)
        file.seek(end)
        if any(file.read(-end % _BLOCK)):
            yield member.name, "has bytes behind it that belong to no file"
    file.seek(archive.offset)
    size = 0
    while piece := file.read(PIECE):
        size += len(piece)
        if any(piece):
            yield "", "the package has bytes behind its files that belong to none"
            return
    if size > _RECORD + 2 * _BLOCK:
        yield "", "the package has more behind its files than tar writes"


def ends_well(archive: tarfile.TarFile, file: IO[bytes]) -> bool:
    """Whether a tar that was read has its end: a block of zeros behind its last file."""
    file.seek(archive.offset)
    return len(file.read(_BLOCK)) == _BLOCK
