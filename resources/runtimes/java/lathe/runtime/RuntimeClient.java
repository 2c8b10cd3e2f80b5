// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * HTTP/1.1 over one kept raw socket to the Runtime API, made anew when it breaks. The HTTP clients of the JDK would double the
 * start of the virtual machine.
 */
final class RuntimeClient {
    /** Bytes of a result that Lambda takes. */
    static final int LIMIT = 6291556;
    private static final String PREFIX = "/2018-06-01/runtime/";
    private final String host;
    private final int port;
    private final String fixed;
    private final byte[] poll;
    /** A wrapper may have put a proxy in between, which would take two requests at a time for two that run side by side. */
    private final boolean oneByOne = System.getenv("AWS_LAMBDA_EXEC_WRAPPER") != null;
    private Socket socket;
    private InputStream input;
    private byte[] ahead = new byte[16384];
    private int start;
    private int end;

    RuntimeClient(String address) {
        int colon = address.lastIndexOf(':');
        host = address.substring(0, colon);
        port = Integer.parseInt(address.substring(colon + 1));
        fixed = "Host: " + address + "\r\nUser-Agent: lathe-java/" + System.getProperty("java.specification.version") + "\r\n";
        poll = bytes("GET " + PREFIX + "invocation/next HTTP/1.1\r\n" + fixed + "\r\n");
    }

    /** Asks for an event. */
    Event next() throws IOException {
        return checked(exchange(poll, 1)[0]);
    }

    /** Sleeps in the snapshot until it is restored for an event. */
    void restoreNext() throws IOException {
        checked(exchange(bytes("GET " + PREFIX + "restore/next HTTP/1.1\r\n" + fixed + "\r\n"), 1)[0]);
    }

    /** Posts what is the process's last word; the answer's status. */
    int post(String path, byte[] body, String errorType) throws IOException {
        return exchange(pieces(path, body, errorType, new byte[0]), 1)[0].status;
    }

    /** Posts a result and asks for the next event with the same packet: one wake-up less on both sides. */
    Event postAndNext(String path, byte[] body, String errorType) throws IOException {
        if (oneByOne) {
            post(path, body, errorType);
            return next();
        }
        return checked(exchange(pieces(path, body, errorType, poll), 2)[1]);
    }

    private Event checked(Event event) {
        if (event.status != 200) {
            System.err.println("The Runtime API answered " + event.status + ".");
            Runtime.getRuntime().halt(1);
        }
        return event;
    }

    private byte[] pieces(String path, byte[] body, String errorType, byte[] then) {
        String head = "POST " + PREFIX + path + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n"
                + (errorType == null ? "" : "Lambda-Runtime-Function-Error-Type: " + errorType + "\r\n") + fixed + "\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length() + body.length + then.length);
        byte[] first = bytes(head);
        all.write(first, 0, first.length);
        all.write(body, 0, body.length);
        all.write(then, 0, then.length);
        return all.toByteArray();
    }

    private Event[] exchange(byte[] request, int answers) throws IOException {
        Event[] got = new Event[answers];
        for (boolean last = false;; last = true) {
            try {
                if (socket == null) {
                    connect();
                }
                socket.getOutputStream().write(request);
                for (int i = 0; i < answers; i++) {
                    got[i] = receive();
                }
                return got;
            } catch (IOException e) {
                drop();
                if (got[0] != null) { // the result arrived, only the poll was lost
                    got[1] = next();
                    return got;
                }
                if (last) {
                    throw e;
                }
            }
        }
    }

    private void connect() throws IOException {
        socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        input = socket.getInputStream();
        start = end = 0;
    }

    private void drop() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // it is gone either way
        }
        socket = null;
    }

    private Event receive() throws IOException {
        String line = line();
        int status = Integer.parseInt(line.substring(9, 12));
        Map<String, String> headers = new HashMap<>();
        int length = 0;
        for (line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
            String value = line.substring(colon + 1).trim();
            headers.put(name, value);
            if (name.equals("content-length")) {
                length = Integer.parseInt(value);
            }
        }
        return new Event(status, headers, headers.containsKey("transfer-encoding") ? chunks() : read(length));
    }

    /** A body in chunks, as proxies send it. */
    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            all.write(read(size), 0, size);
            line();
        }
        while (!line().isEmpty()) {
            // trailers say nothing that is needed here
        }
        return all.toByteArray();
    }

    private int chunkSize() throws IOException {
        String line = line();
        int end = line.indexOf(';');
        return Integer.parseInt((end < 0 ? line : line.substring(0, end)).trim(), 16);
    }

    private byte[] read(int length) throws IOException {
        byte[] body = new byte[length];
        int have = Math.min(length, end - start);
        System.arraycopy(ahead, start, body, 0, have);
        start += have;
        while (have < length) {
            int count = input.read(body, have, length - have);
            if (count < 0) {
                throw new EOFException("The Runtime API closed the connection.");
            }
            have += count;
        }
        return body;
    }

    /** A line of the head without its end. */
    private String line() throws IOException {
        int at = start;
        while (true) {
            for (; at < end; at++) {
                if (ahead[at] == '\n') {
                    int stop = at > start && ahead[at - 1] == '\r' ? at - 1 : at;
                    String text = new String(ahead, start, stop - start, StandardCharsets.UTF_8);
                    start = at + 1;
                    return text;
                }
            }
            if (start > 0) {
                System.arraycopy(ahead, start, ahead, 0, end - start);
                at -= start;
                end -= start;
                start = 0;
            } else if (end == ahead.length) {
                ahead = java.util.Arrays.copyOf(ahead, 2 * end);
            }
            int count = input.read(ahead, end, ahead.length - end);
            if (count < 0) {
                throw new EOFException("The Runtime API closed the connection.");
            }
            end += count;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
