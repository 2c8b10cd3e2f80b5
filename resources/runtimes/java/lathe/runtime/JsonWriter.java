// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.Calendar;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Java objects to JSON as Lambda's runtime writes them: bean properties in the order of their fields, nothing for null ones,
 * dates as milliseconds, bytes in base64, no space.
 */
final class JsonWriter {
    private static final int DEPTH = 1000;
    private static final String HEX = "0123456789ABCDEF";
    private final Beans beans;
    private final StringBuilder out;
    private int depth;

    JsonWriter(Beans beans, StringBuilder out) {
        this.beans = beans;
        this.out = out;
    }

    static String text(Object value) {
        StringBuilder out = new StringBuilder();
        new JsonWriter(new Beans(), out).write(value);
        return out.toString();
    }

    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int named = "\"\\\n\r\t\b\f".indexOf(c);
            if (named >= 0) {
                out.append('\\').append("\"\\nrtbf".charAt(named));
            } else if (c < ' ') {
                out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    void write(Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof String || value instanceof Character) {
            quote(value.toString(), out);
        } else if (value instanceof Number) {
            number((Number) value);
        } else if (value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Enum) {
            quote(((Enum<?>) value).name(), out);
        } else if (!known(value)) {
            if (++depth > DEPTH) {
                throw new IllegalStateException("Document nesting depth (" + depth + ") exceeds the maximum allowed (" + DEPTH + ")");
            }
            if (value instanceof Map) {
                map((Map<?, ?>) value);
            } else if (value instanceof Iterable) {
                list(((Iterable<?>) value).iterator());
            } else if (value.getClass().isArray()) {
                array(value);
            } else {
                bean(value);
            }
            depth--;
        }
    }

    private void number(Number value) {
        boolean odd = value instanceof Double && !Double.isInfinite((Double) value) && !Double.isNaN((Double) value)
                || value instanceof Float && !Float.isInfinite((Float) value) && !Float.isNaN((Float) value);
        if (odd || !(value instanceof Double || value instanceof Float)) {
            out.append(value);
        } else {
            quote(value.toString(), out);
        }
    }

    /** Values of the library that are written as one text or number. */
    private boolean known(Object value) {
        if (value instanceof byte[]) {
            quote(Base64.getEncoder().encodeToString((byte[]) value), out);
        } else if (value instanceof char[]) {
            quote(new String((char[]) value), out);
        } else if (value instanceof ByteBuffer) {
            ByteBuffer copy = ((ByteBuffer) value).duplicate();
            byte[] bytes = new byte[copy.remaining()];
            copy.get(bytes);
            quote(Base64.getEncoder().encodeToString(bytes), out);
        } else if (value instanceof Date) {
            out.append(((Date) value).getTime());
        } else if (value instanceof Calendar) {
            out.append(((Calendar) value).getTimeInMillis());
        } else if (value instanceof Optional) {
            write(((Optional<?>) value).orElse(null));
        } else if (value instanceof Class) {
            quote(((Class<?>) value).getName(), out);
        } else if (value instanceof LocalDate) {
            LocalDate day = (LocalDate) value;
            out.append('[').append(day.getYear()).append(',').append(day.getMonthValue()).append(',').append(day.getDayOfMonth()).append(']');
        } else if (value instanceof LocalDateTime) {
            time((LocalDateTime) value);
        } else if (value instanceof Instant) {
            instant((Instant) value);
        } else if (value instanceof OffsetDateTime) {
            instant(((OffsetDateTime) value).toInstant());
        } else if (value instanceof ZonedDateTime) {
            instant(((ZonedDateTime) value).toInstant());
        } else if (isText(value.getClass().getName())) {
            quote(value.toString(), out);
        } else {
            return false;
        }
        return true;
    }

    /** Classes whose toString() is what JSON gets. */
    static boolean isText(String className) {
        return className.startsWith("java.time.") || className.startsWith("org.joda.time.") || className.equals("java.util.UUID")
                || className.equals("java.net.URI") || className.equals("java.net.URL") || className.equals("java.util.Locale")
                || className.equals("java.io.File") || className.startsWith("sun.nio.fs.") || className.equals("java.lang.StringBuilder")
                || className.equals("java.util.Currency") || className.equals("java.util.regex.Pattern");
    }

    private void time(LocalDateTime time) {
        out.append('[').append(time.getYear()).append(',').append(time.getMonthValue()).append(',').append(time.getDayOfMonth()).append(',')
                .append(time.getHour()).append(',').append(time.getMinute());
        if (time.getSecond() > 0 || time.getNano() > 0) {
            out.append(',').append(time.getSecond());
        }
        if (time.getNano() > 0) {
            out.append(',').append(time.getNano());
        }
        out.append(']');
    }

    private void instant(Instant instant) {
        String nanos = Integer.toString(1000000000 + instant.getNano()).substring(1);
        out.append(instant.getEpochSecond()).append('.').append(nanos);
    }

    private void map(Map<?, ?> map) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getKey() == null) {
                throw new IllegalStateException("Null key for a Map not allowed in JSON (use a converting NullKeySerializer?)");
            }
            if (entry.getValue() == null) {
                continue;
            }
            itself(map, entry.getValue());
            quote(entry.getKey() instanceof Enum ? ((Enum<?>) entry.getKey()).name() : entry.getKey().toString(), first ? out : out.append(','));
            first = false;
            out.append(':');
            write(entry.getValue());
        }
        out.append('}');
    }

    private void list(Iterator<?> items) {
        out.append('[');
        for (boolean first = true; items.hasNext(); first = false) {
            if (!first) {
                out.append(',');
            }
            write(items.next());
        }
        out.append(']');
    }

    private void array(Object array) {
        out.append('[');
        for (int i = 0; i < Array.getLength(array); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(Array.get(array, i));
        }
        out.append(']');
    }

    private void bean(Object bean) {
        out.append('{');
        boolean first = true;
        for (Beans.Property property : beans.of(bean.getClass()).readable.values()) {
            Object value;
            try {
                value = property.get(bean);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(e.getCause().getMessage() + " (through " + bean.getClass().getName() + "[\"" + property.name + "\"])", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            if (value == null) {
                continue;
            }
            itself(bean, value);
            quote(property.name, first ? out : out.append(','));
            first = false;
            out.append(':');
            write(value);
        }
        out.append('}');
    }

    private static void itself(Object outer, Object inner) {
        if (outer == inner) {
            throw new IllegalStateException("Direct self-reference leading to cycle");
        }
    }
}
