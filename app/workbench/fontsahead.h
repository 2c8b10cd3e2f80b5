// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <thread>

namespace lathe {

/// Lets fontconfig read its configuration and caches beside the start of QApplication: 5 ms of the window's start on a second
/// processor, else nothing lost. Made in main(), first thing; ready() before anything asks for a font.
class FontsAhead
{
public:
    FontsAhead();
    ~FontsAhead() { ready(); }
    FontsAhead(const FontsAhead &) = delete;
    FontsAhead &operator=(const FontsAhead &) = delete;

    /// Waits for the rest of it. Two at once would each read everything.
    void ready();

private:
    std::thread m_thread;
};

} // namespace lathe
