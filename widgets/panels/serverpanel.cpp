// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/serverpanel.h"
#include "common/emptystate.h"
#include "common/statuschip.h"
#include "common/stylesheet.h"
#include "core/loopback.h"
#include "panels/rowdelegate.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>

namespace lathe {

ServerPanel::ServerPanel(ThemeManager &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_chip(new StatusChip(theme, this)), m_where(new QLabel(this)),
      m_copy(new QPushButton(tr("Copy Shell Variables"), this)), m_view(new QTreeView(this))
{
    setSurface(this, Surface::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(12, 4, 12, 4);
    top->setSpacing(8);
    m_where->setTextFormat(Qt::PlainText);
    m_where->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_where->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setMuted(m_where);
    m_copy->setToolTip(tr("Copies AWS_ENDPOINT_URL, the access keys of this endpoint and AWS_REGION for a shell"));
    top->addWidget(m_chip);
    top->addWidget(m_where, 1);
    top->addWidget(m_copy);
    column->addLayout(top);
    m_view->setModel(&m_requests);
    m_view->setObjectName(QStringLiteral("requests"));
    m_view->setAccessibleName(tr("Requests"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setItemDelegate(new RowDelegate(theme, [](const QModelIndex &index) {
        RowFace face;
        face.muted = index.column() != RequestLogModel::PathColumn;
        if (index.column() == RequestLogModel::StatusColumn && index.data(RequestLogModel::FailedRole).toBool()) {
            face.icon = QStringLiteral("error");
            face.iconRole = IconRole::Error;
        }
        return face;
    }, m_view));
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(RequestLogModel::PathColumn, QHeaderView::Stretch);
    for (const int section : {RequestLogModel::TimeColumn, RequestLogModel::MethodColumn, RequestLogModel::StatusColumn, RequestLogModel::DurationColumn})
        m_view->header()->resizeSection(section, 80);
    m_view->setMinimumHeight(28);
    column->addWidget(m_view, 1);
    auto *none = new EmptyState(theme, QStringLiteral("server"), this);
    none->setText(tr("No request yet"), tr("What AWS clients ask of this endpoint appears here."));
    none->standInFor(m_view);
    column->addWidget(none, 1);

    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_session.endpointEnvironment()); });
    connect(&session, &Session::requestServed, this, [this](const QString &method, const QString &path, int status, double ms) {
        const QScrollBar *bar = m_view->verticalScrollBar();
        const bool atEnd = bar->value() >= bar->maximum() - 4;
        m_requests.append(method, path, status, ms);
        if (atEnd)
            m_view->scrollToBottom();
    });
    connect(&session, &Session::endpointListening, this, &ServerPanel::refresh);
    connect(&session, &Session::endpointFailed, this, &ServerPanel::showFailure);
    refresh();
}

void ServerPanel::refresh()
{
    const quint16 port = m_session.endpointPort();
    m_copy->setEnabled(port != 0);
    if (port == 0) {
        m_chip->set(StatusChip::Hue::Neutral, tr("starting"), QStringLiteral("clock"));
        m_where->clear();
        return;
    }
    m_chip->set(StatusChip::Hue::Local, QStringLiteral("127.0.0.1:%1").arg(port));
    m_where->setText(!m_session.isEndpointReachable() ? loopbackRemedy() : m_session.ownsEndpoint() ? tr("Any AWS client can call this endpoint with its keys.") : tr("Another Lathe serves these functions; this window uses it."));
    m_where->setToolTip(m_where->text()); // cut in a narrow panel
}

void ServerPanel::showFailure(const Error &error)
{
    m_chip->set(StatusChip::Hue::Error, tr("not running"), QStringLiteral("error"));
    m_where->setText(error.text);
    m_where->setToolTip(error.detail.toHtmlEscaped());
    m_copy->setEnabled(false);
}

} // namespace lathe
