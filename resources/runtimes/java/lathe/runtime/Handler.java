// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import com.amazonaws.services.lambda.runtime.Context;

/** A function's entry, whatever its form. */
interface Handler {
    byte[] call(byte[] event, Context context) throws Throwable;
}
