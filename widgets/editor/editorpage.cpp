// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editorpage.h"
#include <QFileInfo>
#include <QPushButton>
#include <QVBoxLayout>

namespace lathe {

EditorPage::EditorPage(ThemeManager &theme, const QString &path, QWidget *parent)
    : QWidget(parent), m_path(path), m_editor(new CodeEditor(theme, this)), m_find(new FindBar(theme, m_editor, this)),
      m_notice(new NoticeBar(theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_find);
    column->addWidget(m_editor, 1);
    setFocusProxy(m_editor);
    connect(m_editor, &CodeEditor::modifiedChanged, this, &EditorPage::modifiedChanged);
}

void EditorPage::setDocument(DocumentText document)
{
    m_document = std::move(document);
    m_editor->setDocument(m_document, m_path);
    m_loaded = true;
    explainReadOnly();
}

void EditorPage::explainReadOnly()
{
    if (m_document.binary)
        m_notice->showNotice(NoticeBar::Severity::Info, tr("This file is binary; it is shown but cannot be changed here."));
    else if (m_editor->isReadOnly() && m_editor->isPlainMode())
        m_notice->showNotice(NoticeBar::Severity::Info, tr("This file has a line of over 1 MB; it is shown but cannot be changed here."));
    else if (m_editor->isReadOnly())
        m_notice->showNotice(NoticeBar::Severity::Info, tr("This file is read-only."));
    else if (m_editor->isPlainMode())
        m_notice->showNotice(NoticeBar::Severity::Info, tr("This file has very long lines; it is shown without colours."));
}

void EditorPage::restore(const QString &text, int line, int column)
{
    if (m_editor->isReadOnly() || text == m_editor->text())
        return;
    m_editor->replaceText(text);
    m_editor->goTo(line + 1, column + 1);
    m_notice->showNotice(NoticeBar::Severity::Info, tr("Unsaved text of the last session was restored."));
    connect(m_notice->addAction(tr("Keep")), &QPushButton::clicked, m_notice, &NoticeBar::dismiss);
    connect(m_notice->addAction(tr("Discard")), &QPushButton::clicked, this, [this] {
        m_notice->dismiss();
        reload();
    });
}

Result<void> EditorPage::save()
{
    if (!m_loaded)
        return {};
    m_editor->commitComposition();
    if (m_editor->isReadOnly())
        return {};
    const auto hash = saveDocument(m_path, m_editor->text(), m_document.form);
    if (!hash) {
        m_notice->showNotice(NoticeBar::Severity::Error, hash.error().text, hash.error().detail);
        connect(m_notice->addAction(tr("Try Again")), &QPushButton::clicked, this, &EditorPage::save);
        return tl::unexpected<Error>(hash.error());
    }
    m_document.sha256 = *hash;
    m_ignored.clear();
    m_deleted = false;
    if (!m_notice->isHidden())
        m_notice->dismiss();
    m_editor->setSaved();
    emit saved();
    return {};
}

void EditorPage::reload()
{
    auto document = loadDocument(m_path);
    if (!document) {
        m_notice->showNotice(NoticeBar::Severity::Error, document.error().text, document.error().detail);
        return;
    }
    const bool same = !document->binary && !document->readOnly && !m_document.binary && !m_editor->isReadOnly();
    if (same) {
        if (document->text != m_editor->text())
            m_editor->replaceText(document->text);
        m_editor->setSaved();
        m_document = std::move(*document);
    } else {
        setDocument(std::move(*document));
    }
    m_ignored.clear();
    m_deleted = false;
    emit saved();
}

void EditorPage::lookAtDisk()
{
    if (!m_loaded)
        return;
    if (!QFileInfo::exists(m_path)) {
        tellDeleted();
        return;
    }
    const auto theirs = loadDocument(m_path);
    if (!theirs)
        return; // half written or unreadable for now: the next change tells
    if (m_deleted && theirs->sha256 == m_document.sha256) {
        m_deleted = false;
        m_notice->dismiss();
    }
    if (theirs->sha256 == m_document.sha256 || theirs->sha256 == m_ignored)
        return;
    if (!m_editor->isModified() && !m_editor->isComposing()) {
        if (!m_notice->isHidden())
            m_notice->dismiss();
        reload();
        return;
    }
    if (theirs->text == m_editor->text()) { // both did the same
        m_document = *theirs;
        m_editor->setSaved();
        return;
    }
    askAboutChange(*theirs);
}

void EditorPage::askAboutChange(const DocumentText &theirs)
{
    const QString name = QFileInfo(m_path).fileName();
    m_notice->showNotice(NoticeBar::Severity::Warning, tr("Another program changed this file: %1").arg(name),
                         tr("Your text has unsaved changes."));
    connect(m_notice->addAction(tr("Reload")), &QPushButton::clicked, this, [this] {
        m_notice->dismiss();
        reload();
    });
    const QByteArray hash = theirs.sha256;
    connect(m_notice->addAction(tr("Keep Mine")), &QPushButton::clicked, this, [this, hash] {
        m_ignored = hash;
        m_notice->dismiss();
    });
    const QString text = theirs.text;
    connect(m_notice->addAction(tr("Compare")), &QPushButton::clicked, this,
            [this, text] { emit compareRequested(m_editor->text(), text); });
}

void EditorPage::tellDeleted()
{
    if (m_deleted)
        return;
    m_deleted = true;
    m_notice->showNotice(NoticeBar::Severity::Warning, tr("Another program deleted this file: %1").arg(QFileInfo(m_path).fileName()),
                         tr("Its text is still here."));
    connect(m_notice->addAction(tr("Save Again")), &QPushButton::clicked, this, &EditorPage::save);
    connect(m_notice->addAction(tr("Close")), &QPushButton::clicked, this, &EditorPage::closeRequested);
}

} // namespace lathe
