// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <dlfcn.h>

namespace lathe {

/// A function of a library that dlopen() gave, by name; false when it lacks it. For libraries that are opened at run time only.
template <class F>
bool findSymbol(void *library, const char *name, F &function)
{
    function = reinterpret_cast<F>(::dlsym(library, name));
    return function != nullptr;
}

} // namespace lathe
