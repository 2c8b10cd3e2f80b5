// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/signingkeysdialog.h"
#include "common/noticebar.h"
#include "common/stylesheet.h"
#include "items/visibletext.h"
#include "session/keyring.h"
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace lathe {

static constexpr int nameRole = Qt::UserRole;
static constexpr int signsRole = Qt::UserRole + 1;

SigningKeysDialog::SigningKeysDialog(ThemeManager &theme, Session &session, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_session(session), m_notice(new NoticeBar(theme, this)), m_list(new QListWidget(this))
{
    setWindowTitle(tr("Signing Keys"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    auto *title = new QLabel(tr("Signing Keys"), this);
    title->setFont(theme.type().font(TextRole::Title));
    column->addWidget(title);
    auto *hint = new QLabel(tr("Packages that are saved or deployed from this folder are signed with the key that is marked. Private keys never leave this computer."), this);
    hint->setWordWrap(true);
    setMuted(hint);
    column->addWidget(hint);
    column->addWidget(m_notice);
    m_list->setObjectName(QStringLiteral("signingKeys"));
    m_list->setAccessibleName(tr("Signing Keys"));
    m_list->setMinimumHeight(5 * 28);
    column->addWidget(m_list, 1);
    column->addWidget(makeNew());
    column->addWidget(makeButtons());
    setMinimumWidth(560);
    KeyRing &keys = session.keys();
    connect(&keys, &KeyRing::changed, this, &SigningKeysDialog::showKeys);
    connect(&keys, &KeyRing::busyChanged, this, &SigningKeysDialog::showState);
    connect(&keys, &KeyRing::failed, this, [this](const Error &error) { m_notice->showNotice(NoticeBar::Severity::Error, visibleText(error.text), visibleText(error.detail.left(300))); });
    connect(&keys, &KeyRing::made, this, [this](const QString &name) {
        m_name->clear();
        m_notice->showNotice(NoticeBar::Severity::Success, tr("Key made: %1").arg(visibleText(name)));
        m_session.deploys().setSigningKey(name);
        m_wanted = name;
        showKeys();
    });
    connect(&keys, &KeyRing::exported, this, [this](const QString &file) { m_notice->showNotice(NoticeBar::Severity::Success, tr("Certificate written: %1").arg(visibleText(file)), tr("Who has it can trust this key, but not sign.")); });
    connect(m_list, &QListWidget::itemActivated, this, &SigningKeysDialog::chooseKey);
    connect(m_list, &QListWidget::itemClicked, this, &SigningKeysDialog::chooseKey);
    connect(m_list, &QListWidget::currentRowChanged, this, &SigningKeysDialog::showState);
    keys.refresh();
    showKeys();
    m_name->setFocus();
}

QWidget *SigningKeysDialog::makeNew()
{
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_name = new QLineEdit(box);
    m_name->setObjectName(QStringLiteral("keyName"));
    m_name->setPlaceholderText(tr("Name of a new key"));
    m_name->setAccessibleName(tr("Name of a new key"));
    m_algorithm = new QComboBox(box);
    m_algorithm->setAccessibleName(tr("Algorithm"));
    m_algorithm->addItem(QStringLiteral("ECDSA P-256"), int(SigningKeys::Algorithm::EcdsaP256));
    m_algorithm->addItem(QStringLiteral("RSA 3072"), int(SigningKeys::Algorithm::Rsa3072));
    m_make = new QPushButton(tr("Make Key"), box);
    m_make->setObjectName(QStringLiteral("makeKey"));
    setButtonRole(m_make, ButtonRole::Primary);
    m_make->setDefault(true);
    row->addWidget(m_name, 1);
    row->addWidget(m_algorithm);
    row->addWidget(m_make);
    connect(m_name, &QLineEdit::textChanged, this, &SigningKeysDialog::showState);
    connect(m_make, &QPushButton::clicked, this, &SigningKeysDialog::createKey);
    return box;
}

QWidget *SigningKeysDialog::makeButtons()
{
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto button = [&](const QString &text, void (SigningKeysDialog::*slot)()) {
        auto *one = new QPushButton(text, box);
        one->setAutoDefault(false);
        connect(one, &QPushButton::clicked, this, slot);
        row->addWidget(one);
        return one;
    };
    m_export = button(tr("Export Certificate…"), &SigningKeysDialog::exportKey);
    button(tr("Trust a Certificate…"), &SigningKeysDialog::trustKey);
    m_remove = button(tr("Remove"), &SigningKeysDialog::removeKey);
    m_remove->setObjectName(QStringLiteral("removeKey"));
    row->addStretch(1);
    auto *close = new QPushButton(tr("Close"), box);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    row->addWidget(close);
    return box;
}

QString SigningKeysDialog::current() const
{
    return m_list->currentItem() ? m_list->currentItem()->data(nameRole).toString() : QString();
}

void SigningKeysDialog::showKeys()
{
    const QString wanted = m_wanted.isEmpty() ? current() : m_wanted, chosen = m_session.deploys().signingKey();
    m_list->clear();
    const auto add = [&](const QString &text, const QString &name, bool signs, const QString &tip) {
        auto *item = new QListWidgetItem(text, m_list);
        item->setData(nameRole, name);
        item->setData(signsRole, signs);
        item->setToolTip(tip);
        item->setSizeHint({0, 28});
        item->setIcon(m_theme.icon(signs && name == chosen ? QStringLiteral("check") : QStringLiteral("lock"), signs && name == chosen ? IconRole::Accent : IconRole::Muted));
        if (name == wanted)
            m_list->setCurrentItem(item);
    };
    add(tr("No signature"), {}, true, tr("Packages are not signed"));
    for (const SigningKey &key : m_session.keys().keys()) {
        const QString facts = tr("%1, made %2").arg(key.algorithm, key.created.date().toString(Qt::ISODate));
        add(QStringLiteral("%1   %2").arg(visibleText(key.name), key.canSign ? facts : tr("%1, trusted; cannot sign here").arg(facts)), key.name, key.canSign, QStringLiteral("SHA-256 %1").arg(QString::fromLatin1(key.fingerprint)));
    }
    m_wanted.clear();
    showState();
}

void SigningKeysDialog::showState()
{
    const bool key = !current().isEmpty(), busy = m_session.keys().isBusy();
    m_make->setEnabled(!m_name->text().trimmed().isEmpty() && !busy);
    m_export->setEnabled(key && !busy);
    m_remove->setEnabled(key && !busy);
}

void SigningKeysDialog::createKey()
{
    m_session.keys().create(m_name->text().trimmed(), SigningKeys::Algorithm(m_algorithm->currentData().toInt()));
}

void SigningKeysDialog::chooseKey()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    if (!item->data(signsRole).toBool())
        return m_notice->showNotice(NoticeBar::Severity::Info, tr("Only the certificate of %1 is here: packages signed with it are known, but none can be signed.").arg(visibleText(current())));
    m_session.deploys().setSigningKey(current());
    m_wanted = current();
    QMetaObject::invokeMethod(this, &SigningKeysDialog::showKeys, Qt::QueuedConnection); // not while the list tells of its item
}

void SigningKeysDialog::exportKey()
{
    auto *dialog = new QFileDialog(this, tr("Export Certificate"), QDir::homePath(), tr("Certificates (*.crt)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("crt"));
    dialog->selectFile(current() + QStringLiteral(".crt"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, name = current()](const QString &file) { m_session.keys().exportCertificate(name, file); });
    dialog->open();
}

void SigningKeysDialog::trustKey()
{
    auto *dialog = new QFileDialog(this, tr("Trust a Certificate"), QDir::homePath(), tr("Certificates (*.crt *.pem)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) { m_session.keys().trust(QFileInfo(file).completeBaseName(), file); });
    dialog->open();
}

/// A key that is gone signs nothing any more and cannot be made again: asked for first.
void SigningKeysDialog::removeKey()
{
    const QString name = current();
    m_notice->showNotice(NoticeBar::Severity::Warning, tr("Remove the key %1? It cannot be made again.").arg(visibleText(name)));
    QPushButton *remove = m_notice->addAction(tr("Remove"));
    remove->setObjectName(QStringLiteral("confirmRemoveKey"));
    setButtonRole(remove, ButtonRole::Danger);
    connect(remove, &QPushButton::clicked, this, [this, name] {
        m_notice->dismiss();
        if (m_session.deploys().signingKey() == name)
            m_session.deploys().setSigningKey({});
        m_session.keys().remove(name);
    });
    remove->setFocus();
}

} // namespace lathe
