// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/typography.h"
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <algorithm>

namespace lathe {

namespace {

QString firstPresent(const QStringList &families, const QStringList &wanted)
{
    for (const QString &name : wanted)
        if (families.contains(name))
            return name;
    return {};
}

bool digitsAlign(const QFont &font)
{
    const QFontMetricsF metrics(font);
    const qreal width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char c = '1'; c <= '9'; ++c)
        if (qAbs(metrics.horizontalAdvance(QLatin1Char(c)) - width) > 0.01)
            return false;
    return true;
}

} // namespace

Typography::Typography() : Typography(designPixels) {}

Typography::Typography(int basePixels) : m_base(std::clamp(basePixels, leastPixels, mostPixels))
{
    const QStringList families = QFontDatabase::families();
    m_interface = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    // "DejaVu Sans" is what a desktop without a choice of its own gives: take a better one that is installed.
    if (m_interface.isEmpty() || m_interface == QLatin1String("DejaVu Sans") || m_interface.startsWith(QLatin1String("Sans"))) {
        const QString better = firstPresent(families, {QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Cantarell"),
                                                       QStringLiteral("Noto Sans CJK KR"), QStringLiteral("NanumGothic")});
        if (!better.isEmpty())
            m_interface = better;
    }
    const QString mono = firstPresent(families, {QStringLiteral("JetBrains Mono"), QStringLiteral("Hack"), QStringLiteral("DejaVu Sans Mono")});
    m_code.append(mono.isEmpty() ? QFontDatabase::systemFont(QFontDatabase::FixedFont).family() : mono);
    const QString hangul = firstPresent(families, {QStringLiteral("D2Coding"), QStringLiteral("D2Coding ligature"),
                                                   QStringLiteral("Noto Sans Mono CJK KR"), QStringLiteral("NanumGothicCoding")});
    if (!hangul.isEmpty())
        m_code.append(hangul);
}

QFont Typography::font(TextRole role) const
{
    int size = designPixels;
    QFont font;
    switch (role) {
    case TextRole::Caption: size = 11; break;
    case TextRole::Label: size = 12; break;
    case TextRole::Body:
    case TextRole::Strong:
    case TextRole::Code: break;
    case TextRole::Title: size = 16; break;
    case TextRole::Display: size = 22; break;
    }
    if (role == TextRole::Code) {
        font.setFamilies(m_code);
        font.setStyleHint(QFont::Monospace);
        font.setFixedPitch(true);
    } else {
        font.setFamilies({m_interface, QStringLiteral("Noto Sans CJK KR")});
        font.setStyleHint(QFont::SansSerif);
    }
    font.setPixelSize(qRound(size * m_base / double(designPixels)));
    const bool strong = role == TextRole::Strong || role == TextRole::Title || role == TextRole::Display;
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

QFont Typography::figures(TextRole role) const
{
    const QFont plain = font(role);
    if (digitsAlign(plain))
        return plain;
    QFont mono = font(TextRole::Code);
    mono.setPixelSize(plain.pixelSize());
    mono.setWeight(plain.weight());
    return mono;
}

} // namespace lathe
