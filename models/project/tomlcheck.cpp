// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/tomlcheck.h"
#include <QCoreApplication>
#include <QRegularExpression>
#include <sstream>
#include <toml.hpp>

namespace lathe {

static constexpr int mostLevels = 64;

/// How deep arrays and inline tables stand in each other; brackets in strings and comments do not count.
static int depthOf(const QByteArray &bytes)
{
    int depth = 0;
    int deepest = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '#') {
            i = bytes.indexOf('\n', i);
            if (i < 0)
                break;
        } else if (c == '"' || c == '\'') {
            const QByteArray many(3, c);
            const bool block = bytes.mid(i, 3) == many;
            for (i += block ? 3 : 1; i < bytes.size(); ++i) {
                if (bytes[i] == '\\' && c == '"')
                    ++i;
                else if (block ? bytes.mid(i, 3) == many : bytes[i] == c || bytes[i] == '\n')
                    break;
            }
            i += block ? 2 : 0;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
    return deepest;
}

void checkToml(const QByteArray &bytes, const QString &file, DiagnosticSink &sink)
{
    if (depthOf(bytes) > mostLevels)
        return;
    try {
        std::istringstream stream(bytes.toStdString());
        (void)toml::parse(stream, "toml");
    } catch (const toml::syntax_error &error) {
        const int line = int(error.location().line());
        // "[error] toml::parse_array: missing array separator", then the lines around it.
        static const QRegularExpression head(QStringLiteral("^(?:\\[error\\] )?(?:toml::[\\w:]+:? ?)?"));
        QString text = QString::fromUtf8(error.what()).section(u'\n', 0, 0).remove(head).trimmed();
        const QByteArray before = bytes.split('\n').value(line - 1).left(qsizetype(error.location().column()) - 1);
        sink.add({Severity::Error, QStringLiteral("LTH-SYN-002"), file, line, int(QString::fromUtf8(before).toUcs4().size()) + 1,
            text.isEmpty() ? QCoreApplication::translate("lathe", "This is not valid TOML.") : QCoreApplication::translate("lathe", "This is not valid TOML: %1").arg(text), {}});
    } catch (const std::exception &) {
        // What it cannot read for another reason is no fault of the file.
    }
}

} // namespace lathe
