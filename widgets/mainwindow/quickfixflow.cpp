// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/quickfixflow.h"
#include "editor/editortabs.h"
#include "items/visibletext.h"
#include "panels/problemspanel.h"
#include "session/editing/fixfinder.h"
#include <QFileInfo>
#include <QMenu>

namespace lathe {

QuickFixFlow::QuickFixFlow(ThemeManager &theme, Session &session, QWidget *window) : QObject(window), m_theme(theme), m_session(session), m_window(window)
{
    connect(&session, &Session::diagnosticsChanged, this, &QuickFixFlow::look);
    connect(&session.fixes(), &FixFinder::changed, this, [this] { m_tabs->setFixable(m_session.fixes().fixable()); });
}

void QuickFixFlow::setTabs(EditorTabs &tabs)
{
    if (m_tabs)
        disconnect(m_tabs, nullptr, this, nullptr);
    m_tabs = &tabs;
    tabs.setFixable(m_session.fixes().fixable());
    connect(&tabs, &EditorTabs::fixesRequested, this, [this] { popup(fixesHere(), m_tabs->currentEditor()->caretPoint()); });
    connect(&tabs, &EditorTabs::contextMenuAboutToShow, this, [this](QMenu *menu) {
        const QList<QuickFix> fixes = fixesHere();
        if (fixes.isEmpty())
            return;
        QAction *first = menu->actions().value(0);
        fill(menu, fixes, first);
        menu->insertSeparator(first);
    });
}

void QuickFixFlow::setProblems(ProblemsPanel &problems)
{
    m_problems = &problems;
    connect(&problems, &ProblemsPanel::fixesRequested, this, [this](const Diagnostic &diagnostic, const QPoint &at) { popup(fixesFor({diagnostic}), at); });
}

void QuickFixFlow::look()
{
    if (m_session.hasProject())
        m_session.fixes().look(m_session.diagnostics(), m_session.project(), m_tabs->unsavedTexts());
    else
        m_session.fixes().clear();
}

QList<QuickFix> QuickFixFlow::fixesFor(const QList<Diagnostic> &diagnostics) const
{
    QList<QuickFix> all;
    if (!m_session.hasProject())
        return all;
    const auto textOf = [this](const QString &file) -> std::optional<QString> {
        if (const auto open = m_tabs->openText(file))
            return open;
        const auto document = loadDocument(file);
        return document ? std::optional(document->text) : std::nullopt;
    };
    for (const Diagnostic &one : diagnostics)
        for (const QuickFix &fix : quickFixes(one, m_session.project(), textOf))
            if (!all.contains(fix))
                all.append(fix);
    return all;
}

QList<QuickFix> QuickFixFlow::fixesHere() const
{
    const CodeEditor *editor = m_tabs->currentEditor();
    QList<Diagnostic> here;
    if (editor)
        for (const Diagnostic &one : editor->diagnostics())
            if (one.line == editor->line())
                here.append(one);
    return fixesFor(here);
}

void QuickFixFlow::fill(QMenu *menu, const QList<QuickFix> &fixes, QAction *before)
{
    for (const QuickFix &fix : fixes) {
        QString title = visibleText(fix.title);
        auto *action = new QAction(m_theme.icon(QStringLiteral("lamp"), IconRole::Accent), title.replace(u'&', QStringLiteral("&&")), menu);
        connect(action, &QAction::triggered, this, [this, fix] { apply(fix); });
        menu->insertAction(before, action);
    }
}

void QuickFixFlow::popup(const QList<QuickFix> &fixes, const QPoint &at)
{
    auto *menu = new QMenu(m_window);
    menu->setObjectName(QStringLiteral("quickFixes"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fill(menu, fixes);
    if (menu->isEmpty())
        menu->addAction(tr("No quick fix here"))->setEnabled(false);
    else
        menu->setActiveAction(menu->actions().constFirst());
    menu->popup(at);
}

void QuickFixFlow::show()
{
    if (!m_session.hasProject())
        return;
    if (m_problems && m_problems->hasListFocus())
        m_problems->requestFixes();
    else if (const CodeEditor *editor = m_tabs->currentEditor())
        popup(fixesHere(), editor->caretPoint());
}

void QuickFixFlow::apply(const QuickFix &fix)
{
    m_tabs->open(fix.file);
    if (m_tabs->openText(fix.file)) {
        change(fix);
        return;
    }
    auto *once = new QObject(this); // a large file is still being read
    connect(m_tabs, &EditorTabs::opened, once, [this, once, fix](const QString &path) {
        if (path != fix.file)
            return;
        once->deleteLater();
        change(fix);
    });
}

void QuickFixFlow::change(const QuickFix &fix)
{
    if (m_tabs->applyEdits(fix.file, fix.edits) == EditOutcome::Refused)
        emit failed({ErrorCode::Io, tr("This file cannot be changed here: %1").arg(QFileInfo(fix.file).fileName()), fix.file, {}});
}

} // namespace lathe
