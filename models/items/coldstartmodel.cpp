// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/coldstartmodel.h"
#include "core/figuretext.h"
#include "items/tablecsv.h"
#include "items/visibletext.h"

namespace lathe {

ColdStartModel::ColdStartModel(QObject *parent) : QAbstractTableModel(parent) {}

int ColdStartModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_start.spans.size());
}

int ColdStartModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ColdStartModel::partName(ColdPart part)
{
    switch (part) {
    case ColdPart::Sandbox:
        return tr("Sandbox");
    case ColdPart::Extensions:
        return tr("Extensions");
    case ColdPart::Interpreter:
        return tr("Interpreter");
    case ColdPart::Bootstrap:
        return tr("Bootstrap");
    case ColdPart::FunctionCode:
        return tr("Function code");
    case ColdPart::Import:
        return tr("Import");
    case ColdPart::Rest:
        return tr("Until ready");
    case ColdPart::Restore:
        return tr("Restore (SnapStart)");
    case ColdPart::Handler:
        return tr("Handler");
    case ColdPart::Response:
        return tr("Response");
    case ColdPart::RuntimeOverhead:
        return tr("Runtime overhead");
    case ColdPart::ExtensionOverhead:
        return tr("Extension overhead");
    }
    return {};
}

QString ColdStartModel::nameOf(const ColdSpan &span) const
{
    return span.part == ColdPart::Import ? visibleText(span.name) : partName(span.part);
}

QString ColdStartModel::place(const ColdSpan &span) const
{
    if (span.file.isEmpty())
        return {};
    const bool below = !m_folder.isEmpty() && span.file.startsWith(m_folder + u'/');
    return QStringLiteral("%1:%2").arg(visibleText(below ? span.file.mid(m_folder.size() + 1) : span.file)).arg(span.line);
}

const ColdSpan *ColdStartModel::beforeOf(int row) const
{
    if (!m_hasBefore)
        return nullptr;
    const ColdSpan &span = at(row);
    for (const ColdSpan &other : m_before.spans)
        if (other.part == span.part && other.name == span.name && other.depth == span.depth)
            return &other;
    return nullptr;
}

QVariant ColdStartModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == PartColumn || index.column() == PlaceColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != RawRole)
        return {};
    const ColdSpan &span = at(index.row());
    const ColdSpan *before = beforeOf(index.row());
    const bool raw = role == RawRole;
    const auto time = [raw](bool known, double ms) { return raw ? (known ? QVariant(ms) : QVariant(QString())) : known ? QVariant(durationText(ms)) : QVariant(); };
    switch (index.column()) {
    case PartColumn:
        return raw ? nameOf(span) : QString(span.depth * 2, u' ') + nameOf(span);
    case StartColumn:
        return time(true, span.startMs);
    case DurationColumn:
        return time(true, span.durationMs);
    case SelfColumn:
        return time(span.selfMs >= 0, span.selfMs);
    case BeforeColumn:
        return time(before, before ? before->durationMs : 0);
    case ChangeColumn: {
        const double change = before ? span.durationMs - before->durationMs : 0;
        if (raw || !before)
            return time(before, change);
        return (change < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + durationText(std::abs(change));
    }
    default:
        return place(span);
    }
}

QVariant ColdStartModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const char *const raw[] = {"part", "start_ms", "duration_ms", "self_ms", "before_ms", "change_ms", "place"};
    if (orientation != Qt::Horizontal)
        return {};
    if (role == RawRole)
        return QString::fromLatin1(raw[section]);
    if (role == Qt::TextAlignmentRole)
        return int((section == PartColumn || section == PlaceColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PartColumn:
        return tr("Part");
    case StartColumn:
        return tr("Start");
    case DurationColumn:
        return tr("Duration");
    case SelfColumn:
        return tr("Alone");
    case BeforeColumn:
        return tr("Before");
    case ChangeColumn:
        return tr("Change");
    default:
        return tr("Place");
    }
}

void ColdStartModel::setStart(const ColdStart *start, const ColdStart *before, const QString &folder)
{
    beginResetModel();
    m_start = start ? *start : ColdStart();
    m_before = before ? *before : ColdStart();
    m_hasBefore = before != nullptr;
    m_folder = folder;
    endResetModel();
}

} // namespace lathe
