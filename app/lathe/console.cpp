// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console.h"
#include <cerrno>
#include <cstdio>
#include <unistd.h>

namespace lathe {

ConsoleStreams ConsoleStreams::ofProcess()
{
    const auto write = [](bool error, const QByteArray &bytes) {
        FILE *stream = error ? stderr : stdout;
        errno = 0;
        const bool written = std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream) == size_t(bytes.size());
        return std::fflush(stream) == 0 && written ? 0 : errno;
    };
    return {write, isatty(STDERR_FILENO) && qgetenv("TERM") != "dumb", bool(isatty(STDIN_FILENO))};
}

QByteArray printable(const QByteArray &utf8)
{
    const QString text = QString::fromUtf8(utf8);
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c == 0x1b && i + 1 < text.size() && text[i + 1] == u'[') {
            qsizetype end = i + 2; // CSI: digits and ';' then 'm' is a colour, everything else is shown
            while (end < text.size() && (text[end].isDigit() || text[end] == u';'))
                ++end;
            if (end < text.size() && text[end] == u'm') {
                out += QStringView(text).mid(i, end - i + 1);
                i = end;
                continue;
            }
        }
        const bool bidi = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        if (c == u'\n' || c == u'\t')
            out += QChar(c);
        else if (c < 0x20)
            out += QChar(char16_t(0x2400 + c));
        else if (c == 0x7f)
            out += QChar(u'\u2421');
        else if ((c >= 0x80 && c < 0xa0) || bidi)
            out += QStringLiteral("\\u%1").arg(uint(c), 4, 16, QLatin1Char('0'));
        else
            out += QChar(c);
    }
    return out.toUtf8();
}

Console::Console(bool json, bool quiet, bool noInput, ConsoleStreams streams)
    : m_streams(std::move(streams)), m_json(json), m_quiet(quiet), m_noInput(noInput), m_errIsTty(m_streams.errorIsTerminal)
{
}

bool Console::canAsk() const { return !m_noInput && m_streams.inputIsTerminal && m_errIsTty; }

void Console::data(const QByteArray &bytes)
{
    clearProgress();
    if (const int error = write(false, bytes); error != 0 && error != EPIPE) // a reader that has seen enough is no fault
        m_outputError = error;
}

void Console::line(const QString &text) { data(text.toUtf8() + '\n'); }

void Console::object(QJsonObject object)
{
    object.insert(QStringLiteral("schema"), 1);
    data(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

void Console::say(const QString &text)
{
    if (m_quiet)
        return;
    clearProgress();
    write(true, (m_errIsTty ? printable(text.toUtf8()) : text.toUtf8()) + '\n');
}

void Console::warn(const QString &text)
{
    clearProgress();
    write(true, "warning: " + (m_errIsTty ? printable(text.toUtf8()) : text.toUtf8()) + '\n');
}

void Console::log(const QByteArray &bytes)
{
    if (m_quiet)
        return;
    clearProgress();
    write(true, m_errIsTty ? printable(bytes) : bytes);
}

int Console::error(const Error &error, QJsonObject more)
{
    clearProgress();
    const int code = exitCodeFor(error);
    if (m_json) {
        more.insert(QStringLiteral("ok"), false);
        more.insert(QStringLiteral("error"), QJsonObject{{QStringLiteral("id"), error.id}, {QStringLiteral("text"), error.text}, {QStringLiteral("detail"), error.detail},
                                                 {QStringLiteral("exitCode"), code}});
        object(more);
    }
    QByteArray text = "lathe: " + error.text.toUtf8();
    if (!error.id.isEmpty())
        text += " [" + error.id.toUtf8() + ']';
    if (!error.detail.isEmpty())
        text += "\n  " + error.detail.toUtf8().replace("\n", "\n  ");
    write(true, (m_errIsTty ? printable(text) : text) + '\n');
    return code;
}

void Console::progress(const QString &text)
{
    if (!m_errIsTty || m_quiet)
        return;
    clearProgress();
    if (text.isEmpty())
        return;
    write(true, "\r\033[K" + printable(text.toUtf8()));
    m_progressShown = true;
}

void Console::clearProgress()
{
    if (m_progressShown)
        write(true, "\r\033[K");
    m_progressShown = false;
}

bool Console::confirm(const QString &question)
{
    if (!canAsk())
        return false;
    clearProgress();
    write(true, question.toUtf8() + " [y/N] ");
    char answer[16] = {};
    return std::fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}

} // namespace lathe
