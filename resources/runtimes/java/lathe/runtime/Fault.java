// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** A failure as Lambda reports it. It is thrown where the function could not be loaded or called at all. */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String OWN = Fault.class.getPackage().getName() + '.';
    private final String type;
    private final String trace;
    /** The process cannot go on. */
    final boolean fatal;
    /** That is so, but said at the first invocation, behind a whole init phase. */
    private boolean late;

    private Fault(String message, String type, String trace, boolean fatal) {
        super(message, null, false, false);
        this.type = type;
        this.trace = trace;
        this.fatal = fatal;
    }

    static Fault of(String message) {
        return new Fault(message, null, null, false);
    }

    static Fault of(String message, Throwable reason, boolean fatal) {
        return new Fault(message, reason.getClass().getName(), traceOf(reason), fatal);
    }

    static Fault atFirstCall(String message, Throwable reason) {
        Fault fault = of(message, reason, true);
        fault.late = true;
        return fault;
    }

    boolean endsInit() {
        return fatal && !late;
    }

    static Fault of(Throwable reason, boolean fatal) {
        return reason instanceof Fault ? (Fault) reason : of(messageOf(reason), reason, fatal);
    }

    private static String messageOf(Throwable reason) {
        String message = reason.getLocalizedMessage();
        return message == null ? reason.getClass().getName() : message;
    }

    private static String traceOf(Throwable reason) {
        StringWriter text = new StringWriter();
        withoutOurs(reason).printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** Cuts this runtime's own frames, and what is below them, off the traces of an exception and of all it holds. */
    static <T extends Throwable> T withoutOurs(T reason) {
        cut(reason, Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>()));
        return reason;
    }

    private static void cut(Throwable reason, Set<Throwable> seen) {
        if (reason == null || !seen.add(reason)) {
            return;
        }
        StackTraceElement[] trace = reason.getStackTrace();
        for (int i = 0; i < trace.length; i++) {
            if (trace[i].getClassName().startsWith(OWN)) {
                reason.setStackTrace(java.util.Arrays.copyOf(trace, i));
                break;
            }
        }
        cut(reason.getCause(), seen);
        for (Throwable suppressed : reason.getSuppressed()) {
            cut(suppressed, seen);
        }
    }

    /** What stands in the log. */
    static String logText(Throwable reason) {
        Fault fault = of(reason, false);
        if (fault.type == null && fault.trace == null) {
            return fault.getMessage() + "\n";
        }
        return fault.getMessage() + ": " + (fault.type == null ? "" : fault.type) + "\n" + (fault.trace == null ? "" : fault.trace) + "\n";
    }

    /** The object for the Runtime API: a fault of loading has no trace in it. */
    static byte[] json(Throwable reason) {
        StringBuilder out = new StringBuilder("{\"errorMessage\":");
        JsonWriter.quotePlain(messageOf(reason), out);
        boolean loading = reason instanceof Fault;
        String type = loading ? ((Fault) reason).type : reason.getClass().getName();
        if (type != null) {
            JsonWriter.quotePlain(type, out.append(",\"errorType\":"));
        }
        if (!loading) {
            out.append(",\"stackTrace\":[");
            StackTraceElement[] trace = reason.getStackTrace();
            for (int i = 0; i < trace.length; i++) {
                JsonWriter.quotePlain(trace[i].toString(), i > 0 ? out.append(',') : out);
            }
            out.append(']');
        }
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Lambda's name for the kind of failure. */
    static String kind(Throwable reason) {
        return reason instanceof Fault ? "Runtime.BadFunctionCode" : "Runtime.UserException";
    }
}
