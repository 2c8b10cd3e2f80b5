// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fontsahead.h"
#include "core/symbol.h"
#include <QCoreApplication>
#include <QFontDatabase>
#include <clocale>
#include <dlfcn.h>
#include <sched.h>

namespace lathe {

namespace {

/// Takes the calling thread off `processor`, where there is another one: a new thread begins where its maker runs, and the scheduler leaves both there
/// for 4 ms although the others are idle.
void leave(int processor)
{
    cpu_set_t before;
    if (processor < 0 || processor >= CPU_SETSIZE || ::sched_getaffinity(0, sizeof before, &before) != 0)
        return;
    cpu_set_t others = before;
    CPU_CLR(processor, &others);
    if (::sched_setaffinity(0, sizeof others, &others) == 0) // not with an empty set
        ::sched_setaffinity(0, sizeof before, &before);
}

} // namespace

FontsAhead::FontsAhead()
{
    // Qt Gui brought the library; a platform without it looks for fonts in another way.
    void *library = ::dlopen("libfontconfig.so.1", RTLD_LAZY | RTLD_NOLOAD);
    int (*init)() = nullptr;
    if (!library || !findSymbol(library, "FcInit", init))
        return;
    std::setlocale(LC_ALL, ""); // as QApplication is about to; it must not change while numbers are parsed
    m_thread = std::thread([this, init, here = ::sched_getcpu()] {
        leave(here);
        init();
        m_application.acquire();
        if (QCoreApplication::instance())
            QFontDatabase::families();
    });
}

FontsAhead::~FontsAhead()
{
    ready();
}

void FontsAhead::applicationMade()
{
    if (!std::exchange(m_made, true))
        m_application.release();
}

void FontsAhead::ready()
{
    applicationMade();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace lathe
