// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/turnestimate.h"
#include <algorithm>

namespace lathe {

void TurnEstimate::ended(Duration took)
{
    m_quickest = m_quickest == Duration::max() ? took : std::min(took, m_quickest + m_quickest / 16 + std::chrono::microseconds(1));
}

bool TurnEstimate::comesSoon(int atWork, int waiting) const
{
    // Twice the quickest: they do share the processors when it comes to waiting.
    return atWork > 0 && m_quickest <= m_short && 2 * m_quickest * (waiting + 1) / atWork <= 5 * m_short;
}

} // namespace lathe
