// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/settingflow.h"
#include "common/noticebar.h"
#include "editor/editortabs.h"
#include "core/atomicfile.h"
#include "items/visibletext.h"
#include "project/plaintemplate.h"
#include "session/documentfile.h"
#include <QFile>
#include <QFileInfo>
#include <QPushButton>

namespace lathe {

SettingFlow::SettingFlow(Session &session, EditorTabs &tabs, NoticeBar &news, QObject *window)
    : QObject(window), m_session(session), m_tabs(tabs), m_news(news)
{
}

/// One edit: what is between the common beginning and the common end.
static TextEdit difference(const QString &before, const QString &after)
{
    qsizetype start = 0, end = 0;
    const qsizetype least = qMin(before.size(), after.size());
    while (start < least && before.at(start) == after.at(start))
        ++start;
    while (end < least - start && before.at(before.size() - 1 - end) == after.at(after.size() - 1 - end))
        ++end;
    return {start, before.size() - start - end, after.mid(start, after.size() - start - end)};
}

Result<> SettingFlow::write(const SettingChange &change)
{
    const FunctionDefinition *function = m_session.hasProject() ? m_session.project().function(m_session.currentFunction()) : nullptr;
    if (!function)
        return {};
    if (m_session.project().kind == ProjectKind::Plain)
        return writeTemplate(change);
    const QString file = function->file;
    std::optional<QString> open = m_tabs.openText(file);
    const auto document = open ? Result<DocumentText>(DocumentText()) : loadDocument(file);
    if (!document)
        return tl::unexpected(document.error());
    const QString before = open ? *open : document->text;
    const auto after = withSetting(before.toUtf8(), file, m_session.project().kind, function->name, change);
    if (!after)
        return tl::unexpected(after.error());
    const QString text = QString::fromUtf8(*after);
    if (open) {
        if (m_tabs.applyEdits(file, {difference(before, text)}) == EditOutcome::Refused)
            return fail(ErrorCode::Io, tr("%1 could not be changed.").arg(visibleText(file)));
        return {};
    }
    if (const auto saved = saveDocument(file, text, document->form); !saved)
        return saved;
    m_session.noteSaved(file);
    return {};
}

/// A plain folder gets a template, for its settings have no other place; it goes again with Undo, unless somebody changed it.
Result<> SettingFlow::writeTemplate(const SettingChange &change)
{
    const QString file = m_session.project().root + QStringLiteral("/template.yaml");
    const auto made = templateOfPlainFolder(m_session.project());
    if (!made)
        return tl::unexpected(made.error());
    const auto text = withSetting(made->yaml, file, ProjectKind::Sam, made->function, change);
    if (!text)
        return tl::unexpected(text.error());
    if (QFileInfo::exists(file))
        return fail(ErrorCode::AlreadyExists, tr("There is a template.yaml that is no template; the change has to be written by hand."));
    if (const auto written = writeFileAtomically(file, *text); !written)
        return written;
    m_session.reloadProject();
    m_session.refreshFiles();
    m_news.showNotice(NoticeBar::Severity::Info, tr("template.yaml was made: settings stand there."));
    QPushButton *undo = m_news.addAction(tr("Undo"));
    undo->setObjectName(QStringLiteral("undoTemplate"));
    connect(undo, &QPushButton::clicked, this, [this, file, text = *text] {
        m_news.dismiss();
        if (const auto now = readFile(file, text.size() + 1); now && *now == text)
            QFile::remove(file);
        m_session.reloadProject();
        m_session.refreshFiles();
    });
    return {};
}

void SettingFlow::change(const SettingChange &change)
{
    if (!m_session.hasProject()) // a field that is left because its folder is closed
        return;
    if (const auto done = write(change); !done)
        m_news.showNotice(NoticeBar::Severity::Error, visibleText(done.error().text), visibleText(done.error().detail.left(400)));
    else if (m_session.project().kind != ProjectKind::Plain)
        m_news.dismiss();
}

} // namespace lathe
