// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/entryrules.h"
#include <QCoreApplication>
#include <QStringDecoder>
#include <algorithm>

namespace lathe::entryrules {

static QString say(const char *text) { return QCoreApplication::translate("lathe", text); }

static bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

static bool isUtf8(std::string_view text)
{
    if (isAscii(text))
        return true;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString ignored = decoder(QByteArrayView(text.data(), qsizetype(text.size())));
    Q_UNUSED(ignored)
    return !decoder.hasError();
}

QString nameProblem(std::string_view path)
{
    if (path.empty())
        return say(QT_TRANSLATE_NOOP("lathe", "the name is empty"));
    if (path.find('\0') != path.npos)
        return say(QT_TRANSLATE_NOOP("lathe", "the name holds a NUL byte"));
    if (std::any_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
        return say(QT_TRANSLATE_NOOP("lathe", "the name holds a control character"));
    if (path.find('\\') != path.npos)
        return say(QT_TRANSLATE_NOOP("lathe", "the name holds a backslash"));
    if (path.front() == '/')
        return say(QT_TRANSLATE_NOOP("lathe", "the path is absolute"));
    const char first = path.front();
    if (path.size() >= 2 && path[1] == ':' && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z'))
        && (path.size() == 2 || path[2] == '/'))
        return say(QT_TRANSLATE_NOOP("lathe", "the path begins with a drive letter"));
    if (path.size() > 4096)
        return say(QT_TRANSLATE_NOOP("lathe", "the path is longer than 4,096 bytes"));
    if (!isUtf8(path))
        return say(QT_TRANSLATE_NOOP("lathe", "the name is not valid UTF-8"));
    for (std::size_t from = 0; from <= path.size();) {
        const std::size_t end = std::min(path.find('/', from), path.size());
        const std::string_view part = path.substr(from, end - from);
        if (part == "..")
            return say(QT_TRANSLATE_NOOP("lathe", "the path holds \"..\""));
        if (part.empty() || part == ".")
            return say(QT_TRANSLATE_NOOP("lathe", "the path holds an empty part or \".\""));
        if (part.size() > 255)
            return say(QT_TRANSLATE_NOOP("lathe", "a part of the path is longer than 255 bytes"));
        from = end + 1;
    }
    return {};
}

QString linkProblem(std::string_view path, std::string_view target)
{
    if (target.empty() || target.find('\0') != target.npos || target.size() > 4096)
        return say(QT_TRANSLATE_NOOP("lathe", "the target of the link is empty, too long or holds a NUL byte"));
    if (target.front() == '/')
        return say(QT_TRANSLATE_NOOP("lathe", "the link points to an absolute path"));
    if (target.find('\\') != target.npos)
        return say(QT_TRANSLATE_NOOP("lathe", "the target of the link holds a backslash"));
    if (!isUtf8(target))
        return say(QT_TRANSLATE_NOOP("lathe", "the target of the link is not valid UTF-8"));
    auto depth = std::count(path.begin(), path.end(), '/');
    bool down = false;
    for (std::size_t from = 0; from <= target.size();) {
        const std::size_t end = std::min(target.find('/', from), target.size());
        const std::string_view part = target.substr(from, end - from);
        if (part == "..") {
            if (down) // "a/.." is not "." when a is a link
                return say(QT_TRANSLATE_NOOP("lathe", "the target of the link has \"..\" behind a name"));
            if (--depth < 0)
                return say(QT_TRANSLATE_NOOP("lathe", "the link leaves the folder"));
        } else if (!part.empty() && part != ".") {
            down = true;
        }
        from = end + 1;
    }
    return {};
}

QString shown(std::string_view path)
{
    QString text = QString::fromUtf8(path.data(), qsizetype(std::min<std::size_t>(path.size(), 800)));
    for (QChar &c : text)
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = QChar(0xFFFD);
    return text.size() > 200 ? text.left(199) + QChar(0x2026) : text;
}

/// The key under which twins meet.
static std::string folded(std::string_view path)
{
    std::string key(path);
    if (isAscii(path)) {
        for (char &c : key)
            if (c >= 'A' && c <= 'Z')
                c = char(c - 'A' + 'a');
        return key;
    }
    const QString text = QString::fromUtf8(path.data(), qsizetype(path.size()));
    return text.normalized(QString::NormalizationForm_D).toCaseFolded().normalized(QString::NormalizationForm_D).toStdString();
}

std::size_t foldedHash(std::string_view name)
{
    std::size_t hash = 14695981039346656037U; // FNV-1a: names are short
    const auto add = [&hash](std::string_view text) {
        for (const char c : text)
            hash = (hash ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c)) * 1099511628211U;
    };
    isAscii(name) ? add(name) : add(folded(name));
    return hash;
}

QString TwinFinder::addOne(std::string_view path, Kind kind, bool listed)
{
    const auto [at, fresh] = m_seen.try_emplace(folded(path), Seen{std::string(path), kind, listed});
    if (fresh)
        return {};
    Seen &old = at->second;
    if (old.path != path)
        return QCoreApplication::translate("lathe", "its name differs from \"%1\" by case or Unicode form only").arg(shown(old.path));
    if (old.kind == Kind::Folder && kind == Kind::Folder && !(old.listed && listed)) {
        old.listed = old.listed || listed;
        return {};
    }
    if (old.kind == Kind::Link && kind == Kind::Folder && !listed)
        return say(QT_TRANSLATE_NOOP("lathe", "it lies below a symbolic link"));
    if (old.kind != kind)
        return say(QT_TRANSLATE_NOOP("lathe", "the same name is both a folder and something else"));
    return say(QT_TRANSLATE_NOOP("lathe", "the name stands there twice"));
}

QString TwinFinder::add(std::string_view path, Kind kind)
{
    const std::size_t slash = path.rfind('/');
    const std::string_view parent = slash == path.npos ? std::string_view() : path.substr(0, slash);
    if (!parent.empty() && parent != m_lastParent) {
        for (std::size_t at = parent.find('/');; at = parent.find('/', at + 1)) {
            if (const QString problem = addOne(parent.substr(0, at), Kind::Folder, false); !problem.isEmpty())
                return problem;
            if (at == parent.npos)
                break;
        }
        m_lastParent = parent;
    }
    return addOne(path, kind, true);
}

} // namespace lathe::entryrules
