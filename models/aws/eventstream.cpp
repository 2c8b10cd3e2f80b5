// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws/eventstream.h"
#include "core/crc32.h"
#include <QtEndian>

namespace lathe::eventstream {

namespace {
constexpr qsizetype preludeBytes = 12;
constexpr qsizetype overhead = preludeBytes + 4;
constexpr qsizetype maxHeaderBytes = 128 * 1024;
constexpr char stringType = 7;

void append32(QByteArray &out, quint32 value)
{
    char bytes[4];
    qToBigEndian(value, bytes);
    out.append(bytes, 4);
}

quint32 at32(QByteArrayView bytes, qsizetype at) { return qFromBigEndian<quint32>(bytes.data() + at); }

/// Bytes of a value of this type at the start of `rest`, its length field included in `*skip`; below 0: malformed.
qsizetype valueBytes(char type, QByteArrayView rest, qsizetype *skip)
{
    *skip = 0;
    switch (type) {
    case 0: // true
    case 1: return 0; // false
    case 2: return 1;
    case 3: return 2;
    case 4: return 4;
    case 5: return 8;
    case 6: // bytes
    case stringType:
        *skip = 2;
        return rest.size() < 2 ? -1 : qFromBigEndian<quint16>(rest.data());
    case 8: return 8; // timestamp
    case 9: return 16; // UUID
    default: return -1;
    }
}

bool readHeaders(QByteArrayView bytes, Message &message)
{
    while (!bytes.isEmpty()) {
        const qsizetype nameLength = quint8(bytes.front());
        if (bytes.size() < 1 + nameLength + 1)
            return false;
        const QByteArray name = bytes.sliced(1, nameLength).toByteArray();
        const char type = bytes.at(1 + nameLength);
        bytes = bytes.sliced(1 + nameLength + 1);
        qsizetype skip = 0;
        const qsizetype length = valueBytes(type, bytes, &skip);
        if (length < 0 || bytes.size() < skip + length)
            return false;
        message.headers.append({name, type <= 1 ? QByteArray(1, type == 0 ? '\1' : '\0') : bytes.sliced(skip, length).toByteArray()});
        bytes = bytes.sliced(skip + length);
    }
    return true;
}
} // namespace

QByteArray Message::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers)
        if (key == name)
            return value;
    return {};
}

QByteArray encode(const Message &message)
{
    QByteArray headers;
    for (const auto &[name, value] : message.headers) {
        headers += char(name.size());
        headers += name;
        headers += stringType;
        headers += char(value.size() >> 8);
        headers += char(value.size());
        headers += value;
    }
    QByteArray out;
    out.reserve(overhead + headers.size() + message.payload.size());
    append32(out, quint32(overhead + headers.size() + message.payload.size()));
    append32(out, quint32(headers.size()));
    append32(out, crc32(out));
    out += headers;
    out += message.payload;
    append32(out, crc32(out));
    return out;
}

QByteArray event(const QByteArray &type, const QByteArray &contentType, const QByteArray &payload)
{
    return encode({{{":event-type", type}, {":content-type", contentType}, {":message-type", "event"}}, payload});
}

void Decoder::feed(QByteArrayView bytes)
{
    m_buffer += bytes;
}

std::optional<Message> Decoder::next()
{
    if (m_broken || m_buffer.size() < preludeBytes)
        return {};
    const qsizetype total = at32(m_buffer, 0), headers = at32(m_buffer, 4);
    m_broken = crc32(QByteArrayView(m_buffer).first(8)) != at32(m_buffer, 8) || total > maxMessageBytes || headers > maxHeaderBytes
        || total < overhead + headers;
    if (m_broken || m_buffer.size() < total)
        return {};
    const auto view = QByteArrayView(m_buffer).first(total);
    Message message;
    m_broken = crc32(view.chopped(4)) != at32(view, total - 4) || !readHeaders(view.sliced(preludeBytes, headers), message);
    if (m_broken)
        return {};
    message.payload = view.sliced(preludeBytes + headers, total - overhead - headers).toByteArray();
    m_buffer.remove(0, total);
    return message;
}

} // namespace lathe::eventstream
