// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/teststamp.h"
#include "core/atomicfile.h"
#include "runtime/specfromproject.h"
#include "runtime/treefingerprint.h"
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace lathe {

namespace {

constexpr int mostFiles = 2000;
constexpr qint64 mostBytes = 32 * 1024 * 1024;

/// Contents of a tree, in order.
class Contents
{
public:
    explicit Contents(QCryptographicHash &hash) : m_hash(hash) {}

    /// False when it is too much to read.
    bool add(const QString &dir, bool top)
    {
        const QFileInfoList entries = QDir(dir).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
        for (const QFileInfo &info : entries) {
            const QString name = info.fileName();
            if (name == u".git" || name == u"__pycache__" || (top && (name == u"events" || name == u".lathe")))
                continue;
            m_hash.addData((name + u'\n').toUtf8());
            if (info.isSymLink()) {
                m_hash.addData(info.symLinkTarget().toUtf8());
            } else if (info.isDir()) {
                if (name == u"node_modules")
                    m_hash.addData(treeFingerprint({info.filePath()}).toUtf8());
                else if (!add(info.filePath(), false))
                    return false;
            } else if (info.isFile()) {
                m_bytes += info.size();
                if (++m_files > mostFiles || m_bytes > mostBytes)
                    return false;
                m_hash.addData(QByteArray::number(info.size()) + (info.isExecutable() ? 'x' : '-') + readFile(info.filePath(), mostBytes).value_or(QByteArray()));
            }
        }
        return true;
    }

private:
    QCryptographicHash &m_hash;
    int m_files = 0;
    qint64 m_bytes = 0;
};

} // namespace

QString eventStamp(const EventFile &event)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto kept = EventStore(QString()).keep(event);
    if (!kept)
        return {};
    for (const auto &[path, bytes] : kept->files) {
        hash.addData((path + u'\n' + QString::number(bytes.size()) + u'\n').toUtf8());
        hash.addData(bytes);
    }
    return QString::fromLatin1(hash.result().toHex());
}

QString codeStamp(const FunctionDefinition &function)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QStringList dirs{function.codeDir};
    if (const auto spec = functionSpecFor(function)) {
        const FunctionSpec &one = spec->spec;
        hash.addData(QStringList{one.handler, one.runtime, one.architecture, QString::number(one.memoryMib), QString::number(one.timeoutSeconds), QString::number(one.tmpMib)}.join(u'\n').toUtf8());
        for (const auto &[name, value] : one.environment)
            hash.addData((u'\n' + name + u'=' + value).toUtf8());
        dirs = QStringList{one.codeDir} + one.layerDirs;
    }
    hash.addData(function.imageUri.toUtf8());
    for (const QString &dir : std::as_const(dirs))
        if (!dir.isEmpty() && !Contents(hash).add(dir, true))
            hash.addData(treeFingerprint({dir}).toUtf8());
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace lathe
