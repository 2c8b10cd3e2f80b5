// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import com.amazonaws.services.lambda.crac.Core;
import java.io.IOException;

/** The end of the init phase of a function with SnapStart: its CRaC hooks, and the sleep between them until the first event. */
final class Snapshot {
    private Snapshot() {
    }

    static void take(RuntimeClient client, FunctionLogger logger) throws IOException {
        try {
            Core.getGlobalContext().beforeCheckpoint(null);
            client.restoreNext();
        } catch (Exception e) {
            fail(client, logger, "init/error", "Runtime.BeforeCheckpointError", e);
        }
        try {
            Core.getGlobalContext().afterRestore(null);
        } catch (Exception e) {
            fail(client, logger, "restore/error", "Runtime.AfterRestoreError", e);
        }
    }

    private static void fail(RuntimeClient client, FunctionLogger logger, String path, String kind, Exception e) throws IOException {
        Fault.withoutOurs(e);
        logger.fault(Fault.logText(e));
        client.post(path, Fault.json(e), kind);
        System.exit(64);
    }
}
