// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/filecopyflow.h"
#include "common/confirmdialog.h"
#include "common/noticebar.h"
#include "items/filetreemodel.h"
#include "items/visibletext.h"
#include "session/filecopier.h"
#include <QFileInfo>
#include <QPushButton>

namespace lathe {

/// At most five: the rest is counted.
static QString namesOf(const QStringList &paths)
{
    QStringList names;
    for (const QString &path : paths.mid(0, 5))
        names += visibleText(QFileInfo(path).fileName());
    const QString list = names.join(QStringLiteral(", "));
    return paths.size() <= 5 ? list : FileCopyFlow::tr("%1 and %2 more").arg(list).arg(paths.size() - 5);
}

FileCopyFlow::FileCopyFlow(ThemeManager &theme, Session &session, FileTreeModel &tree, NoticeBar &news, QWidget *window, QObject *parent)
    : QObject(parent), m_theme(theme), m_session(session), m_news(news), m_window(window)
{
    connect(&tree, &FileTreeModel::copyRequested, this, &FileCopyFlow::begin, Qt::QueuedConnection); // the file manager waits until the drop is over
    connect(&session.copies(), &FileCopier::copied, this, &FileCopyFlow::showCopied);
    connect(&session.copies(), &FileCopier::undone, this, [this] { emit changed({}); });
    connect(&session.copies(), &FileCopier::failed, this, &FileCopyFlow::showFailure);
}

void FileCopyFlow::begin(const QStringList &sources, const QString &dir)
{
    if (!m_session.hasProject())
        return;
    const FileCopySpec spec{m_session.project().root, dir, sources, NameTaken::Refuse};
    if (const QString why = copyProblem(spec); !why.isEmpty())
        return m_news.showNotice(NoticeBar::Severity::Error, visibleText(why));
    if (const QStringList taken = takenNames(spec); !taken.isEmpty())
        return ask(spec, taken);
    m_session.copies().copy(spec);
}

/// One question for all of them.
void FileCopyFlow::ask(const FileCopySpec &spec, const QStringList &taken)
{
    const QString where = spec.dir == spec.root ? QFileInfo(spec.root).fileName() : spec.dir.mid(spec.root.size() + 1);
    const ConfirmSpec question{tr("These names are there already in %1").arg(visibleText(where)), namesOf(taken) + u'\n' + tr("What is replaced goes to the trash."),
                               {{tr("Keep Both"), ButtonRole::Primary}, {tr("Replace"), ButtonRole::Danger}, {tr("Skip"), ButtonRole::Secondary}, {tr("Cancel"), ButtonRole::Secondary}}, {}};
    ConfirmDialog::ask(m_theme, question, m_window, [this, spec](int button) {
        static constexpr NameTaken answers[] = {NameTaken::KeepBoth, NameTaken::Replace, NameTaken::Skip};
        if (button > 2 || !m_session.hasProject() || m_session.project().root != spec.root)
            return;
        FileCopySpec decided = spec;
        decided.taken = answers[button];
        m_session.copies().copy(decided);
    });
}

void FileCopyFlow::showCopied(const FileCopySpec &spec, const FileCopyOutcome &outcome)
{
    if (!m_session.hasProject() || m_session.project().root != spec.root)
        return;
    emit changed(outcome.made.value(0));
    QStringList details;
    if (!outcome.replaced.isEmpty()) {
        QStringList paths;
        for (const TrashedFile &one : outcome.replaced)
            paths += one.path;
        details += tr("Replaced, the earlier ones are in the trash: %1").arg(namesOf(paths));
    }
    if (!outcome.skipped.isEmpty())
        details += tr("Skipped: %1").arg(namesOf(outcome.skipped));
    if (outcome.made.isEmpty())
        return m_news.showNotice(NoticeBar::Severity::Info, tr("Nothing was copied."), details.join(u'\n'));
    m_news.showNotice(NoticeBar::Severity::Info, tr("Copied into the project: %1").arg(namesOf(outcome.made)), details.join(u'\n'));
    QPushButton *button = m_news.addAction(tr("Undo"));
    button->setObjectName(QStringLiteral("undoFile"));
    connect(button, &QPushButton::clicked, this, [this, root = spec.root, outcome] {
        m_news.dismiss();
        m_session.copies().undo(root, outcome);
    });
}

void FileCopyFlow::showFailure(const Error &error)
{
    if (error.code == ErrorCode::Cancelled)
        m_news.showNotice(NoticeBar::Severity::Info, tr("Stopped: nothing was copied."));
    else
        m_news.showNotice(NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail.left(300)));
}

} // namespace lathe
