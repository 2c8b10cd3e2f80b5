// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/documentfile.h"
#include "core/atomicfile.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>
#include <algorithm>
#include <optional>
#include <unistd.h>

namespace lathe {
namespace {

constexpr qint64 maxDocumentBytes = 64 * 1024 * 1024;
constexpr qsizetype longLineBytes = 20 * 1000;
constexpr qsizetype readOnlyLineBytes = 1000 * 1000;

constexpr char utf8[] = "UTF-8", utf16le[] = "UTF-16LE", utf16be[] = "UTF-16BE", latin1[] = "ISO-8859-1", cp949[] = "CP949";

QByteArray bomOf(const QByteArray &encoding)
{
    if (encoding == utf8)
        return QByteArrayLiteral("\xef\xbb\xbf");
    if (encoding == utf16le)
        return QByteArrayLiteral("\xff\xfe");
    if (encoding == utf16be)
        return QByteArrayLiteral("\xfe\xff");
    return {};
}

/// UTF-16 unit by unit, so that lone surrogates survive.
QString fromUtf16(const QByteArray &bytes, qsizetype from, bool big)
{
    QString text((bytes.size() - from) / 2, Qt::Uninitialized);
    const auto *at = reinterpret_cast<const uchar *>(bytes.constData()) + from;
    for (QChar &c : text) {
        c = QChar(ushort(big ? at[0] << 8 | at[1] : at[1] << 8 | at[0]));
        at += 2;
    }
    return text;
}

QByteArray toUtf16(const QString &text, bool big)
{
    QByteArray bytes(text.size() * 2, Qt::Uninitialized);
    char *at = bytes.data();
    for (const QChar c : text) {
        at[big ? 0 : 1] = char(c.unicode() >> 8);
        at[big ? 1 : 0] = char(c.unicode() & 0xff);
        at += 2;
    }
    return bytes;
}

/// The text, if these are valid UTF-8: then, and only then, they come out the same when they are written again.
std::optional<QString> fromUtf8(QByteArrayView bytes)
{
    if (!bytes.isValidUtf8())
        return std::nullopt;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    return decoder(bytes);
}

/// The codec of Korean text before UTF-8: EUC-KR with the further syllables of CP949. The library's "EUC-KR" and "CP949" are other tables (a won sign for the backslash).
constexpr char koreanCodec[] = "windows-949";

/// The text, if these are pairs of CP949 throughout and come out the same when they are written again; of a text that is `known` to be Korean no more is
/// asked. Else most of it, and more than one, must be syllables in EUC-KR's rows: two accented letters of a Western text make a pair as well, but hardly one of those.
std::optional<QString> fromKorean(const QByteArray &bytes, bool known)
{
    qsizetype pairs = 0, syllables = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const uchar lead = uchar(bytes[i]), trail = i + 1 < bytes.size() ? uchar(bytes[i + 1]) : 0;
        if (lead < 0x80)
            continue;
        if (lead == 0x80 || lead == 0xff || trail < 0x41)
            return std::nullopt;
        ++pairs;
        syllables += lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1;
        ++i;
    }
    if (pairs == 0 || (!known && (syllables < 2 || syllables * 2 < pairs)))
        return std::nullopt;
    QStringDecoder decoder(koreanCodec, QStringDecoder::Flag::Stateless);
    QStringEncoder encoder(koreanCodec, QStringEncoder::Flag::Stateless);
    if (!decoder.isValid() || !encoder.isValid()) // a library without ICU
        return std::nullopt;
    QString text = decoder(bytes);
    if (decoder.hasError() || QByteArray(encoder(text)) != bytes)
        return std::nullopt;
    return text;
}

/// `before`: how the file was stored when it was read before; a form that still fits stays.
void decode(const QByteArray &bytes, DocumentText &document, const QByteArray &before)
{
    for (const char *encoding : {utf16le, utf16be})
        if (bytes.startsWith(bomOf(encoding)) && bytes.size() % 2 == 0) {
            document.form.encoding = encoding;
            document.form.bom = true;
            document.text = fromUtf16(bytes, 2, encoding == utf16be);
            document.binary = document.text.contains(QChar(0));
            return;
        }
    document.binary = bytes.contains('\0');
    const QByteArray bom = bomOf(utf8);
    const bool marked = bytes.startsWith(bom);
    if (!document.binary) {
        if (auto text = fromUtf8(QByteArrayView(bytes).sliced(marked ? bom.size() : 0))) {
            document.form.bom = marked;
            document.text = std::move(*text);
            return;
        }
        if (auto text = before == latin1 ? std::nullopt : fromKorean(bytes, before == cp949)) {
            document.form.encoding = cp949;
            document.text = std::move(*text);
            return;
        }
    }
    document.form.encoding = latin1; // every byte is a character, so nothing can be lost
    document.text = QString::fromLatin1(bytes);
}

/// Counts line ends and finds the longest line.
void measure(DocumentText &document)
{
    qsizetype lf = 0, crlf = 0, cr = 0, longest = 0, start = 0;
    const QString &text = document.text;
    const bool returns = text.contains(u'\r');
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!returns && (i = text.indexOf(u'\n', i)) < 0) // the usual file: the library compares many characters at once
            break;
        const QChar c = text.at(i);
        if (c != u'\n' && c != u'\r')
            continue;
        longest = std::max(longest, i - start);
        if (c == u'\n') {
            ++lf;
        } else if (i + 1 < text.size() && text.at(i + 1) == u'\n') {
            ++crlf;
            ++i;
        } else {
            ++cr;
        }
        start = i + 1;
    }
    longest = std::max(longest, text.size() - start);
    document.form.mixedEndings = int(lf > 0) + int(crlf > 0) + int(cr > 0) > 1;
    document.form.ending = crlf > lf && crlf >= cr ? LineEnding::CrLf : cr > lf ? LineEnding::Cr : LineEnding::Lf;
    document.longLines = longest > longLineBytes;
    document.readOnly = document.readOnly || document.binary || longest > readOnlyLineBytes;
}

} // namespace

bool DocumentText::sameOnDisk(const DocumentText &other) const
{
    if (form.bom != other.form.bom || text != other.text)
        return false;
    const bool wide = form.encoding.startsWith("UTF-16") || other.form.encoding.startsWith("UTF-16");
    return form.encoding == other.form.encoding || (!wide && std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; }));
}

DocumentText decodeDocument(const QByteArray &bytes)
{
    DocumentText document;
    decode(bytes, document, {});
    measure(document);
    return document;
}

Result<DocumentText> loadDocument(const QString &path, const QByteArray &before)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile()) // a pipe would block, a folder has no text
        return fail(ErrorCode::Unsupported, QCoreApplication::translate("lathe", "%1 is not a file that can be edited.").arg(path), {}, QStringLiteral("LTH-DOC-004"));
    if (info.size() > maxDocumentBytes)
        return fail(ErrorCode::TooLarge, QCoreApplication::translate("lathe",
            "%1 is %2 MB large; files of up to %3 MB can be edited here. Open it with another program.")
            .arg(path).arg((info.size() + 1024 * 1024 - 1) / (1024 * 1024)).arg(maxDocumentBytes / (1024 * 1024)), {}, QStringLiteral("LTH-DOC-001"));
    const auto bytes = readFile(path, maxDocumentBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    DocumentText document;
    document.readOnly = ::access(QFile::encodeName(path).constData(), W_OK) != 0;
    decode(*bytes, document, before);
    measure(document);
    return document;
}

/// The bytes of the text without BOM, or the position of the first character that the encoding cannot hold.
static tl::expected<QByteArray, qsizetype> encode(const QString &text, const QByteArray &encoding)
{
    if (encoding == utf16le || encoding == utf16be)
        return toUtf16(text, encoding == utf16be);
    if (encoding == latin1) {
        for (qsizetype i = 0; i < text.size(); ++i)
            if (text.at(i).unicode() > 0xff)
                return tl::unexpected(i);
        return text.toLatin1();
    }
    if (encoding == cp949) {
        const auto koreanOf = [](QStringView part) -> std::optional<QByteArray> {
            QStringEncoder encoder(koreanCodec, QStringEncoder::Flag::Stateless);
            QStringDecoder decoder(koreanCodec, QStringDecoder::Flag::Stateless);
            const QByteArray bytes = encoder(part);
            return !encoder.hasError() && QString(decoder(bytes)) == part ? std::optional(bytes) : std::nullopt; // some characters become others
        };
        if (const auto bytes = koreanOf(text))
            return *bytes;
        qsizetype first = 0;
        while (first + 1 < text.size() && koreanOf(QStringView(text).sliced(first, 1)))
            ++first;
        return tl::unexpected(first);
    }
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (text.at(i).isSurrogate() && !pair)
            return tl::unexpected(i);
        i += pair;
    }
    return text.toUtf8();
}

Result<void> saveDocument(const QString &path, const QString &text, const TextForm &form)
{
    if (form.encoding != utf8 && form.encoding != utf16le && form.encoding != utf16be && form.encoding != latin1 && form.encoding != cp949)
        return fail(ErrorCode::Usage, QCoreApplication::translate("lathe", "%1 cannot be saved: the encoding %2 is unknown.").arg(path, QString::fromLatin1(form.encoding)),
            {}, QStringLiteral("LTH-DOC-003"));
    const auto encoded = encode(text, form.encoding);
    if (!encoded) {
        const QStringView before = QStringView(text).left(encoded.error());
        const auto line = before.count(u'\n') + 1;
        const auto column = encoded.error() - before.lastIndexOf(u'\n');
        return fail(ErrorCode::Config, QCoreApplication::translate("lathe",
            "%1 was not saved: the character in line %2, column %3 does not exist in %4. Remove it, or save the file as UTF-8.")
            .arg(path).arg(line).arg(column).arg(QString::fromLatin1(form.encoding)), {}, QStringLiteral("LTH-DOC-002"));
    }
    return writeFileAtomically(path, form.bom ? bomOf(form.encoding) + *encoded : *encoded);
}

} // namespace lathe
