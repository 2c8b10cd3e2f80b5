// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;

/** Gives log4j the request's id, where a function uses its appender for Lambda. */
final class Log4j {
    private Log4j() {
    }

    static void tell(ClassLoader loader, String id) {
        if (!LambdaRuntimeInternal.getUseLog4jAppender()) {
            return;
        }
        if (!put(loader, "org.apache.log4j.MDC", Object.class, id) && !put(loader, "org.apache.logging.log4j.ThreadContext", String.class, id)) {
            System.err.println("The log4j appender is in use, but neither org.apache.log4j.MDC nor org.apache.logging.log4j.ThreadContext "
                    + "can be loaded: log lines will have no request id.");
        }
    }

    private static boolean put(ClassLoader loader, String name, Class<?> type, String id) {
        try {
            Class.forName(name, true, loader).getMethod("put", String.class, type).invoke(null, "AWSRequestId", id);
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }
}
