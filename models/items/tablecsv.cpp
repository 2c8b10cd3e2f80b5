// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/tablecsv.h"
#include <QLocale>

namespace lathe {

static QByteArray cell(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Double:
        return QByteArray::number(value.toDouble(), 'f', QLocale::FloatingPointShortest);
    case QMetaType::Int:
    case QMetaType::LongLong:
    case QMetaType::UInt:
    case QMetaType::ULongLong:
        return value.toString().toUtf8();
    default:
        break;
    }
    QByteArray text = value.toString().toUtf8();
    if (!text.isEmpty() && QByteArrayLiteral("=+-@\t\r").contains(text.front()))
        text.prepend('\'');
    const bool quoted = text.contains(',') || text.contains('"') || text.contains('\n') || text.contains('\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
}

QByteArray tableCsv(const QAbstractItemModel &model)
{
    QByteArray csv;
    const int columns = model.columnCount();
    const auto row = [&](const auto &value) {
        for (int column = 0; column < columns; ++column) {
            if (column > 0)
                csv += ',';
            csv += cell(value(column));
        }
        csv += "\r\n";
    };
    row([&](int column) {
        const QVariant raw = model.headerData(column, Qt::Horizontal, RawRole);
        return raw.isValid() ? raw : model.headerData(column, Qt::Horizontal);
    });
    for (int at = 0; at < model.rowCount(); ++at)
        row([&](int column) {
            const QModelIndex index = model.index(at, column);
            const QVariant raw = index.data(RawRole);
            return raw.isValid() ? raw : index.data();
        });
    return csv;
}

} // namespace lathe
