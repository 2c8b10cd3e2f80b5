// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fontsahead.h"
#include "core/symbol.h"
#include <clocale>
#include <dlfcn.h>

namespace lathe {

FontsAhead::FontsAhead()
{
    // Qt Gui brought the library; a platform without it looks for fonts in another way.
    void *library = ::dlopen("libfontconfig.so.1", RTLD_LAZY | RTLD_NOLOAD);
    int (*init)() = nullptr;
    if (!library || !findSymbol(library, "FcInit", init))
        return;
    std::setlocale(LC_ALL, ""); // as QApplication is about to; it must not change while numbers are parsed
    m_thread = std::thread([init] { init(); });
}

void FontsAhead::ready()
{
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace lathe
