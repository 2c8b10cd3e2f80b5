// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/packageflow.h"
#include "common/actiontable.h"
#include "common/noticebar.h"
#include "core/figuretext.h"
#include "core/limits.h"
#include "items/visibletext.h"
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLocale>
#include <QPushButton>

namespace lathe {

PackageFlow::PackageFlow(Session &session, ActionTable &actions, NoticeBar &news, QWidget *window)
    : QObject(window), m_session(session), m_actions(actions), m_news(news), m_window(window), m_folder(QDir::homePath())
{
    for (auto signal : {&Session::projectOpened, &Session::projectChanged, &Session::projectClosed, &Session::currentFunctionChanged})
        connect(&session, signal, this, &PackageFlow::refreshAction);
    connect(&session.packages(), &PackageSaver::stateChanged, this, &PackageFlow::refreshAction);
    connect(&session.packages(), &PackageSaver::saved, this, &PackageFlow::showSaved);
    connect(&session.packages(), &PackageSaver::failed, this, &PackageFlow::showFailure);
    refreshAction();
}

void PackageFlow::refreshAction()
{
    QAction *action = m_actions.action(Act::Package);
    const Availability can = m_session.packages().canSave();
    action->setEnabled(can.ok);
    action->setToolTip(QStringLiteral("<p>%1</p>").arg(visibleText(can.ok ? action->statusTip() : can.why).toHtmlEscaped()));
}

void PackageFlow::ask()
{
    auto *dialog = new QFileDialog(m_window, tr("Save Package"), m_folder, tr("Zip archives (*.zip)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("zip"));
    dialog->selectFile(m_session.packages().suggestedName());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_folder = QFileInfo(file).path();
        m_session.packages().save(file);
    });
    dialog->open();
}

void PackageFlow::showSaved(const PackageReport &report, const QString &key, const QStringList &warnings)
{
    const QLocale locale;
    const bool tooLarge = report.zipBytes > limits::zipDirectBytes;
    QString detail = tr("Files: %1, zipped: %2, unzipped: %3, CodeSha256: %4")
                         .arg(locale.toString(report.entries.size()), sizeText(report.zipBytes),
                             sizeText(report.unzippedBytes), report.codeSha256());
    if (!key.isEmpty())
        detail += u'\n' + tr("Signed with the key %1.").arg(visibleText(key));
    for (const QString &warning : warnings)
        detail += u'\n' + visibleText(warning);
    if (tooLarge)
        detail += u'\n' + tr("It is over 50 MB: Lambda takes it from a bucket only, not by direct upload.");
    m_news.showNotice(tooLarge || !warnings.isEmpty() ? NoticeBar::Severity::Warning : NoticeBar::Severity::Success, tr("Package saved: %1").arg(visibleText(report.file)), detail);
    connect(m_news.addAction(tr("Copy Path")), &QPushButton::clicked, this, [file = report.file] { QGuiApplication::clipboard()->setText(file); });
}

void PackageFlow::showFailure(const Error &error)
{
    m_news.showNotice(error.code == ErrorCode::Cancelled ? NoticeBar::Severity::Info : NoticeBar::Severity::Error, visibleText(error.text),
        visibleText(error.detail.left(400)));
    if (error.code == ErrorCode::NotTrusted)
        connect(m_news.addAction(tr("Trust This Folder")), &QPushButton::clicked, this, [this] {
            m_session.setTrusted(true);
            m_news.dismiss();
        });
}

} // namespace lathe
