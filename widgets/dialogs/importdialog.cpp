// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/importdialog.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "items/visibletext.h"
#include "session/packageimporter.h"
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace lathe {

ImportDialog::ImportDialog(ThemeManager &theme, Session &session, const QString &folder, QWidget *parent)
    : QDialog(parent), m_session(session), m_folder(folder), m_notice(new NoticeBar(theme, this)), m_text(new QLabel(this)), m_progress(new QProgressBar(this))
{
    setWindowTitle(tr("Import a Package"));
    setAcceptDrops(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(8);
    auto *title = new QLabel(tr("Import a Package"), this);
    title->setFont(theme.type().font(TextRole::Title));
    column->addWidget(title);
    column->addWidget(m_notice);
    column->addWidget(m_fromZip = new QRadioButton(tr("A zip"), this));
    m_zip = addField(column, QStringLiteral("importZip"), tr("Zip to import"), &ImportDialog::browseZip);
    QString target;
    for (const DeployTargetInfo &info : session.deploys().targets())
        if (info.id == session.deploys().currentTarget())
            target = info.title;
    m_zip->setPlaceholderText(tr("Drop a zip here, or browse"));
    column->addWidget(m_fromFunction = new QRadioButton(tr("A deployed function; target: %1").arg(visibleText(target)), this));
    m_function = addField(column, QStringLiteral("importFunction"), tr("Name of the function"), nullptr);
    m_function->setPlaceholderText(tr("Name of the function"));
    auto *into = new QLabel(tr("Into the new folder"), this);
    column->addWidget(into);
    m_target = addField(column, QStringLiteral("importFolder"), tr("Into the new folder"), &ImportDialog::browseFolder);
    into->setBuddy(m_target);
    m_text->setTextFormat(Qt::PlainText);
    setMuted(m_text);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    column->addWidget(m_text);
    column->addWidget(m_progress);
    column->addSpacing(8);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    row->addWidget(m_cancel = new QPushButton(tr("Cancel"), this));
    row->addWidget(m_import = new QPushButton(tr("Import"), this));
    m_cancel->setObjectName(QStringLiteral("cancelImport"));
    m_import->setObjectName(QStringLiteral("startImport"));
    setButtonRole(m_import, ButtonRole::Primary);
    m_import->setDefault(true);
    m_cancel->setAutoDefault(false);
    column->addLayout(row);
    setMinimumWidth(520);
    m_fromZip->setChecked(true);
    connect(m_cancel, &QPushButton::clicked, this, &ImportDialog::reject);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::start);
    for (QLineEdit *edit : {m_zip, m_function})
        connect(edit, &QLineEdit::textChanged, this, &ImportDialog::suggest);
    connect(m_target, &QLineEdit::textChanged, this, &ImportDialog::showState);
    connect(m_fromZip, &QRadioButton::toggled, this, &ImportDialog::suggest);
    PackageImporter &imports = session.imports();
    connect(&imports, &PackageImporter::stateChanged, this, &ImportDialog::showState);
    connect(&imports, &PackageImporter::progressed, this, [this](const QString &text, double fraction) {
        m_text->setText(visibleText(text));
        m_progress->setRange(0, fraction < 0 ? 0 : 1000);
        m_progress->setValue(int(1000 * fraction));
    });
    connect(&imports, &PackageImporter::failed, this, [this](const Error &error) {
        m_notice->showNotice(error.code == ErrorCode::Cancelled ? NoticeBar::Severity::Info : NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail.left(300)));
    });
    connect(&imports, &PackageImporter::imported, this, [this](const PackageImport &made) {
        emit imported(made.dir);
        accept();
    });
    suggest();
    m_zip->setFocus();
}

QLineEdit *ImportDialog::addField(QVBoxLayout *column, const QString &name, const QString &label, void (ImportDialog::*browse)())
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *edit = new QLineEdit(this);
    edit->setObjectName(name);
    edit->setAccessibleName(label);
    row->addWidget(edit, 1);
    if (browse) {
        auto *button = new QPushButton(tr("Browse…"), this);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, browse);
        row->addWidget(button);
    }
    column->addLayout(row);
    return edit;
}

/// The folder follows the source until somebody writes another one.
void ImportDialog::suggest()
{
    const bool zip = m_fromZip->isChecked();
    const QString name = zip ? QFileInfo(m_zip->text().trimmed()).completeBaseName() : m_function->text().trimmed().section(u':', zip ? 0 : -1, -1).section(u'/', -1);
    if (m_target->text() == m_suggested) {
        QString dir = name.isEmpty() ? QString() : m_folder + u'/' + name;
        for (int n = 2; !name.isEmpty() && QFileInfo::exists(dir); ++n)
            dir = QStringLiteral("%1/%2-%3").arg(m_folder, name).arg(n);
        m_suggested = dir;
        m_target->setText(dir);
    }
    showState();
}

void ImportDialog::showState()
{
    const bool busy = m_session.imports().isBusy(), zip = m_fromZip->isChecked();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_fromZip, m_fromFunction, m_target})
        widget->setEnabled(!busy);
    m_zip->setEnabled(zip && !busy);
    m_function->setEnabled(!zip && !busy);
    m_import->setEnabled(!busy && !m_target->text().trimmed().isEmpty() && !(zip ? m_zip : m_function)->text().trimmed().isEmpty());
    m_text->setVisible(busy);
    m_progress->setVisible(busy);
}

void ImportDialog::start()
{
    m_notice->dismiss();
    if (m_fromZip->isChecked())
        m_session.imports().importZip(m_zip->text().trimmed(), m_target->text().trimmed());
    else
        m_session.imports().importDeployed(m_function->text().trimmed(), m_target->text().trimmed());
}

/// The first Cancel ends the import, the next one closes.
void ImportDialog::reject()
{
    if (m_session.imports().isBusy())
        m_session.imports().cancel();
    else
        QDialog::reject();
}

void ImportDialog::setZip(const QString &file)
{
    m_fromZip->setChecked(true);
    m_zip->setText(file);
    m_import->setFocus();
}

void ImportDialog::browseZip()
{
    auto *dialog = new QFileDialog(this, tr("Import a Package"), QDir::homePath(), tr("Zip archives (*.zip)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportDialog::setZip);
    dialog->open();
}

void ImportDialog::browseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Import a Package"), m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_target, &QLineEdit::setText);
    dialog->open();
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.constFirst().isLocalFile() && !m_session.imports().isBusy())
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->accept();
    setZip(event->mimeData()->urls().value(0).toLocalFile());
}

} // namespace lathe
