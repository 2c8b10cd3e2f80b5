// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

/// Lambda's prices, US dollars, region us-east-1, without the free tier: AWS Price List API, offer AWSLambda published 2026-09-19.
/// One table for the whole product.
namespace lathe::prices {

inline constexpr const char *date = "2026-09-19";
inline constexpr const char *region = "us-east-1";
inline constexpr double request = 0.0000002;              // 0.20 per million
inline constexpr double tmpGbSecond = 0.0000000309;       // /tmp above 512 MB
inline constexpr int tmpFreeMib = 512;
inline constexpr double streamedGb = 0.008;               // of what a response streams beyond its first 6 MB
inline constexpr qint64 streamedFreeBytes = 6 * 1024 * 1024;

/// Price of a GB-second up to `upToGbSeconds` of a month; the last tier has no end.
struct Tier
{
    double upToGbSeconds;
    double gbSecond;
};
inline constexpr Tier x86[] = {{6e9, 0.0000166667}, {15e9, 0.000015}, {1e300, 0.0000133334}};
inline constexpr Tier arm[] = {{7.5e9, 0.0000133334}, {18.75e9, 0.0000120001}, {1e300, 0.0000106667}};

/// What `count` invocations in a month cost that are billed `billedMs` each and stream `streamedBytes` (0: not streamed).
constexpr double cost(double count, qint64 billedMs, int memoryMib, int tmpMib, bool isArm, qint64 streamedBytes = 0)
{
    constexpr double mibPerGb = 1024, msPerSecond = 1000, bytesPerGb = 1024.0 * 1024 * 1024;
    const double seconds = count * double(billedMs) / msPerSecond;
    double dollars = count * request + (tmpMib > tmpFreeMib ? (tmpMib - tmpFreeMib) / mibPerGb * seconds * tmpGbSecond : 0);
    if (streamedBytes > streamedFreeBytes)
        dollars += count * double(streamedBytes - streamedFreeBytes) / bytesPerGb * streamedGb;
    const double all = seconds * memoryMib / mibPerGb;
    double counted = 0;
    for (const Tier &tier : isArm ? arm : x86) {
        const double upTo = all < tier.upToGbSeconds ? all : tier.upToGbSeconds;
        if (upTo > counted) {
            dollars += (upTo - counted) * tier.gbSecond;
            counted = upTo;
        }
    }
    return dollars;
}

} // namespace lathe::prices
