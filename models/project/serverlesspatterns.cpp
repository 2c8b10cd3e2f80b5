// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/serverlesspatterns.h"

namespace lathe {

/// Expands the first {a,b} and goes on with what comes of it; at most 256 results.
static void expandBraces(const QString &text, QStringList &out)
{
    int depth = 0;
    qsizetype open = -1;
    QList<qsizetype> cuts;
    for (qsizetype i = 0; i < text.size() && out.size() < 256; ++i) {
        const QChar c = text.at(i);
        if (c == u'\\') {
            ++i;
        } else if (c == u'{' && depth++ == 0) {
            open = i;
            cuts = {i};
        } else if (c == u',' && depth == 1) {
            cuts.append(i);
        } else if (c == u'}' && depth > 0 && --depth == 0 && cuts.size() > 1) {
            cuts.append(i);
            for (qsizetype k = 0; k + 1 < cuts.size(); ++k)
                expandBraces(text.left(open) + text.mid(cuts.at(k) + 1, cuts.at(k + 1) - cuts.at(k) - 1) + text.mid(i + 1), out);
            return;
        }
    }
    if (out.size() < 256)
        out.append(text);
}

QStringList excludesFromServerlessPatterns(const QStringList &patterns)
{
    QStringList result;
    for (const QString &written : patterns) {
        const bool leaveOut = written.startsWith(u'!');
        QStringList expanded;
        expandBraces(leaveOut ? written.mid(1) : written, expanded);
        for (QString text : std::as_const(expanded)) {
            while (text.startsWith(QStringLiteral("./")))
                text.remove(0, 2);
            if (text.isEmpty() || text.startsWith(QStringLiteral("../")))
                continue; // files beside the service's folder are never in it
            if (!text.startsWith(u'/'))
                text.prepend(u'/');
            const bool below = text.endsWith(QStringLiteral("/**"));
            result.append((leaveOut ? QString() : QStringLiteral("!")) + (below ? QString() : QStringLiteral(":(file)")) + text);
        }
    }
    return result;
}

} // namespace lathe
