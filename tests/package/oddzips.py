# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes zips that are odd but legal, and zips that lie: one file each, by hand, with Python's zipfile, and with whatever zip tools are there.

    oddzips.py FOLDER

FOLDER/cases.json lists them: name, what is expected of Lathe ("ok" or the end of an error's id), and what Python's own reader makes of the
zip: its tree (path to SHA-256 of the content) or why it refuses. AWS documents of Lambda's own reader only that packages are zip archives; it
is known to take store and deflate.
"""
import binascii, bz2, hashlib, io, json, lzma, os, shutil, struct, subprocess, sys, tempfile, zipfile, zlib

out = sys.argv[1]
cases = []


def raw_deflate(data, level=9, strategy=0):
    c = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
    return c.compress(data) + c.flush()


class Member:
    """Every field of both headers; what is None follows from the rest."""

    def __init__(self, name, data=b"content\n", **fields):
        self.name = name if isinstance(name, bytes) else name.encode()
        self.data = data
        self.mode, self.host, self.flags, self.method, self.need = 0o100644, 3, 0, 0, 20
        self.extra = self.local_extra = self.comment = b""
        self.crc = self.packed = self.size = self.offset = self.attributes = self.stored = None
        self.local_name = self.local_crc = self.local_packed = self.local_size = self.local_method = self.local_flags = None
        self.descriptor = None  # bytes behind the data
        self.time, self.date, self.disk, self.internal, self.front = 0, 0x21, 0, 0, b""
        self.__dict__.update(fields)
        if self.stored is None:
            self.stored = raw_deflate(self.data) if self.method == 8 else self.data

    def values(self):
        crc = binascii.crc32(self.data) if self.crc is None else self.crc
        return crc, len(self.stored) if self.packed is None else self.packed, len(self.data) if self.size is None else self.size

    def local(self):
        crc, packed, size = self.values()
        streamed = self.flags & 8 and self.local_crc is None
        pick = lambda mine, other: other if mine is None else mine
        name = pick(self.local_name, self.name)
        return self.front + struct.pack("<4sHHHHHIIIHH", b"PK\3\4", self.need, pick(self.local_flags, self.flags), pick(self.local_method, self.method), self.time, self.date,
            0 if streamed else pick(self.local_crc, crc), 0 if streamed else pick(self.local_packed, packed), 0 if streamed else pick(self.local_size, size), len(name),
            len(self.local_extra)) + name + self.local_extra + self.stored + (self.descriptor or b"")

    def central(self, offset):
        crc, packed, size = self.values()
        return struct.pack("<4sBBHHHHHIIIHHHHHII", b"PK\1\2", 20, self.host, self.need, self.flags, self.method, self.time, self.date, crc, packed, size, len(self.name),
            len(self.extra), len(self.comment), self.disk, self.internal, self.mode << 16 if self.attributes is None else self.attributes,
            offset if self.offset is None else self.offset) + self.name + self.extra + self.comment


def streamed(name, data=b"content\n", method=0, signed=True, wide=False, crc=None):
    m = Member(name, data, method=method, flags=8)
    m.descriptor = (b"PK\7\x08" if signed else b"") + struct.pack("<IQQ" if wide else "<III", binascii.crc32(data) if crc is None else crc, len(m.stored), len(data))
    return m


def archive(*members, before=b"", absolute=False, gap=b"", comment=b"", behind=b"", end64=None, inside=b"", reverse=False, end=b"", **lies):
    body, directory, entries = b"", b"", []
    for m in members:
        entries.append(m.central(len(body) + len(m.front) + (len(before) if absolute else 0)))
        body += m.local()
    directory = b"".join(reversed(entries) if reverse else entries) + inside
    start = len(body) + len(gap) + (len(before) if absolute else 0)
    n = len(members)
    wide = b""
    if end64 is not None:
        count, size, at = end64.get("count", n), end64.get("size", len(directory)), end64.get("start", start)
        extra = end64.get("extra", b"")
        record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", end64.get("record", 44 + len(extra)), 45, 45, 0, end64.get("disk", 0), end64.get("here", count), count, size, at) + extra
        wide = record + struct.pack("<4sIQI", b"PK\6\7", 0, end64.get("locator", start + len(directory)), end64.get("disks", 1))
        if end64.get("plain", True):
            n, dsize, dstart = 0xffff, 0xffffffff, 0xffffffff
        else:
            dsize, dstart = len(directory), start
    else:
        dsize, dstart = len(directory), start
    end = end or struct.pack("<4sHHHHIIH", b"PK\5\6", lies.get("disk", 0), lies.get("disk", 0), lies.get("here", lies.get("count", n)), lies.get("count", n), lies.get("size", dsize), lies.get("start", dstart),
        lies.get("comment_size", len(comment))) + comment
    return before + body + gap + directory + wide + end + behind


def extra(id, data):
    return struct.pack("<HH", id, len(data)) + data


def zip64(*values):
    return extra(1, b"".join(struct.pack("<Q", v) for v in values))


def add(name, expected, data, limits=None):
    cases.append({"name": name, "expected": expected})
    with open(os.path.join(out, f"{len(cases):03}.zip"), "wb") as f:
        f.write(data)


A = lambda **k: Member("a.txt", b"aaaa", **k)
B = lambda **k: Member("b/c.txt", b"cccccccccccccccccccccccccccccc", method=8, **k)
link = lambda name, target, **k: Member(name, target if isinstance(target, bytes) else target.encode(), mode=0o120777, **k)
folder = lambda name, **k: Member(name, b"", mode=0o40755, **k)


def names():
    ok = ["a", ".a", "...", "a...", "..a", "a b", " a", "a ", "a:b", "ab:c", "a*?<>|\"b", "con", "aux.txt", "가/나.txt", "é", "\U0001f600", "a" * 255, "/".join(["d" * 200] * 18), "~", "-rf", "$(x)", "`x`", "%2e%2e", "a;b"]
    for n in ok:
        add(f"name: {n[:40]!r}", "ok", archive(Member(n, flags=0x800)))
    bad = ["../a", "a/../b", "../../../../../../tmp/lathe-pwned", "/tmp/lathe-pwned", "//a", "a//b", "a/./b", "./../a", "..", "a/..", "C:\\Windows\\a", "C:/a", "c:", "..\\a", "\\a", "\\\\server\\share\\a", "a\\..\\..\\b", "a\nb", "a\tb", "a\x1b[31m", "a\x7f",
           "a" * 256, "/".join(["d" * 200] * 21), "\0", "a\0.txt", "/", "../", "./..", "a/", ""]
    for n in bad:
        if n == "a/":
            add("name: a folder with data", "011", archive(Member(n, b"data")))
            continue
        add(f"name: {n[:40]!r}", "011", archive(Member(n)))
    for n in [b"\xff\xfe", b"caf\xe9", b"\xc0\xae\xc0\xae/a", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xb0\xa1\xb3\xaa.txt"]:
        add(f"name: bytes {n!r}", "011", archive(Member(n)))
    add("name: root itself", "ok", archive(folder("./"), Member("./a")))
    add("name: ../ behind ./", "011", archive(Member("./../a")))
    add("name: another by the Unicode path", "ok", archive(Member("x", extra=extra(0x7075, b"\1" + struct.pack("<I", binascii.crc32(b"x")) + "가".encode()))))
    add("name: the Unicode path leaves", "011", archive(Member("x", extra=extra(0x7075, b"\1" + struct.pack("<I", binascii.crc32(b"x")) + b"../a"))))
    add("name: the Unicode path is of another name", "ok", archive(Member("x", extra=extra(0x7075, b"\1\0\0\0\0../a"))))
    add("name: the Unicode path is torn", "ok", archive(Member("x", extra=extra(0x7075, b"\1\0"))))
    add("name: the Unicode path is absolute", "011", archive(Member("x", extra=extra(0x7075, b"\1" + struct.pack("<I", binascii.crc32(b"x")) + b"/etc/cron.d/x"))))
    add("name: ours and theirs differ", "010", archive(Member("a", local_name=b"b")))
    add("name: theirs leaves", "010", archive(Member("aaa", local_name=b"../")))
    add("name: theirs is longer", "010", archive(Member("a", local_name=b"a/b")))
    add("name: twice", "011", archive(Member("a"), Member("a", b"other")))
    add("name: thrice, the same", "011", archive(Member("a"), Member("a"), Member("a")))
    add("name: twins by case", "011", archive(Member("a/Readme"), Member("a/README")))
    add("name: folders twins by case", "011", archive(Member("Lib/a"), Member("lib/b")))
    add("name: twins NFC and NFD", "011", archive(Member("é"), Member("e\u0301")))
    add("name: no twins, sharp s", "ok", archive(Member("straße"), Member("STRASSE")))
    add("name: not twins", "ok", archive(Member("a1"), Member("a2"), Member("ａ1")))
    add("name: folder twice", "011", archive(folder("d/"), folder("d/")))
    add("name: a file where a folder is", "011", archive(folder("d/"), Member("d")))
    add("name: a folder where a file is", "011", archive(Member("d"), Member("d/a")))
    add("name: a folder without slash", "ok", archive(folder("d"), Member("d/a")))


def kinds():
    add("link inside", "ok", archive(Member("a"), link("l", "a")))
    add("link to a folder inside", "ok", archive(Member("d/a"), link("l", "d")))
    add("link to itself", "ok", archive(link("l", "l")))
    add("links in a circle", "ok", archive(link("l", "m"), link("m", "l")))
    add("link to nowhere", "ok", archive(link("l", "gone/really")))
    add("link up inside", "ok", archive(Member("a"), link("d/e/l", "../../a")))
    for t in ["/etc/passwd", "/", "..", "../a", "../../../../../../etc/passwd", "d/../../a", "a\0b", "", "..\\a", "x" * 5000, "/proc/self/root", "./../a", "d/../.."]:
        add(f"link to {t[:30]!r}", "011", archive(link("l", t)))
    add("link to the parent of a folder", "011", archive(link("d/l", "../../a")))
    add("link, then a file through it", "011", archive(link("d", "."), Member("d/a")))
    add("link, then a folder in its place", "011", archive(link("d", "."), folder("d/")))
    add("link, then a file in its place", "011", archive(link("d", "x"), Member("d")))
    add("parents through links", "011", archive(folder("a/"), link("a/b", ".."), link("c", "a/b/../../x")))
    add("link whose target is deflated", "ok", archive(Member("a"), link("l", "a", method=8)))
    add("link with a wrong sum", "014", archive(link("l", "a", crc=1)))
    add("link in a descriptor's stream", "ok", archive((lambda m: (m.__dict__.update(mode=0o120777), m)[1])(streamed("l", b"a.txt"))))
    for name, mode in [("character device", 0o20666), ("block device", 0o60660), ("pipe", 0o10644), ("socket", 0o140644), ("no kind that is", 0o150644)]:
        add(name, "011", archive(Member("x", mode=mode)))
    add("hard link of PKWARE", "011", archive(Member("x", extra=extra(0x0d, bytes(12) + b"/etc/passwd"))))
    add("hard link of PKWARE in the header only", "ok", archive(Member("x", local_extra=extra(0x0d, bytes(12) + b"/etc/passwd"))))
    add("device of PKWARE", "011", archive(Member("x", mode=0o20666, extra=extra(0x0d, bytes(12) + struct.pack("<II", 8, 0)))))
    add("setuid", "ok", archive(Member("x", mode=0o104755)))
    add("setgid and sticky", "ok", archive(Member("x", mode=0o103777), folder("d/")))
    add("mode 0", "ok", archive(Member("x", mode=0o100000)))
    add("no mode at all", "ok", archive(Member("x", mode=0)))
    for host in [0, 1, 2, 6, 7, 10, 11, 14, 19, 30, 255]:
        add(f"made on host {host}", "ok", archive(Member("x", host=host, attributes=0x20), Member("d/", b"", host=host, attributes=0x10)))
    add("a folder with content", "011", archive(Member("d/", b"data", mode=0o40755)))
    add("a folder that is deflated", "ok", archive(Member("d/", b"", mode=0o40755, method=8)))
    add("a folder's name, a file's mode", "ok", archive(Member("d/", b"", mode=0o100644)))


def methods():
    text = b"hello hello hello hello " * 50
    add("stored", "ok", archive(Member("a", text)))
    for level in (1, 6, 9):
        add(f"deflated, level {level}", "ok", archive(Member("a", text, method=8, stored=raw_deflate(text, level))))
    add("deflated, stored blocks", "ok", archive(Member("a", text, method=8, stored=raw_deflate(text, 0))))
    add("deflated, fixed codes", "ok", archive(Member("a", text, method=8, stored=raw_deflate(text, 9, zlib.Z_FIXED))))
    add("deflated, Huffman only", "ok", archive(Member("a", text, method=8, stored=raw_deflate(text, 9, zlib.Z_HUFFMAN_ONLY))))
    add("deflated, nothing", "ok", archive(Member("a", b"", method=8)))
    add("deflated to more", "ok", archive(Member("a", os.urandom(100), method=8)))
    add("deflated, flushed often", "ok", archive(Member("a", text, method=8, stored=(lambda c: b"".join(c.compress(text[i:i + 7]) + c.flush(zlib.Z_FULL_FLUSH) for i in range(0, len(text), 7)) + c.flush())(zlib.compressobj(6, zlib.DEFLATED, -15)))))
    add("deflated, something behind", "014", archive(Member("a", text, method=8, stored=raw_deflate(text) + b"hidden")))
    add("deflated, cut off", "014", archive(Member("a", text, method=8, stored=raw_deflate(text)[:-3])))
    add("deflated, zlib's head", "014", archive(Member("a", text, method=8, stored=zlib.compress(text))))
    add("deflated, noise", "014", archive(Member("a", text, method=8, stored=b"\xff" * 50)))
    add("deflated, more than told", "014", archive(Member("a", text, method=8, size=len(text) - 1)))
    add("deflated, less than told", "014", archive(Member("a", text, method=8, size=len(text) + 1)))
    add("deflated, wrong sum", "014", archive(Member("a", text, method=8, crc=0)))
    add("stored, wrong sum", "014", archive(Member("a", text, crc=7)))
    add("stored, told smaller", "010", archive(Member("a", text, size=3)))
    for number, name, data in [(12, "bzip2", bz2.compress(text)), (14, "LZMA", lzma.compress(text, lzma.FORMAT_ALONE)), (93, "Zstandard", b"\x28\xb5\x2f\xfd" + bytes(20)), (95, "XZ", lzma.compress(text)), (9, "deflate64", raw_deflate(text)), (1, "shrunk", text), (6, "imploded", text),
                               (20, "Zstandard, old", text), (96, "JPEG", text), (97, "WavPack", text), (98, "PPMd", text), (99, "AES", text), (65535, "no method", text)]:
        add(f"method {name}", "013", archive(Member("a", text, method=number, stored=data)))
    add("encrypted", "013", archive(Member("a", text, flags=1)))
    add("encrypted, in the header only", "010", archive(Member("a", text, local_flags=1)))
    add("strongly encrypted", "013", archive(Member("a", text, flags=0x41)))
    add("AES of WinZip", "013", archive(Member("a", text, flags=1, method=99, extra=extra(0x9901, struct.pack("<H2sBH", 2, b"AE", 3, 8)))))
    add("masked directory", "013", archive(Member("a", text, flags=0x2000)))
    add("patch", "013", archive(Member("a", text, flags=0x20)))
    for need in (10, 45, 63, 200):
        add(f"needs version {need}", "ok", archive(Member("a", text, need=need)))
    add("odd flags", "ok", archive(Member("a", text, method=8, flags=0x0006)))
    add("times of all kinds", "ok", archive(Member("a", time=0xffff, date=0xffff), Member("b", time=0, date=0)))
    add("internal attributes", "ok", archive(Member("a", internal=1)))
    add("comments of members", "ok", archive(Member("a", comment=b"x" * 3000), Member("b", comment="가".encode())))
    add("extra fields of all kinds", "ok", archive(Member("a", extra=extra(0x5455, b"\3" + bytes(4)) + extra(0x7875, b"\1\4" + bytes(4) + b"\4" + bytes(4)) + extra(0xcafe, b"") + extra(0x000a, bytes(32)), local_extra=extra(0x5455, b"\3" + bytes(8)))))
    add("zipalign's padding", "ok", archive(Member("a", local_extra=bytes(3))))
    add("a torn extra field", "ok", archive(Member("a", extra=b"\x01\x02\xff\xff\x00")))
    bomb = b"\0" * (60 * 1024 * 1024)
    add("bomb of one member", "012", archive(Member("a", bomb, method=8)))
    part = bytes(9 * 1024 * 1024)
    packed = raw_deflate(part)
    add("bomb of many", "012", archive(*[Member(f"f{i}", part, method=8, stored=packed) for i in range(40)]))
    inner = archive(Member("inner", bytes(1000000), method=8))
    add("archives in archives", "ok", archive(Member("x.zip", archive(Member("y.zip", inner)))))
    add("told 4 GB", "012", archive(Member("a", b"x", method=8, size=0xfffffffe)))


def places():
    add("overlapping: one content, many names (Fifield's bomb)", "010", archive(A(), Member("b", b"aaaa", offset=0, stored=b"", local_name=b"")))
    inner = Member("in", b"inner")
    add("overlapping: a member within a member", "010", archive(Member("out", inner.local() + b"x"), Member("in", b"inner", offset=33)))
    add("overlapping: quoted headers", "010", (lambda one, two: archive(Member("a", two.local(), method=0), Member("b", b"bbbb", offset=31)))(A(), Member("b", b"bbbb")))
    add("reaching into the directory", "010", archive(A(), Member("z", b"zz", packed=80, size=80)))
    add("beyond the end", "010", archive(A(offset=0x7fffffff)))
    add("offset that wraps", "010", archive(A(offset=0xfffffff0)))
    add("one header for two entries", "010", archive(A(), Member("a.txt2", b"aaaa", offset=0)))
    add("order of the directory is another", "ok", archive(A(), B(), reverse=True))
    add("gaps between members", "ok", archive(A(), B(front=b"gap")))
    add("a deleted member between", "ok", archive(A(), B(front=Member("deleted").local())))
    add("a gap before the directory", "ok", archive(A(), gap=b"padding"))
    add("a header that is missing", "010", archive(A(offset=3)))
    add("descriptors", "ok", archive(streamed("a"), streamed("b", b"b" * 100, 8)))
    add("descriptors without signature", "ok", archive(streamed("a", signed=False), streamed("b", b"b" * 100, 8, signed=False)))
    add("descriptors of 64 bits", "ok", archive(streamed("a", wide=True), streamed("b", b"b" * 100, 8, wide=True, signed=False)))
    add("descriptor with another sum", "010", archive(streamed("a", crc=9)))
    add("descriptor that is missing", "010", archive(Member("a", flags=8)))
    add("descriptor and sizes in the header too", "ok", archive((lambda m: (m.__dict__.update(local_crc=binascii.crc32(b"content\n")), m)[1])(streamed("a"))))
    add("descriptor whose sum is the signature", "ok", archive(streamed("a", b"\x9c\x8c\x7d\x0b")))
    add("sizes in the header that differ", "010", archive(A(local_size=9)))
    add("packed size in the header that differs", "010", archive(A(local_packed=9)))
    add("sum in the header that differs", "010", archive(A(local_crc=9)))
    add("method in the header that differs", "010", archive(A(local_method=8)))
    add("zip64 sizes that are small", "ok", archive(A(packed=0xffffffff, size=0xffffffff, extra=zip64(4, 4), local_extra=zip64(4, 4))))
    add("zip64 offset that is small", "ok", archive(A(), Member("b", offset=0xffffffff, extra=zip64(39))))
    add("zip64 block without need", "ok", archive(A(extra=zip64(4, 4), local_extra=zip64(4, 4))))
    add("zip64 block too short", "010", archive(A(packed=0xffffffff, size=0xffffffff, extra=zip64(4), local_extra=zip64(4))))
    add("zip64 block missing", "010", archive(A(size=0xffffffff)))
    add("zip64 twice", "010", archive(A(packed=0xffffffff, size=0xffffffff, extra=zip64(4, 4) + zip64(5, 5), local_extra=zip64(4, 4))))
    add("zip64 in the header another", "010", archive(A(packed=0xffffffff, size=0xffffffff, extra=zip64(4, 4), local_extra=zip64(5, 5))))
    add("zip64 sizes of a terabyte", "010", archive(A(packed=0xffffffff, size=0xffffffff, extra=zip64(1 << 40, 1 << 40), local_extra=zip64(1 << 40, 1 << 40))))
    add("zip64 offset that wraps", "010", archive(A(offset=0xffffffff, extra=zip64((1 << 64) - 8))))
    add("zip64 size that wraps", "010", archive(A(packed=0xffffffff, extra=zip64((1 << 64) - 1))))
    add("another disk for a member", "ok", archive(A(disk=3)))


def ends():
    add("nothing", "010", b"")
    add("one byte", "010", b"P")
    add("text", "010", b"this is no archive at all, but a text that goes on and on")
    add("empty archive", "ok", archive())
    add("comment", "ok", archive(A(), comment=b"a comment"))
    add("comment of 65,535 bytes", "ok", archive(A(), comment=b"x" * 65535))
    add("comment with half a signature", "ok", archive(A(), comment=b"PK\5"))
    add("comment with an end record", "010", archive(A(), comment=archive(Member("other"))))
    add("comment with a false end record", "010", archive(A(), comment=b"PK\5\6" + bytes(60)))
    add("comment with an empty archive's end", "010", archive(A(), comment=archive()))
    add("comment that is longer", "010", archive(A(), comment=b"short", comment_size=500))
    add("comment that is shorter", "010", archive(A(), comment=b"longer than told", comment_size=3))
    add("bytes behind", "010", archive(A(), behind=b"\0"))
    add("two archives, one behind the other", "010", archive(A()) + archive(B()))
    add("two end records", "010", archive(A(), B(), end=archive()[-22:]) + archive()[-22:])
    add("a script in front", "ok", archive(A(), B(), before=b"#!/bin/sh\nexec python3 \"$0\"\n"))
    add("a script in front, offsets of the file", "ok", archive(A(), B(), before=b"#!/bin/sh\nexec python3 \"$0\"\n", absolute=True))
    add("a program in front", "ok", archive(A(), before=b"MZ" + bytes(10000) + b"\x7fELF"))
    add("a program in front, zip64", "ok", archive(A(), before=b"#!/x\n", end64={}))
    add("a program in front, zip64, offsets of the file", "ok", archive(A(), before=b"#!/x\n", absolute=True, end64={"locator": 5 + len(A().local()) + len(A().central(0))}))
    add("a member in front", "010", archive(A(), before=Member("hidden").local()))
    add("a large program in front", "010", archive(A(), before=b"x" * 2000000))
    add("count one less", "010", archive(A(), B(), count=1))
    add("count one more", "010", archive(A(), B(), count=3))
    add("count and count here", "010", archive(A(), B(), count=2, here=1))
    add("second of two disks", "010", archive(A(), disk=1))
    add("directory's size less", "010", archive(A(), size=20))
    add("directory's size more", "010", archive(A(), size=200))
    add("directory elsewhere", "010", archive(A(), start=1))
    add("directory beyond", "010", archive(A(), start=0x70000000))
    add("directory torn", "010", archive(A(), B(), inside=b"PK\1\2half"))
    add("digital signature behind the directory", "010", archive(A(), inside=b"PK\5\5\4\0abcd", size=46 + 5))
    add("zip64 end", "ok", archive(A(), B(), end64={}))
    add("zip64 end beside a plain one", "ok", archive(A(), B(), end64={"plain": False}))
    add("zip64 end with more in it", "ok", archive(A(), end64={"extra": b"x" * 30}))
    add("zip64 count", "010", archive(A(), end64={"count": 2}))
    add("zip64 counts differ", "010", archive(A(), end64={"here": 7}))
    add("zip64 and 100,001 entries", "012", archive(*[Member(f"{i}", b"") for i in range(100001)], end64={}))
    add("zip64 count without end", "012", archive(A(), end64={"count": 1 << 60}))
    add("zip64 size", "010", archive(A(), end64={"size": 1 << 62}))
    add("zip64 start", "010", archive(A(), end64={"start": 1 << 63}))
    add("zip64 record's own size", "010", archive(A(), end64={"record": 1 << 40}))
    add("zip64 locator beyond", "010", archive(A(), end64={"locator": 1 << 60}))
    add("zip64 locator to the beginning", "010", archive(A(), end64={"locator": 0}))
    add("zip64 disks", "010", archive(A(), end64={"disk": 2}))
    whole = archive(A(), B(), streamed("s"))
    for cut in (1, 10, 22, 23, 60, len(whole) // 2, len(whole) - 4):
        add(f"cut off by {cut}", "010", whole[:-cut])
    add("a member without its directory", "010", A().local())
    add("only an end record of another", "010", archive(A())[-22:])
    # Russ Cox's idea (a zip that holds itself): here a member that claims the archive's own bytes.
    add("a member that claims the whole file", "010", archive(Member("quine.zip", b"", packed=120, size=120)))


def others():
    """What Python and the tools of this machine make of one tree."""
    for kind, name in [(zipfile.ZIP_STORED, "stored"), (zipfile.ZIP_DEFLATED, "deflated"), (zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "lzma")]:
        b = io.BytesIO()
        with zipfile.ZipFile(b, "w", kind) as z:
            z.writestr("a.txt", "hello " * 1000)
            z.writestr("d/가.txt", "x")
            z.mkdir("e") if hasattr(z, "mkdir") else None
        add(f"Python's zipfile, {name}", "013" if kind in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA) else "ok", b.getvalue())
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as z:
        with z.open("big.bin", "w", force_zip64=True) as f:
            f.write(b"x" * 100000)
    add("Python's zipfile, zip64 asked for", "ok", b.getvalue())
    b = io.BytesIO(b"#!/usr/bin/env python3\n")
    b.seek(0, 2)
    with zipfile.ZipFile(b, "a") as z:
        z.writestr("__main__.py", "print(1)")
    add("Python's zipapp", "ok", b.getvalue())
    tree = tempfile.mkdtemp()
    for name, data in [("app.py", b"pass\n"), ("d/e/large", b"x" * 200000), ("d/한글.txt", b"y"), ("empty", b""), ("run", b"#!/bin/sh\n")]:
        os.makedirs(os.path.dirname(os.path.join(tree, name)), exist_ok=True)
        with open(os.path.join(tree, name), "wb") as f:
            f.write(data)
    os.chmod(os.path.join(tree, "run"), 0o755)
    for program, name, command, expected in [
            ("zip", "zip", "zip -qr O .", "ok"), ("zip", "zip -9 -X", "zip -q9Xr O .", "ok"), ("zip", "zip, zip64 asked for", "zip -q -fz -r O .", "ok"), ("zip", "zip, streamed", "zip -qr - . | cat > O", "ok"), ("zip", "zip, bzip2", "zip -q -Z bzip2 -r O .", "013"),
            ("zip", "zip, encrypted", "zip -qr -P secret O .", "013"), ("zip", "zip, a comment", "zip -qr O . && echo hello | zip -qz O", "ok"), ("zip", "zip, deleted and added", "zip -qr O . && zip -qd O app.py && zip -q O app.py", "ok"), ("zip", "zip -FS -D", "zip -qrD O .", "ok"),
            ("zip", "zip, self-extracting", "zip -qr O . && cat $(command -v unzipsfx) O > P && mv P O", "ok?"), ("zip", "zip, self-extracting, adjusted", "zip -qr O . && cat $(command -v unzipsfx) O > P && zip -qA P && mv P O", "ok?"), ("zip", "zip, a script in front, adjusted", "zip -qr O . && (echo '#!/bin/sh'; cat O) > P && zip -qA P && mv P O", "ok"),
            ("bsdtar", "bsdtar", "bsdtar --format zip -cf O .", "ok"), ("bsdtar", "bsdtar, stored", "bsdtar --format zip --options zip:compression=store -cf O .", "ok"), ("bsdtar", "bsdtar, zip64", "bsdtar --format zip --options zip:zip64 -cf O .", "ok"), ("bsdtar", "bsdtar, AES", "bsdtar --format zip --options zip:encryption=aes256 --passphrase x -cf O .", "013"),
            ("7z", "7z", "7z a -tzip -bd O . > /dev/null", "ok"), ("7z", "7z, stored", "7z a -tzip -mx0 -bd O . > /dev/null", "ok"), ("7z", "7z, LZMA", "7z a -tzip -mm=LZMA -bd O . > /dev/null", "013"), ("7z", "7z, PPMd", "7z a -tzip -mm=PPMd -bd O . > /dev/null", "013"), ("7z", "7z, deflate64", "7z a -tzip -mm=Deflate64 -bd O . > /dev/null", "013"),
            ("7z", "7z, AES", "7z a -tzip -psecret -mem=AES256 -bd O . > /dev/null", "013"), ("minizip", "minizip", "minizip -o -9 O app.py run d/e/large > /dev/null", "ok"), ("jar", "jar", "jar -cfM O .", "ok"), ("jar", "jar, stored", "jar -cf0M O .", "ok"), ("jar", "jar with its manifest", "jar -cf O .", "ok")]:
        if not shutil.which(program) or ("unzipsfx" in command and not shutil.which("unzipsfx")):
            continue
        made = os.path.join(tree + "-out", "o.zip")
        os.makedirs(tree + "-out", exist_ok=True)
        done = subprocess.run(["sh", "-ec", command.replace(" O", " " + made).replace(" P", " " + made + "2")], cwd=tree, env=dict(os.environ, LC_ALL="C.UTF-8"), capture_output=True)
        if os.path.exists(made):
            with open(made, "rb") as f:
                add(f"made by {name}", expected, f.read())
            os.remove(made)
        else:
            sys.exit(f"{name}: {done.stderr}")
    shutil.rmtree(tree)
    shutil.rmtree(tree + "-out", ignore_errors=True)


def pythons(path):
    """The tree as Python reads it, or why not."""
    try:
        tree = {}
        with zipfile.ZipFile(path) as z:
            if sum(i.file_size for i in z.infolist()) > 300 * 1024 * 1024:
                return {"refused": "too large to look into"}
            for i in z.infolist():
                data = z.read(i)
                name = i.filename if i.flag_bits & 0x800 else i.orig_filename.encode("cp437", "replace").decode("utf-8", "replace")
                if not i.is_dir():
                    tree[name.removeprefix("./")] = hashlib.sha256(data).hexdigest()
        return {"tree": tree}
    except Exception as e:
        return {"refused": f"{type(e).__name__}: {e}"[:120]}


names(), kinds(), methods(), places(), ends(), others()
for number, case in enumerate(cases, 1):
    case["file"] = f"{number:03}.zip"
    case["python"] = pythons(os.path.join(out, case["file"]))
with open(os.path.join(out, "cases.json"), "w") as f:
    json.dump(cases, f, ensure_ascii=True)
