// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The logger of the context: text with its level before it, or one JSON object a line (AWS_LAMBDA_LOG_FORMAT, _LEVEL). */
final class FunctionLogger implements LambdaLogger {
    private final PrintStream out;
    private final boolean json;
    private final LogLevel least;
    /** Of the thread that calls the handler: lines of other threads have no request, as on Lambda. */
    private final ThreadLocal<FunctionContext> context = new ThreadLocal<>();

    FunctionLogger(PrintStream out) {
        this.out = out;
        json = "JSON".equalsIgnoreCase(System.getenv("AWS_LAMBDA_LOG_FORMAT"));
        LogLevel level = LogLevel.UNDEFINED;
        String wanted = System.getenv("AWS_LAMBDA_LOG_LEVEL");
        if (wanted != null && !wanted.isEmpty()) {
            try {
                level = LogLevel.fromString(wanted);
            } catch (IllegalArgumentException e) {
                out.println(e.getMessage());
            }
        }
        least = level;
    }

    void setContext(FunctionContext current) {
        context.set(current);
    }

    void fault(String text) {
        log(text, json ? LogLevel.ERROR : LogLevel.UNDEFINED);
    }

    @Override
    public void log(String message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(byte[] message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(String message, LogLevel level) {
        if (isEnabled(level)) {
            String text = json ? object(message, level) : level == LogLevel.UNDEFINED ? String.valueOf(message) : "[" + level + "] " + message;
            write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void log(byte[] message, LogLevel level) {
        if (isEnabled(level) && message != null) {
            write(message);
        }
    }

    private boolean isEnabled(LogLevel level) {
        return level == LogLevel.UNDEFINED || level.ordinal() >= least.ordinal();
    }

    /** One message is one line: on Lambda each one is an event of its own. */
    private void write(byte[] bytes) {
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
                out.write('\n');
            }
        }
    }

    private String object(String message, LogLevel level) {
        String time = Instant.ofEpochMilli(System.currentTimeMillis() / 1000 * 1000).toString();
        long millis = System.currentTimeMillis() % 1000;
        StringBuilder line = new StringBuilder("{\"timestamp\":\"").append(time, 0, time.length() - 1).append('.')
                .append(millis < 10 ? "00" : millis < 100 ? "0" : "").append(millis).append("Z\"");
        if (message != null) {
            JsonWriter.quotePlain(message, line.append(",\"message\":"));
        }
        line.append(",\"level\":\"").append(level).append('"');
        FunctionContext current = context.get();
        if (current != null) {
            JsonWriter.quotePlain(current.getAwsRequestId(), line.append(",\"AWSRequestId\":"));
            if (current.getTenantId() != null) {
                JsonWriter.quotePlain(current.getTenantId(), line.append(",\"tenantId\":"));
            }
        }
        return line.append("}\n").toString();
    }
}
