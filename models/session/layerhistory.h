// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"
#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace lathe {

/// What was done to a project's layers, to undo and do again: templates and lists as bytes, folders as moves. Only on files that
/// are exactly as the change left them. Removed layers are kept in .lathe/removed until the history ends. A value of its
/// controller; blocking; one thread.
class LayerHistory
{
public:
    struct File
    {
        QString path;
        std::optional<QByteArray> before, after; ///< Nothing: there is no such file.
    };
    struct Move
    {
        QString from, to;
    };
    struct Step
    {
        QString text; ///< For people: "Attach tools".
        QList<File> files;
        QList<Move> moves;
    };

    LayerHistory() = default;
    ~LayerHistory() { clear(); }
    Q_DISABLE_COPY(LayerHistory)

    /// Of this project from now on; what dead programs left in .lathe/removed goes.
    void open(const QString &root);
    void clear();
    /// The files as they are before a change.
    static Step before(const QString &text, const QStringList &files);
    /// The change is made: what the files are now is read. Nothing differs and nothing moved: nothing is kept.
    void add(Step step);
    /// An empty folder for what a step removes.
    QString binFor() const;

    bool canUndo() const { return !m_done.isEmpty(); }
    bool canRedo() const { return !m_undone.isEmpty(); }
    QString undoText() const { return m_done.isEmpty() ? QString() : m_done.last().text; }
    QString redoText() const { return m_undone.isEmpty() ? QString() : m_undone.last().text; }
    /// Conflict when something was changed since; the step is then given up, for it can never fit again.
    Result<> undo();
    Result<> redo();

private:
    static Step turned(const Step &step);
    static Result<> apply(const Step &step);
    QString bin() const;
    QString m_root;
    QList<Step> m_done, m_undone; ///< Newest last.
    mutable int m_number = 0;
};

} // namespace lathe
