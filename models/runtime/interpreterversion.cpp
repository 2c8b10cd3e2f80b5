// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/interpreterversion.h"
#include "core/atomicfile.h"
#include "core/paths.h"
#include "core/timeouts.h"
#include "process/childprocess.h"
#include <QFile>
#include <sys/stat.h>

namespace lathe {

static QString headerValueOf(const QByteArray &header, const char *name)
{
    const QByteArray key = QByteArray("#define ") + name + ' ';
    const qsizetype at = header.indexOf(key);
    if (at < 0)
        return {};
    const qsizetype end = header.indexOf('\n', at);
    const QByteArray value = header.mid(at + key.size(), end - at - key.size()).trimmed();
    bool number = false;
    value.toInt(&number);
    return number ? QString::fromLatin1(value) : QString();
}

/// Length of the "3.12.1" that `text` begins with; 0 when it does not. No regular expression: compiling one takes longer
/// than all the rest of the search, and this is on the way of every one-shot run.
static qsizetype versionLength(QStringView text)
{
    qsizetype at = 0;
    for (int part = 0; part < 3; ++part) {
        if (part > 0 && (at >= text.size() || text[at++] != u'.'))
            return 0;
        const qsizetype start = at;
        while (at < text.size() && text[at] >= u'0' && text[at] <= u'9')
            ++at;
        if (at == start)
            return 0;
    }
    return at;
}

/// Of a JDK's file "release": JAVA_VERSION="17.0.9", "21", "1.8.0_392"; always three parts, the first one as Lambda counts.
static QString javaVersionOf(const QString &home)
{
    QFile release(home + QStringLiteral("/release"));
    if (!release.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = '\n' + release.read(64 * 1024), key = "\nJAVA_VERSION=\"";
    const qsizetype at = text.indexOf(key);
    if (at < 0)
        return {};
    return javaVersion(QString::fromLatin1(text.mid(at + key.size(), text.indexOf('"', at + key.size()) - at - key.size())));
}

QString javaVersion(const QString &text)
{
    QStringList parts = text.section(u'-', 0, 0).section(u'+', 0, 0).replace(u'_', u'.').split(u'.');
    if (parts.first() == u"1" && parts.size() > 1)
        parts.removeFirst();
    for (const QString &part : parts)
        if (bool number = false; part.toInt(&number), !number)
            return {};
    while (parts.size() < 3)
        parts.append(QStringLiteral("0"));
    return parts.first(3).join(u'.');
}

QString versionFromPath(RuntimeFamily family, const QString &executable, const QString &label)
{
    if (family == RuntimeFamily::Java) // the folders of its managers are named by vendor: "temurin-21.0.2", "21.0.2-tem"
        return javaVersionOf(executable.section(u'/', 0, -3));
    // "3.12.1", "v20.20.2", "cpython-3.12.1-linux-x86_64-gnu"; not "latest" or "myenv"
    QStringView bare = label;
    for (const QLatin1String prefix : {QLatin1String("node-v"), QLatin1String("node-"), QLatin1String("cpython-"), QLatin1String("ruby-"), QLatin1String("v")}) {
        if (bare.startsWith(prefix)) {
            bare = bare.mid(prefix.size());
            break;
        }
    }
    if (const qsizetype length = versionLength(bare); length > 0 && (length == bare.size() || bare[length] == u'-' || bare[length] == u'+'))
        return bare.first(length).toString();
    const QString name = executable.section(u'/', -1);
    if (family == RuntimeFamily::Python)
        return name.startsWith(QLatin1String("python3.")) ? name.mid(6) : QString();
    if (family == RuntimeFamily::Ruby)
        return name.size() > 4 && name.startsWith(QLatin1String("ruby")) ? name.mid(4) : QString();
    QFile header(executable.section(u'/', 0, -3) + QStringLiteral("/include/node/node_version.h"));
    if (!header.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = header.read(64 * 1024);
    const QString major = headerValueOf(text, "NODE_MAJOR_VERSION"), minor = headerValueOf(text, "NODE_MINOR_VERSION"),
                  patch = headerValueOf(text, "NODE_PATCH_VERSION");
    return major.isEmpty() || minor.isEmpty() || patch.isEmpty() ? QString() : major + u'.' + minor + u'.' + patch;
}

QString runtimesFolder()
{
    return paths::data() + QStringLiteral("/runtimes");
}

QString sdkFolder()
{
    return runtimesFolder() + QStringLiteral("/aws-sdk-js");
}

QString interpreterCacheFile()
{
    return paths::cache() + QStringLiteral("/interpreters");
}

static QString keyOf(const QString &executable)
{
    struct stat st = {};
    if (stat(QFile::encodeName(executable).constData(), &st) != 0)
        return {};
    return executable + u'\t' + QString::number(st.st_size) + u'\t' + QString::number(st.st_mtim.tv_sec) + u'.'
        + QString::number(st.st_mtim.tv_nsec);
}

void InterpreterVersions::load()
{
    m_loaded = true;
    if (m_file.isEmpty() || !QFile::exists(m_file))
        return;
    const Result<QByteArray> bytes = readFile(m_file, 1024 * 1024);
    if (!bytes)
        return;
    for (const QByteArray &line : bytes->split('\n')) {
        const qsizetype tab = line.lastIndexOf('\t');
        if (tab > 0)
            m_versions.insert(QString::fromUtf8(line.first(tab)), QString::fromUtf8(line.mid(tab + 1)));
    }
}

static QStringList questionFor(RuntimeFamily family)
{
    if (family == RuntimeFamily::Python)
        return {QStringLiteral("-I"), QStringLiteral("-S"), QStringLiteral("-c"),
            QStringLiteral("import sys; print('%d.%d.%d' % sys.version_info[:3])")};
    if (family == RuntimeFamily::Ruby)
        return {QStringLiteral("--disable-gems"), QStringLiteral("-e"), QStringLiteral("print RUBY_VERSION")};
    return {QStringLiteral("--version")};
}

QString InterpreterVersions::of(RuntimeFamily family, const QString &executable)
{
    if (!m_loaded)
        load();
    const QString key = keyOf(executable);
    if (key.isEmpty())
        return {};
    if (const auto known = m_versions.constFind(key); known != m_versions.constEnd())
        return *known;
    ChildSpec child;
    child.program = executable;
    child.args = questionFor(family);
    child.workingDir = QStringLiteral("/");
    child.env = {{QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin")}};
    child.timeout = timeouts::interpreterProbe;
    child.maxOutputBytes = 4096;
    const Result<ChildOutcome> outcome = runChildBlocking(child);
    QString version;
    if (outcome && outcome->status == 0) {
        version = QString::fromLatin1(outcome->output).trimmed();
        if (version.startsWith(u'v'))
            version.remove(0, 1);
        if (family == RuntimeFamily::Java) // "openjdk 17.0.9 2023-10-17 …", or "openjdk version "17.0.9" …"
            version = javaVersion(version.section(u'\n', 0, 0).remove(u'"').remove(QStringLiteral("version ")).section(u' ', 1, 1));
        if (version.isEmpty() || versionLength(version) != version.size())
            version.clear();
    }
    if (!version.isEmpty()) {
        m_versions.insert(key, version);
        m_changed = true;
    }
    return version;
}

void InterpreterVersions::save()
{
    if (!m_changed || m_file.isEmpty())
        return;
    m_changed = false;
    QByteArray text;
    for (auto it = m_versions.cbegin(); it != m_versions.cend(); ++it)
        text += it.key().toUtf8() + '\t' + it.value().toUtf8() + '\n';
    if (paths::makePrivate(m_file.section(u'/', 0, -2)))
        (void)writeFileAtomically(m_file, text, 0600);
}

} // namespace lathe
