// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cloud/cloudcontext.h"
#include "cloud/functionurls.h"

namespace lathe::handlers {

/// Answers a request to a function's URL, whose body is read. `isSigned`: with this endpoint's keys.
void callFunctionUrl(CloudContext &context, const ApiCallPtr &call, const functionurls::Address &address, quint16 port, bool isSigned);

} // namespace lathe::handlers
