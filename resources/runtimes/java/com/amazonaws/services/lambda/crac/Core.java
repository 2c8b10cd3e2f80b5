// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package com.amazonaws.services.lambda.crac;

/**
 * The CRaC implementation that org.crac finds by its property org.crac.Core.Compat. Checkpoints are Lambda's to take: a function
 * cannot ask for one.
 */
public final class Core {
    private static final Context<Resource> GLOBAL = new GlobalContext();

    private Core() {
    }

    public static Context<Resource> getGlobalContext() {
        return GLOBAL;
    }

    public static void checkpointRestore() {
        throw new UnsupportedOperationException();
    }
}
