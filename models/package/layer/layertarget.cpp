// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/layer/layertarget.h"
#include <QCoreApplication>
#include <QRegularExpression>

namespace lathe {

static QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

int LayerTarget::glibcMinor() const
{
    const QString v = version();
    const double number = v.section(u'.', 0, 1).toDouble();
    const int minor = v.section(u'.', 1, 1).toInt();
    bool old = false;
    switch (runtimeFamily(runtime)) {
    case RuntimeFamily::Python: old = minor < 12; break;
    case RuntimeFamily::Node: old = number < 20; break;
    case RuntimeFamily::Ruby: old = number < 3.3; break;
    case RuntimeFamily::Java: old = number < 21 && !runtime.endsWith(QLatin1String(".al2023")); break;
    case RuntimeFamily::Provided: old = runtime == QLatin1String("provided.al2"); break;
    default: break;
    }
    return old ? 26 : 34;
}

QStringList LayerTarget::wheelPlatforms() const
{
    QStringList list;
    for (int minor = glibcMinor(); minor > 17; --minor)
        list << QStringLiteral("manylinux_2_%1_%2").arg(minor).arg(machine());
    list << QStringLiteral("manylinux_2_17_") + machine() << QStringLiteral("manylinux2014_") + machine();
    if (machine() == QLatin1String("x86_64"))
        list << QStringLiteral("manylinux_2_12_x86_64") << QStringLiteral("manylinux2010_x86_64") << QStringLiteral("manylinux_2_5_x86_64") << QStringLiteral("manylinux1_x86_64");
    return list << QStringLiteral("linux_") + machine();
}

QString LayerTarget::wheelProblem(const QString &fileName) const
{
    const QStringList parts = fileName.chopped(4).split(u'-');
    if (parts.size() < 5)
        return tr("%1 is not the name of a wheel.").arg(fileName);
    const QStringList pythons = parts[parts.size() - 3].split(u'.'), abis = parts[parts.size() - 2].split(u'.'), platforms = parts.last().split(u'.');
    const int minor = version().section(u'.', 1, 1).toInt();
    const QString own = QStringLiteral("cp3%1").arg(minor);
    bool python = false;
    for (const QString &tag : pythons) {
        static const QRegularExpression cp(QStringLiteral(R"(^(cp|py)3(\d+)$)"));
        const auto match = cp.match(tag);
        const int wanted = match.captured(2).toInt();
        const bool stable = abis.contains(QLatin1String("abi3")) || (abis.contains(QLatin1String("none")) && match.captured(1) == u"py");
        python = python || tag == QLatin1String("py3") || tag == own || (match.hasMatch() && stable && wanted <= minor) ||
                 (match.hasMatch() && wanted == minor);
    }
    bool abi = abis.contains(QLatin1String("none")) || abis.contains(QLatin1String("abi3")) || abis.contains(own);
    if (!python || !abi)
        return tr("The wheel %1 is not for %2. Get the one for %3.").arg(fileName, runtime, own);
    const QStringList fitting = wheelPlatforms();
    for (const QString &platform : platforms)
        if (platform == QLatin1String("any") || fitting.contains(platform))
            return {};
    return tr("The wheel %1 is not for %2 on Lambda. Get the one whose name ends in %3.").arg(fileName, architecture, fitting.constFirst());
}

LayerTarget layerTarget(RuntimeFamily family, const QStringList &runtimes, const QString &architecture)
{
    for (const QString &runtime : runtimes)
        if (runtimeFamily(runtime) == family)
            return {runtime, architecture};
    return {defaultRuntime(family), architecture};
}

} // namespace lathe
