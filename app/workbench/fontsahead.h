// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <semaphore>
#include <thread>

namespace lathe {

/// Finds the machine's fonts beside the start of the program: 7 ms of the window's start on a second processor, else nothing lost.
/// fontconfig reads its configuration and caches beside the start of QApplication, then Qt makes its list of families of them
/// (QFontDatabase may be asked on any thread, and nobody has a font yet). Made in main(), first thing.
class FontsAhead
{
public:
    FontsAhead();
    ~FontsAhead();
    FontsAhead(const FontsAhead &) = delete;
    FontsAhead &operator=(const FontsAhead &) = delete;

    /// QApplication stands, for as long as this lives; Qt may be asked.
    void applicationMade();
    /// Waits for the rest of it; before anything asks for a font. Two at once would each read everything.
    void ready();

private:
    std::binary_semaphore m_application{0};
    bool m_made = false;
    std::thread m_thread;
};

} // namespace lathe
