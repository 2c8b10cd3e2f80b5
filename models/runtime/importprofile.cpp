// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Both timers write a line for each import when it is over, so that what a module imported stands above it, two blanks deeper:
//     import time:       212 |        431 |   json.decoder
#include "runtime/importprofile.h"
#include "core/runtimes.h"
#include <algorithm>
#include <vector>

namespace lathe {

bool canProfileImports(const QString &runtime)
{
    const RuntimeFamily family = runtimeFamily(runtime);
    return family == RuntimeFamily::Python || family == RuntimeFamily::Node;
}

static void setVariable(FunctionSpec &function, const QString &name, const QString &value)
{
    for (auto &[known, text] : function.environment) {
        if (known == name) {
            text = text.isEmpty() || name != QLatin1String("NODE_OPTIONS") ? value : text + u' ' + value;
            return;
        }
    }
    function.environment.append({name, value});
}

FunctionSpec withImportTimer(FunctionSpec function)
{
    if (runtimeFamily(function.runtime) == RuntimeFamily::Node)
        setVariable(function, QStringLiteral("NODE_OPTIONS"), QStringLiteral("--require /var/runtime/imports.cjs"));
    else
        setVariable(function, QStringLiteral("PYTHONPROFILEIMPORTTIME"), QStringLiteral("1"));
    return function;
}

bool isImportLine(QByteArrayView line)
{
    return line.startsWith("import time:");
}

/// The names under which the handler's module and the packages around it are loaded.
static bool isOfHandler(const QString &name, const FunctionSpec &function)
{
    QString module = function.handler.left(function.handler.lastIndexOf(u'.'));
    if (runtimeFamily(function.runtime) == RuntimeFamily::Python) {
        module.replace(u'/', u'.');
        return name == module || module.startsWith(name + u'.');
    }
    const qsizetype slash = function.handler.lastIndexOf(u'/');
    const qsizetype dot = function.handler.indexOf(u'.', slash + 1); // "src/app.api.handler" is the file src/app
    module = function.handler.left(dot);
    return name == module || name.section(u'.', 0, -2) == module;
}

namespace {

struct Node
{
    ImportCost cost;
    std::vector<Node> below;
};

void flatten(const Node &node, int depth, double least, QList<ImportCost> &out)
{
    if (depth > 0 && node.cost.totalMs < least)
        return;
    out.append(node.cost);
    out.last().depth = depth;
    for (const Node &one : node.below)
        flatten(one, depth + 1, least, out);
}

void collect(const Node &node, std::vector<double> &totals)
{
    totals.push_back(node.cost.totalMs);
    for (const Node &one : node.below)
        collect(one, totals);
}

/// One line, and how deep it stands; nothing for what is no such line (the head among them).
std::optional<Node> parse(QByteArrayView line, int *depth)
{
    if (!isImportLine(line))
        return std::nullopt;
    const QByteArray text = line.sliced(12).toByteArray();
    const qsizetype first = text.indexOf('|');
    const qsizetype second = text.indexOf('|', first + 1);
    if (second < 0)
        return std::nullopt;
    bool isSelf = false, isTotal = false;
    const double self = text.first(first).trimmed().toDouble(&isSelf);
    const double total = text.sliced(first + 1, second - first - 1).trimmed().toDouble(&isTotal);
    QByteArray name = text.sliced(second + 1);
    while (name.endsWith('\r') || name.endsWith('\n'))
        name.chop(1);
    qsizetype blanks = 0;
    while (blanks < name.size() && name.at(blanks) == ' ')
        ++blanks;
    if (!isSelf || !isTotal || blanks == name.size())
        return std::nullopt;
    *depth = int(std::max<qsizetype>(0, blanks - 1) / 2);
    return Node{{QString::fromUtf8(name.sliced(blanks)), self / 1000, total / 1000, 0}, {}};
}

} // namespace

QList<ImportCost> importsIn(const QByteArray &log, const FunctionSpec &function, int most)
{
    std::vector<std::vector<Node>> open(1); // by depth: what is over there and has no parent yet
    std::vector<Node> roots;
    for (qsizetype at = 0; at < log.size();) {
        const qsizetype end = log.indexOf('\n', at);
        const QByteArrayView line = QByteArrayView(log).sliced(at, (end < 0 ? log.size() : end) - at);
        at = end < 0 ? log.size() : end + 1;
        int depth = 0;
        std::optional<Node> node = parse(line, &depth);
        if (!node || depth > 500)
            continue;
        if (open.size() < size_t(depth) + 2)
            open.resize(size_t(depth) + 2);
        node->below.swap(open[size_t(depth) + 1]);
        for (size_t deeper = size_t(depth) + 1; deeper < open.size(); ++deeper)
            open[deeper].clear();
        if (depth > 0)
            open[size_t(depth)].push_back(std::move(*node));
        else if (isOfHandler(node->cost.name, function))
            roots.push_back(std::move(*node));
    }
    std::vector<double> totals;
    for (const Node &root : roots)
        collect(root, totals);
    double least = 0;
    if (totals.size() > size_t(most)) {
        std::nth_element(totals.begin(), totals.begin() + most, totals.end(), std::greater<>());
        least = totals[size_t(most)] + 1e-9;
    }
    QList<ImportCost> imports;
    for (const Node &root : roots)
        flatten(root, 0, least, imports);
    return imports;
}

} // namespace lathe
