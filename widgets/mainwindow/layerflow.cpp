// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/layerflow.h"
#include "common/noticebar.h"
#include "core/figuretext.h"
#include "items/visibletext.h"
#include "session/buildcontroller.h"
#include <QPushButton>

namespace lathe {

LayerFlow::LayerFlow(Session &session, NoticeBar &news, QObject *window) : QObject(window), m_session(session), m_layers(session.layers()), m_news(news)
{
    connect(&m_layers, &LayerController::built, this, &LayerFlow::showBuilt);
    connect(&m_layers, &LayerController::failed, this, &LayerFlow::showFailure);
    connect(&session.builds(), &BuildController::failed, this, &LayerFlow::showFailure);
    connect(&session.builds(), &BuildController::built, this, [this](const QString &function, QStringList warnings) {
        for (QString &warning : warnings)
            warning = visibleText(warning);
        m_news.showNotice(warnings.isEmpty() ? NoticeBar::Severity::Success : NoticeBar::Severity::Warning, tr("Built: %1").arg(visibleText(function)), warnings.join(u'\n'));
        m_done = warnings.isEmpty() ? m_news.text() : QString();
    });
    connect(&m_layers, &LayerController::exported, this, &LayerFlow::showExported);
    connect(&m_layers, &LayerController::removed, this, [this](const QString &name) { offerUndo(tr("Layer removed: %1").arg(visibleText(name))); });
    connect(&m_layers, &LayerController::detached, this, [this](const QString &name, const QString &function) { offerUndo(tr("Layer detached from %1: %2").arg(visibleText(function), visibleText(name))); });
    connect(&m_layers, &LayerController::edited, this, &LayerFlow::settle);
    connect(&session.runs(), &RunController::started, this, [this] {
        if (!m_done.isEmpty() && m_news.text() == std::exchange(m_done, QString()))
            m_news.dismiss();
    });
    connect(&session, &Session::projectChanged, this, [this] {
        if (m_attach)
            for (const LayerLink &link : m_layers.linksOf(m_session.currentFunction()))
                if (link.name == m_built)
                    m_attach->hide(); // it was attached meanwhile
    });
}

/// Something was done: what was refused before it is of no interest any more.
void LayerFlow::settle()
{
    for (QString *shown : {&m_refusal, &m_undoable})
        if (!shown->isEmpty() && m_news.text() == std::exchange(*shown, QString()))
            m_news.dismiss();
}

void LayerFlow::showBuilt(const LayerInfo &layer, bool fromCache)
{
    bool warn = false;
    QStringList notes;
    for (const LayerNote &note : layer.notes) {
        warn = warn || note.kind == LayerNote::Kind::Warning;
        notes << visibleText(note.text);
    }
    const QString size = sizeText(layer.bytes), name = visibleText(layer.name);
    m_news.showNotice(warn ? NoticeBar::Severity::Warning : NoticeBar::Severity::Success,
        fromCache ? tr("Layer %1 is there again, from the cache: %2").arg(name, size) : tr("Layer %1 is built: %2").arg(name, size), notes.join(u'\n'));
    const QString function = m_session.currentFunction();
    m_built = layer.name;
    if (function.isEmpty())
        return;
    for (const LayerLink &link : m_layers.linksOf(function))
        if (link.name == layer.name) {
            m_done = warn ? QString() : m_news.text();
            return;
        }
    m_attach = m_news.addAction(tr("Attach to %1").arg(visibleText(function)));
    m_attach->setObjectName(QStringLiteral("attachBuilt"));
    connect(m_attach, &QPushButton::clicked, this, [this, layer = layer.name, function] {
        m_attach->hide();
        if (const auto room = m_layers.checkRoom(function, 1); !room)
            m_layers.report(room.error());
        else
            (void)m_layers.attach(function, layer);
    });
}

void LayerFlow::showFailure(const Error &error)
{
    QStringList detail = error.detail.split(u'\n', Qt::SkipEmptyParts).mid(0, 6);
    for (QString &line : detail)
        line = visibleText(line.left(300));
    m_refusal = visibleText(error.text);
    m_news.showNotice(error.code == ErrorCode::Cancelled ? NoticeBar::Severity::Info : NoticeBar::Severity::Error, m_refusal, detail.join(u'\n'));
    if (error.code == ErrorCode::NotTrusted)
        connect(m_news.addAction(tr("Trust This Folder")), &QPushButton::clicked, this, [this] {
            m_session.setTrusted(true);
            m_news.dismiss();
        });
}

void LayerFlow::showExported(const PackageReport &report)
{
    m_news.showNotice(NoticeBar::Severity::Success, tr("Layer exported: %1").arg(visibleText(report.file)), tr("Zipped: %1, CodeSha256 %2").arg(sizeText(report.zipBytes), report.codeSha256()));
}

/// Nothing was asked before, so it can be taken back here; after the next change "Undo" would mean that one.
void LayerFlow::offerUndo(const QString &text)
{
    m_undoable = text;
    m_news.showNotice(NoticeBar::Severity::Info, text);
    QPushButton *undo = m_news.addAction(tr("Undo"));
    undo->setObjectName(QStringLiteral("undoRemove"));
    undo->setAccessibleDescription(text);
    connect(undo, &QPushButton::clicked, this, [this] { (void)m_layers.undo(); });
}

} // namespace lathe
