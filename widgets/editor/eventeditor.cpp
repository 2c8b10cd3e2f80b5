// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/eventeditor.h"
#include "common/stylesheet.h"
#include "core/jsontext.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace lathe {

EventEditor::EventEditor(ThemeManager &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_editor(new CodeEditor(theme, this)), m_icon(new QLabel(this)), m_message(new QLabel(this)),
      m_format(new QToolButton(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_editor, 1);
    auto *foot = new QWidget(this);
    setSurface(foot, Surface::Panel);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 0, 4, 0);
    row->setSpacing(8);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setMinimumHeight(28);
    m_format->setIcon(theme.icon(QStringLiteral("format"), IconRole::Muted));
    m_format->setIconSize({16, 16});
    m_format->setProperty("small", true);
    m_format->setToolTip(tr("Format JSON"));
    m_format->setAccessibleName(tr("Format JSON"));
    m_icon->setFixedSize(16, 16);
    row->addWidget(m_icon);
    row->addWidget(m_message, 1);
    row->addWidget(m_format);
    column->addWidget(foot);
    setFocusProxy(m_editor);
    setAccessibleName(tr("Test event"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(120);
    connect(&m_delay, &QTimer::timeout, this, &EventEditor::check);
    connect(m_editor, &CodeEditor::textChanged, this, [this] {
        m_delay.start();
        emit eventChanged();
    });
    connect(m_format, &QToolButton::clicked, this, &EventEditor::format);
    connect(&theme, &ThemeManager::changed, this, &EventEditor::check);
    setEvent({});
}

void EventEditor::setEvent(const QByteArray &json)
{
    DocumentText document;
    document.text = QString::fromUtf8(json);
    // Bytes that are no UTF-8 would come back as others: show, do not edit.
    document.readOnly = document.text.toUtf8() != json;
    document.form.ending = json.contains("\r\n") ? LineEnding::CrLf : LineEnding::Lf;
    m_editor->setDocument(document, QStringLiteral("event.json"));
    check();
}

QByteArray EventEditor::eventBytes()
{
    m_editor->commitComposition();
    return m_editor->text().toUtf8();
}

void EventEditor::check()
{
    m_delay.stop();
    const QByteArray json = m_editor->text().toUtf8();
    const bool empty = json.trimmed().isEmpty();
    const auto error = empty ? std::nullopt : jsontext::check(json);
    const bool was = m_valid;
    m_valid = !error;
    QList<Diagnostic> diagnostics;
    if (error) {
        // Columns are bytes there and characters here.
        const qsizetype lineStart = json.lastIndexOf('\n', std::max<qsizetype>(0, error->offset - 1)) + 1;
        const QString before = QString::fromUtf8(json.mid(lineStart, std::max<qsizetype>(0, error->offset - lineStart)));
        Diagnostic one;
        one.severity = Severity::Error;
        one.line = error->line;
        one.column = int(before.toUcs4().size()) + 1;
        one.text = error->text;
        diagnostics.append(one);
        m_message->setText(tr("Line %1, column %2: %3").arg(one.line).arg(one.column).arg(error->text));
    } else {
        m_message->setText(empty ? tr("Empty: Run sends {}") : tr("Valid JSON"));
    }
    setMuted(m_message, !error);
    m_icon->setPixmap(m_theme.icons().pixmap(error ? QStringLiteral("error") : QStringLiteral("check"),
                                             error ? IconRole::Error : IconRole::Muted, 16, devicePixelRatioF()));
    m_format->setEnabled(!error && !empty);
    m_editor->setDiagnostics(diagnostics);
    if (was != m_valid)
        emit validityChanged(m_valid);
}

QString EventEditor::problem() const
{
    return m_valid ? QString() : m_message->text();
}

void EventEditor::format()
{
    m_editor->commitComposition();
    const QByteArray json = m_editor->text().toUtf8();
    const QByteArray pretty = jsontext::pretty(json);
    if (pretty != json)
        m_editor->replaceText(QString::fromUtf8(pretty));
    check();
}

} // namespace lathe
