// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/initspans.h"
#include <algorithm>

namespace lathe {

/// Milliseconds since the launch, of a spare's beginning less than none; empty when they cannot be true.
static QList<double> steps(const InitMoments &moments, const QByteArray &told)
{
    QList<double> result;
    for (const QByteArray &time : told.split(';'))
        result.append(std::min(double(time.toLongLong() - moments.launchedNs) / 1e6, moments.endedMs));
    const bool isTrue = result.size() == 3 && std::is_sorted(result.begin(), result.end()) && result.last() >= 0;
    return isTrue ? result : QList<double>();
}

QList<PlatformSpan> initSpans(const InitMoments &moments, const QByteArray &told)
{
    QList<PlatformSpan> spans;
    double at = 0;
    const auto span = [&](const char *name, double until) {
        if (until < at)
            return;
        spans.append({name, moments.launchedMicros + qint64(at * 1000), until - at});
        at = until;
    };
    const QList<double> own = moments.listeningMs < 0 ? QList<double>() : steps(moments, told);
    // A runtime that runs already has its sandbox, whenever the engine came to notice.
    const double latest = own.isEmpty() ? moments.endedMs : std::max(own.first(), 0.0);
    span("sandbox", std::min(moments.listeningMs, latest));
    if (moments.hasExtensions)
        span("extensions", std::min(moments.registeredMs, latest));
    if (moments.listeningMs < 0)
        return spans;
    const char *const names[] = {"interpreter", "bootstrap", "handler"};
    for (qsizetype i = 0; i < own.size(); ++i)
        span(names[i], own.at(i));
    span("runtime", moments.endedMs);
    return spans;
}

} // namespace lathe
