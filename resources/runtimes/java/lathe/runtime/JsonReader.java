// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON text to a tree of Map, List, String, Integer, Long, BigInteger, Literal, Boolean and null. Throws IllegalArgumentException with line and column.
 */
final class JsonReader {
    private static final int DEPTH = 1000;
    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    Object read() {
        Object value = value();
        blanks();
        if (at < text.length()) {
            throw wrong("Unexpected character ('" + text.charAt(at) + "') after the value");
        }
        return value;
    }

    private Object value() {
        blanks();
        if (at >= text.length()) {
            throw wrong("Unexpected end-of-input");
        }
        char c = text.charAt(at);
        switch (c) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            default:
                if (c == '-' || c >= '0' && c <= '9') {
                    return number();
                }
                return word();
        }
    }

    private Map<String, Object> object() {
        deeper();
        Map<String, Object> map = new LinkedHashMap<>();
        blanks();
        if (taken('}')) {
            depth--;
            return map;
        }
        do {
            blanks();
            if (at >= text.length() || text.charAt(at) != '"') {
                throw wrong("was expecting double-quote to start field name");
            }
            String name = string();
            blanks();
            if (!taken(':')) {
                throw wrong("was expecting a colon to separate field name and value");
            }
            map.put(name, value());
            blanks();
        } while (taken(','));
        if (!taken('}')) {
            throw wrong("was expecting comma to separate Object entries");
        }
        depth--;
        return map;
    }

    private List<Object> array() {
        deeper();
        List<Object> list = new ArrayList<>();
        blanks();
        if (taken(']')) {
            depth--;
            return list;
        }
        do {
            list.add(value());
            blanks();
        } while (taken(','));
        if (!taken(']')) {
            throw wrong("was expecting comma to separate Array entries");
        }
        depth--;
        return list;
    }

    private String string() {
        int begin = ++at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(begin, at++);
        }
        StringBuilder out = new StringBuilder(text.substring(begin, at));
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw wrong("Unexpected end-of-input in a string");
    }

    private char escaped() {
        if (at >= text.length()) {
            throw wrong("Unexpected end-of-input in a string");
        }
        char c = text.charAt(at++);
        switch (c) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u':
                try {
                    at += 4;
                    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
                } catch (RuntimeException e) {
                    throw wrong("expected a hex-digit for character escape sequence");
                }
            default:
                return c;
        }
    }

    private Object number() {
        int begin = at;
        boolean whole = true;
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-') {
                whole = false;
            } else if (c < '0' || c > '9') {
                break;
            }
        }
        String digits = text.substring(begin, at);
        try {
            if (!whole) {
                Double.parseDouble(digits); // or it is none
                return new Literal(digits);
            }
            if (digits.length() > 19) {
                return new BigInteger(digits);
            }
            long value = Long.parseLong(digits);
            return value == (int) value ? (Object) (int) value : (Object) value;
        } catch (NumberFormatException e) {
            if (whole && digits.length() > 1) {
                return new BigInteger(digits);
            }
            throw wrong("Invalid numeric value '" + digits + "'");
        }
    }

    private Object word() {
        for (String word : new String[] {"true", "false", "null"}) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("null") ? null : (Object) word.equals("true");
            }
        }
        int begin = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        throw wrong("Unrecognized token '" + text.substring(begin, Math.max(at, begin + 1)) + "'");
    }

    private void deeper() {
        at++;
        if (++depth > DEPTH) {
            throw wrong("Document nesting depth (" + depth + ") exceeds the maximum allowed (" + DEPTH + ")");
        }
    }

    private boolean taken(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            column = text.charAt(i) == '\n' ? 1 : column + 1;
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return new IllegalArgumentException(what + " at line " + line + ", column " + column);
    }
}
