// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/wheel.h"
#include "core/atomicfile.h"
#include "core/sha256.h"
#include "core/treeremoval.h"
#include "package/entryrules.h"
#include "package/layer/inputfacts.h"
#include "package/layer/toolbench.h"
#include "package/packagereader.h"
#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <sys/stat.h>

namespace lathe {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

/// The unpacked wheel and its two folders of its own.
class Wheel
{
public:
    Wheel(QString file, QString dir) : m_file(std::move(file)), m_dir(std::move(dir)) {}
    Result<> open();
    Result<> verify();
    Result<> spread();
    Result<> makeEntryPoints();
    Result<> writeRecord();
    QStringList requirements() const;

private:
    tl::unexpected<Error> broken(const QString &why) const
    {
        return fail(ErrorCode::Config, tr("%1 is not a wheel that can be installed: %2.").arg(QFileInfo(m_file).fileName(), why), m_file, QStringLiteral("LTH-LYR-005"));
    }
    QString at(const QString &relative) const { return m_dir + u'/' + relative; }
    Result<> move(const QString &from, const QString &to);

    QString m_file, m_dir;
    QString m_info; ///< "x-1.0.dist-info"
    QList<std::pair<QString, QString>> m_moves;
    QStringList m_made;
};

Result<> Wheel::open()
{
    for (QDirIterator it(m_dir, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories); it.hasNext();)
        if (it.next(); it.fileInfo().isSymLink()) // moved to its place, it would lead elsewhere; the format knows no links
            return broken(tr("it holds the link %1").arg(it.filePath().mid(m_dir.size() + 1)));
    const QStringList infos = QDir(m_dir).entryList({QStringLiteral("*.dist-info")}, QDir::Dirs);
    if (infos.size() != 1)
        return broken(tr("it has no dist-info folder"));
    m_info = infos.constFirst();
    const auto wheel = readFile(at(m_info + QStringLiteral("/WHEEL")), 64 * 1024);
    if (!wheel || !wheel->contains("Wheel-Version: 1."))
        return broken(tr("its format is not version 1"));
    return {};
}

Result<> Wheel::move(const QString &from, const QString &to)
{
    QDir().mkpath(QFileInfo(at(to)).path());
    if (QFileInfo::exists(at(to)))
        return broken(tr("it has %1 twice").arg(to));
    if (::rename(QFile::encodeName(at(from)).constData(), QFile::encodeName(at(to)).constData()) != 0)
        return fail(ErrorCode::Io, tr("The layer cannot be written at %1: %2.").arg(at(to), qt_error_string()));
    m_moves.append({from, to});
    return {};
}

Result<> Wheel::spread()
{
    const QString data = m_info.chopped(10) + QStringLiteral(".data");
    if (!QFileInfo(at(data)).isDir())
        return {};
    QStringList files;
    for (QDirIterator it(at(data), QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories); it.hasNext();)
        files.append(it.next().mid(m_dir.size() + 1));
    files.sort();
    for (const QString &file : files) {
        const QString kind = file.section(u'/', 1, 1), rest = file.section(u'/', 2);
        static const QHash<QString, QString> places = {{QStringLiteral("purelib"), {}}, {QStringLiteral("platlib"), {}}, {QStringLiteral("data"), {}},
                                                       {QStringLiteral("scripts"), QStringLiteral("bin/")}, {QStringLiteral("headers"), QStringLiteral("include/")}};
        if (!places.contains(kind))
            return broken(tr("it has the unknown folder %1").arg(kind));
        if (auto moved = move(file, places.value(kind) + rest); !moved)
            return moved;
        if (kind == QLatin1String("scripts"))
            ::chmod(QFile::encodeName(at(places.value(kind) + rest)).constData(), 0755);
    }
    removeTree(at(data));
    makeScriptsPortable(at(QStringLiteral("bin")), "python3");
    return {};
}

Result<> Wheel::makeEntryPoints()
{
    const auto text = readFile(at(m_info + QStringLiteral("/entry_points.txt")), 1024 * 1024);
    if (!text)
        return {};
    bool scripts = false;
    static const QRegularExpression line(QStringLiteral(R"(^([\w.-]+)\s*=\s*([\w.]+):([\w.]+)\s*(\[.*\])?$)"));
    for (const QByteArray &raw : text->split('\n')) {
        const QString one = QString::fromUtf8(raw).trimmed();
        if (one.startsWith(u'['))
            scripts = one == QLatin1String("[console_scripts]") || one == QLatin1String("[gui_scripts]");
        const auto match = line.match(one);
        if (!scripts || !match.hasMatch() || match.captured(1).count(u'.') == match.capturedLength(1))
            continue;
        const QString name = QStringLiteral("bin/") + match.captured(1), object = match.captured(3);
        const QString code = QStringLiteral("#!/usr/bin/env python3\nimport sys\nfrom %1 import %2\nif __name__ == '__main__':\n    sys.exit(%3())\n")
                                 .arg(match.captured(2), object.section(u'.', 0, 0), object);
        QDir().mkpath(at(QStringLiteral("bin")));
        if (auto written = writeFileAtomically(at(name), code.toUtf8(), 0755); !written)
            return written;
        m_made.append(name);
    }
    return {};
}

QStringList Wheel::requirements() const
{
    QStringList list;
    const auto text = readFile(at(m_info + QStringLiteral("/METADATA")), 4 * 1024 * 1024);
    static const QRegularExpression name(QStringLiteral(R"(^Requires-Dist:\s*([\w.-]+)([^;]*)(;(.*))?$)"));
    for (const QByteArray &raw : text.value_or(QByteArray()).split('\n')) {
        if (raw.trimmed().isEmpty())
            break; // the description follows
        const auto match = name.match(QString::fromUtf8(raw).trimmed());
        const QString address = match.captured(2).section(u'@', 1).trimmed(); // "x @ https://…"
        if (match.hasMatch() && !match.captured(4).contains(QLatin1String("extra")))
            list.append(address.isEmpty() ? match.captured(1) : match.captured(1) + QStringLiteral(" @ ") + QString::fromUtf8(withoutSecrets(address.toUtf8())));
    }
    list.removeDuplicates();
    return list;
}

static QByteArray recordLine(const QString &path, const QString &file)
{
    const auto bytes = readFile(file, 512LL * 1024 * 1024);
    const QByteArray hash = Sha256::of(bytes.value_or(QByteArray())).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const QByteArray name = path.contains(u',') ? '"' + path.toUtf8() + '"' : path.toUtf8();
    return name + ",sha256=" + hash + ',' + QByteArray::number(bytes ? bytes->size() : 0) + '\n';
}

static QByteArray nameInRecord(const QByteArray &line)
{
    return line.startsWith('"') ? line.mid(1, line.indexOf('"', 1) - 1) : line.left(line.indexOf(','));
}

/// As the format demands it: a file that its list names with another hash is not what its maker packed.
Result<> Wheel::verify()
{
    static const QRegularExpression hash(QStringLiteral(R"(,sha256=([\w-]{43})=?,)"));
    const auto record = readFile(at(m_info + QStringLiteral("/RECORD")), 64 * 1024 * 1024);
    if (!record)
        return broken(tr("it has no RECORD"));
    for (const QByteArray &line : record->split('\n')) {
        const QByteArray name = nameInRecord(line);
        const auto told = hash.match(QString::fromLatin1(line));
        if (!told.hasMatch() || !entryrules::nameProblem(name.toStdString()).isEmpty() || !QFileInfo(at(QString::fromUtf8(name))).isFile())
            continue;
        if (!recordLine({}, at(QString::fromUtf8(name))).contains(told.captured(1).toLatin1()))
            return broken(tr("its list (RECORD) has another content for %1").arg(QString::fromUtf8(name)));
    }
    return {};
}

Result<> Wheel::writeRecord()
{
    const QString record = m_info + QStringLiteral("/RECORD"), installer = m_info + QStringLiteral("/INSTALLER");
    const auto old = readFile(at(record), 64 * 1024 * 1024);
    if (!old)
        return broken(tr("it has no RECORD"));
    if (auto written = writeFileAtomically(at(installer), "lathe\n"); !written)
        return written;
    QHash<QByteArray, QString> moves;
    for (const auto &[from, to] : m_moves)
        moves.insert(from.toUtf8(), to);
    QByteArray out;
    for (const QByteArray &line : old->split('\n')) {
        const QByteArray name = nameInRecord(line);
        if (line.trimmed().isEmpty() || !entryrules::nameProblem(name.toStdString()).isEmpty())
            continue; // who takes libraries away by it must not be led out of the folder
        out += moves.contains(name) ? recordLine(moves.value(name), at(moves.value(name))) : line.trimmed() + '\n';
    }
    for (const QString &made : m_made + QStringList{installer})
        out += recordLine(made, at(made));
    return writeFileAtomically(at(record), out);
}

} // namespace

void makeScriptsPortable(const QString &dir, const QByteArray &interpreter)
{
    for (const QFileInfo &info : QDir(dir).entryInfoList(QDir::Files | QDir::Hidden)) {
        if (info.isSymLink() || !startsWithBytes(info.filePath(), "#!"))
            continue;
        const auto bytes = readFile(info.filePath(), 4 * 1024 * 1024);
        const QByteArray first = bytes ? bytes->left(bytes->indexOf('\n')) : QByteArray();
        if (first.contains(interpreter.left(4)) && !first.contains("/usr/bin/env"))
            (void)writeFileAtomically(info.filePath(), "#!/usr/bin/env " + interpreter + bytes->mid(first.size()), 0755);
    }
}

Result<> installWheel(const QString &file, const QString &dir, const LayerTarget &target, QList<LayerNote> &notes)
{
    const QString name = QFileInfo(file).fileName();
    if (const QString problem = target.wheelProblem(name); !problem.isEmpty())
        return fail(ErrorCode::Unsupported, problem, file, QStringLiteral("LTH-LYR-004"));
    if (auto unpacked = extractPackage(file, dir); !unpacked)
        return unpacked;
    Wheel wheel(file, dir);
    auto done = wheel.open().and_then([&] { return wheel.verify(); }).and_then([&] { return wheel.spread(); }).and_then([&] { return wheel.makeEntryPoints(); }).and_then([&] { return wheel.writeRecord(); });
    if (!done)
        return done;
    notes.append({LayerNote::Kind::Made, tr("The wheel %1 was installed to %2.").arg(name, QStringLiteral("python")), file, QStringLiteral("python")});
    if (const QStringList needs = wheel.requirements(); !needs.isEmpty())
        notes.append({LayerNote::Kind::Warning, tr("%1 asks for other libraries, which are not in it: %2. A requirements.txt brings them along.").arg(name, needs.join(QStringLiteral(", "))), file, {}});
    return {};
}

} // namespace lathe
