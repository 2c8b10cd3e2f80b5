// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/runcost.h"
#include "core/prices.h"

namespace lathe {

double runCost(const InvokeOutcome &outcome, int tmpMib, const QString &architecture, double count)
{
    if (outcome.report.memoryMib <= 0)
        return -1;
    qint64 streamed = 0;
    for (const ResponseChunk &chunk : outcome.streamed ? outcome.chunks : QList<ResponseChunk>())
        streamed += chunk.bytes;
    return prices::cost(count, outcome.report.billedMs, outcome.report.memoryMib, tmpMib, architecture == QLatin1String("arm64"), streamed);
}

} // namespace lathe
