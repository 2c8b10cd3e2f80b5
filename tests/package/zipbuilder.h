// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <functional>
#include <optional>

/// One member of a zip made by hand; every field that a liar could set can be set.
struct Member
{
    QByteArray name;
    QByteArray content;
    quint32 mode = 0100644;
    bool deflate = false;
    bool descriptor = false;        ///< Sizes behind the data instead of in the header.
    bool descriptorWide = false, descriptorSigned = true;
    quint16 flags = 0;
    quint16 madeBy = 3 << 8 | 20;
    QByteArray centralExtra, localExtra;
    std::optional<QByteArray> localName, rawData;
    std::optional<quint16> method, localMethod, localFlags;
    std::optional<quint32> crc, localCrc, packed, localPacked, bytes, localBytes, offset, attributes, descriptorCrc;
    int sameDataAs = -1;            ///< Index of a member whose local header this one points to.

    Member &with(const std::function<void(Member &)> &change)
    {
        change(*this);
        return *this;
    }
};

struct ZipShape
{
    QByteArray before, gap, comment, after;
    std::optional<quint16> count, countHere, disk;
    std::optional<quint32> directorySize, directoryOffset;
    bool end64 = false;             ///< zip64 records; the plain ones say "see there".
    std::optional<quint64> count64, size64, offset64, locatorOffset;
};

inline quint32 crcOf(const QByteArray &bytes)
{
    quint32 crc = 0xffffffff;
    for (char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320U : 0);
    }
    return ~crc;
}

inline QByteArray le(quint64 value, int size)
{
    QByteArray out;
    for (int i = 0; i < size; ++i)
        out += char(value >> (8 * i));
    return out;
}

inline QByteArray rawDeflate(const QByteArray &bytes)
{
    return qCompress(bytes, 9).mid(6).chopped(4); // without Qt's length and zlib's head and tail
}

inline QByteArray buildZip(const QList<Member> &members, const ZipShape &shape = {})
{
    QByteArray out = shape.before, directory;
    QList<qsizetype> offsets;
    for (const Member &m : members) {
        offsets.append(m.sameDataAs >= 0 ? offsets.at(m.sameDataAs) : out.size());
        const QByteArray data = m.rawData.value_or(m.deflate ? rawDeflate(m.content) : m.content);
        const quint16 method = m.method.value_or(m.deflate ? 8 : 0);
        const quint16 flags = m.flags | (m.descriptor ? 8 : 0);
        const quint32 crc = m.crc.value_or(crcOf(m.content)), packed = m.packed.value_or(quint32(data.size())), bytes = m.bytes.value_or(quint32(m.content.size()));
        if (m.sameDataAs < 0) {
            const QByteArray name = m.localName.value_or(m.name);
            out += "PK\x03\x04" + le(20, 2) + le(m.localFlags.value_or(flags), 2) + le(m.localMethod.value_or(method), 2) + le(0, 2) + le(0x21, 2);
            out += le(m.localCrc.value_or(m.descriptor ? 0 : crc), 4) + le(m.localPacked.value_or(m.descriptor ? 0 : packed), 4)
                + le(m.localBytes.value_or(m.descriptor ? 0 : bytes), 4) + le(quint64(name.size()), 2) + le(quint64(m.localExtra.size()), 2) + name + m.localExtra + data;
            if (m.descriptor)
                out += (m.descriptorSigned ? QByteArray("PK\x07\x08") : QByteArray()) + le(m.descriptorCrc.value_or(crc), 4)
                    + le(packed, m.descriptorWide ? 8 : 4) + le(bytes, m.descriptorWide ? 8 : 4);
        }
        directory += "PK\x01\x02" + le(m.madeBy, 2) + le(20, 2) + le(flags, 2) + le(method, 2) + le(0, 2) + le(0x21, 2) + le(crc, 4) + le(packed, 4)
            + le(bytes, 4) + le(quint64(m.name.size()), 2) + le(quint64(m.centralExtra.size()), 2) + le(0, 2) + le(0, 2) + le(0, 2)
            + le(m.attributes.value_or(m.mode << 16), 4) + le(m.offset.value_or(quint32(offsets.last())), 4) + m.name + m.centralExtra;
    }
    out += shape.gap;
    const quint64 start = quint64(out.size()), count = quint64(members.size());
    out += directory;
    if (shape.end64) {
        const quint64 at = quint64(out.size());
        out += "PK\x06\x06" + le(44, 8) + le(3 << 8 | 45, 2) + le(45, 2) + le(0, 4) + le(0, 4) + le(shape.count64.value_or(count), 8)
            + le(shape.count64.value_or(count), 8) + le(shape.size64.value_or(quint64(directory.size())), 8) + le(shape.offset64.value_or(start), 8);
        out += "PK\x06\x07" + le(0, 4) + le(shape.locatorOffset.value_or(at), 8) + le(1, 4);
    }
    const quint64 here = shape.count.value_or(quint16(shape.end64 ? 0xffff : count));
    out += "PK\x05\x06" + le(shape.disk.value_or(0), 2) + le(0, 2) + le(shape.countHere.value_or(quint16(here)), 2) + le(here, 2)
        + le(shape.directorySize.value_or(shape.end64 ? 0xffffffff : quint32(directory.size())), 4)
        + le(shape.directoryOffset.value_or(shape.end64 ? 0xffffffff : quint32(start)), 4) + le(quint64(shape.comment.size()), 2) + shape.comment;
    return out + shape.after;
}
