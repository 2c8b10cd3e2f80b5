// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <optional>
#include <utility>

/// Messages of application/vnd.amazon.eventstream: both halves of one codec, for the client and for the embedded endpoint.
/// Format: total length, length of the headers, CRC-32 of these two; headers; payload; CRC-32 of all before it. Any thread.
namespace lathe::eventstream {

struct Message
{
    /// Names and values; a value that is no string has its wire bytes here (big-endian numbers), a boolean one byte.
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray payload;
    QByteArray header(QByteArrayView name) const;
    bool operator==(const Message &) const = default;
};

/// The wire bytes; header values become strings. Names have at most 255 bytes, values at most 32,767.
QByteArray encode(const Message &message);
/// An event as Lambda sends it: ":message-type" event, ":event-type" and ":content-type" as given.
QByteArray event(const QByteArray &type, const QByteArray &contentType, const QByteArray &payload);

/// Finds messages in bytes that come in pieces of any size. A value.
class Decoder
{
public:
    static constexpr qsizetype maxMessageBytes = 24 * 1024 * 1024; ///< AWS's clients stop there too.
    void feed(QByteArrayView bytes);
    /// The next whole message. Nothing: more bytes are needed, or isBroken().
    std::optional<Message> next();
    /// The bytes are no event stream, or were damaged: a length or a checksum is wrong.
    bool isBroken() const { return m_broken; }
    /// True when nothing of a message is left over.
    bool isAtEnd() const { return m_buffer.isEmpty() && !m_broken; }

private:
    QByteArray m_buffer;
    bool m_broken = false;
};

} // namespace lathe::eventstream
