// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/problemspanel.h"
#include "common/emptystate.h"
#include "common/stylesheet.h"
#include "panels/rowdelegate.h"
#include "session/editing/fixfinder.h"
#include <QHeaderView>
#include <QMenu>
#include <QTreeView>
#include <QVBoxLayout>

namespace lathe {

static RowFace problemFace(const QModelIndex &index)
{
    RowFace face;
    if (index.column() == DiagnosticModel::FixColumn) {
        if (index.data(DiagnosticModel::FixRole).toBool())
            face.icon = QStringLiteral("lamp"), face.iconRole = IconRole::Accent;
        return face;
    }
    if (index.column() != DiagnosticModel::TextColumn) {
        face.muted = true;
        return face;
    }
    switch (Severity(index.data(DiagnosticModel::SeverityRole).toInt())) {
    case Severity::Error: face.icon = QStringLiteral("error"), face.iconRole = IconRole::Error; break;
    case Severity::Warning: face.icon = QStringLiteral("warning"), face.iconRole = IconRole::Warning; break;
    case Severity::Hint: face.icon = QStringLiteral("info"), face.iconRole = IconRole::Info; break;
    }
    return face;
}

ProblemsPanel::ProblemsPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_view(new QTreeView(this)), m_none(new EmptyState(theme, QStringLiteral("success"), this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_view->setModel(&m_model);
    m_view->setObjectName(QStringLiteral("problems"));
    m_view->setAccessibleName(tr("Problems"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setItemDelegate(new RowDelegate(theme, problemFace, m_view));
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(DiagnosticModel::TextColumn, QHeaderView::Stretch);
    m_view->header()->setMinimumSectionSize(24);
    m_view->header()->setSectionResizeMode(DiagnosticModel::FixColumn, QHeaderView::Fixed);
    m_view->header()->resizeSection(DiagnosticModel::FixColumn, 32);
    m_view->header()->resizeSection(DiagnosticModel::PlaceColumn, 160);
    m_view->header()->resizeSection(DiagnosticModel::IdColumn, 112);
    column->addWidget(m_none, 1);
    m_view->setMinimumHeight(28);
    column->addWidget(m_view, 1);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ProblemsPanel::showMenu);
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == DiagnosticModel::FixColumn && index.data(DiagnosticModel::FixRole).toBool())
            requestFixes();
        else
            open(index);
    });
    connect(&session.fixes(), &FixFinder::changed, this, [this] { m_model.setFixable(m_session.fixes().fixable()); });
    connect(m_view, &QTreeView::activated, this, &ProblemsPanel::open);
    connect(&session, &Session::diagnosticsChanged, this, &ProblemsPanel::refresh);
    refresh();
}

void ProblemsPanel::refresh()
{
    if (m_session.hasProject())
        m_model.setDiagnostics(m_session.diagnostics(), m_session.project().root);
    else
        m_model.setDiagnostics({}, {});
    m_model.setFixable(m_session.fixes().fixable());
    const bool none = m_model.rowCount() == 0;
    if (m_session.hasProject())
        m_none->setText(tr("No problems found"), tr("Templates, handlers and the syntax of the code are checked as you type."));
    else
        m_none->setText(tr("Open a folder to see its problems"));
    m_none->setVisible(none);
    m_view->setVisible(!none);
    emit countChanged(m_model.count(Severity::Error), m_model.count(Severity::Warning), m_model.rowCount());
}

void ProblemsPanel::open(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const Diagnostic &diagnostic = m_model.at(index.row());
    emit openRequested(diagnostic.file, diagnostic.line, diagnostic.column);
}

bool ProblemsPanel::hasListFocus() const
{
    return m_view->hasFocus();
}

void ProblemsPanel::requestFixes()
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return;
    const QRect cell = m_view->visualRect(current.siblingAtColumn(DiagnosticModel::FixColumn));
    emit fixesRequested(m_model.at(current.row()), m_view->viewport()->mapToGlobal(cell.bottomLeft()));
}

void ProblemsPanel::showMenu(const QPoint &at)
{
    const QModelIndex index = m_view->indexAt(at).isValid() ? m_view->indexAt(at) : m_view->currentIndex();
    if (!index.isValid())
        return;
    m_view->setCurrentIndex(index);
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("problemMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_theme.icon(QStringLiteral("open")), tr("Go to the Place"), this, [this, index] { open(index); });
    QAction *fix = menu->addAction(m_theme.icon(QStringLiteral("lamp")), tr("Quick Fix…"), this, &ProblemsPanel::requestFixes);
    fix->setEnabled(index.data(DiagnosticModel::FixRole).toBool());
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

bool ProblemsPanel::step(int direction)
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return false;
    const QModelIndex current = m_view->currentIndex();
    const int row = current.isValid() ? (current.row() + direction + rows) % rows : (direction > 0 ? 0 : rows - 1);
    m_view->setCurrentIndex(m_model.index(row, 0));
    open(m_model.index(row, 0));
    return true;
}

} // namespace lathe
