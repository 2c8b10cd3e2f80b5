// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/editing/fixfinder.h"
#include "core/async.h"
#include "core/limits.h"
#include "session/documentfile.h"
#include "session/editing/quickfix.h"
#include <QFileInfo>

namespace lathe {

FixFinder::FixFinder(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

FixFinder::~FixFinder()
{
    if (m_stop)
        *m_stop = true;
    m_pool.waitForDone();
}

void FixFinder::look(const QList<Diagnostic> &diagnostics, const Project &project, const QHash<QString, QString> &unsaved)
{
    if (m_stop)
        *m_stop = true;
    m_stop = std::make_shared<std::atomic_bool>(false);
    ++m_running;
    const auto work = [diagnostics, project, unsaved, stop = m_stop]() -> Result<QList<Diagnostic>> {
        QHash<QString, std::optional<QString>> texts; // each read once for all its problems
        for (auto it = unsaved.cbegin(); it != unsaved.cend(); ++it)
            texts.insert(it.key(), it.value());
        const auto textOf = [&texts](const QString &file) {
            if (!texts.contains(file)) {
                const auto document = QFileInfo(file).size() > limits::syntaxCheckBytes ? Result<DocumentText>(fail(ErrorCode::TooLarge, {})) : loadDocument(file);
                texts.insert(file, document && !document->binary ? std::optional(document->text) : std::nullopt);
            }
            return texts.value(file);
        };
        QList<Diagnostic> fixable;
        for (const Diagnostic &one : std::as_const(diagnostics)) {
            if (*stop)
                break;
            if (!quickFixes(one, project, textOf).isEmpty())
                fixable.append(one);
        }
        return fixable;
    };
    whenDone(onWorker(m_pool, work), this, [this, stop = m_stop](const Result<QList<Diagnostic>> &fixable) {
        --m_running;
        if (!*stop)
            take(fixable ? *fixable : QList<Diagnostic>());
    });
}

void FixFinder::clear()
{
    if (m_stop)
        *m_stop = true;
    take({});
}

void FixFinder::take(const QList<Diagnostic> &fixable)
{
    if (m_fixable == fixable)
        return;
    m_fixable = fixable;
    emit changed();
}

} // namespace lathe
