// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.BaseStream;

/**
 * Java objects to JSON as Lambda's runtime writes them: bean properties in the order of their fields, nothing for null ones,
 * dates as milliseconds, bytes in base64, no space.
 */
final class JsonWriter {
    private static final int DEPTH = 1000;
    private final Beans beans;
    private final StringBuilder out;
    private int depth;

    JsonWriter(Beans beans, StringBuilder out) {
        this.beans = beans;
        this.out = out;
    }

    /** In quotes, halves of surrogate pairs as escapes: as Jackson writes UTF-8. */
    static void quote(String text, StringBuilder out) {
        quote(text, out, true);
    }

    /** As the JSON of Lambda's own texts (errors, log lines) is written: by Gson. */
    static void quotePlain(String text, StringBuilder out) {
        quote(text, out, false);
    }

    private static void quote(String text, StringBuilder out, boolean jackson) {
        String digits = jackson ? "0123456789ABCDEF" : "0123456789abcdef";
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int named = "\"\\\n\r\t\b\f".indexOf(c);
            if (named >= 0) {
                out.append('\\').append("\"\\nrtbf".charAt(named));
            } else if (c < ' ' || (jackson ? Character.isSurrogate(c) : c == '\u2028' || c == '\u2029')) {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(digits.charAt(c >> shift & 15));
                }
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** The result of a handler that declares `type`: of beans what that class has, not what a subclass adds; in lists, maps and arrays, too. */
    void writeAs(Object value, Type type) {
        Class<?> raw = Types.raw(type);
        if (value == null || raw == Object.class || !raw.isPrimitive() && !raw.isInstance(value)) {
            write(value);
        } else if (value instanceof Map) {
            map((Map<?, ?>) value, content(type, Map.class, 1));
        } else if (value instanceof Collection) {
            list(((Collection<?>) value).iterator(), content(type, Iterable.class, 0));
        } else if (value instanceof Object[]) {
            list(Arrays.asList((Object[]) value).iterator(), raw.isArray() ? raw.getComponentType() : Object.class);
        } else if (value instanceof Optional) {
            writeAs(((Optional<?>) value).orElse(null), content(type, Optional.class, 0));
        } else if (raw == value.getClass() || isNoBean(value)) {
            write(value);
        } else {
            bean(value, raw);
        }
    }

    private static Type content(Type type, Class<?> of, int index) {
        Type[] arguments = of.isAssignableFrom(Types.raw(type)) ? Types.arguments(type, of) : null;
        return arguments == null || arguments.length <= index ? Object.class : arguments[index];
    }

    private static boolean isNoBean(Object value) {
        return value instanceof CharSequence || value instanceof Enum || value instanceof Iterable || value instanceof Iterator || value instanceof BaseStream
                || value instanceof Map.Entry || value.getClass().isArray() || value.getClass().getName().startsWith("java.");
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
        } else if (value instanceof Map || value instanceof Collection || value instanceof Object[] || !known(value)) { // the usual ones first
            if (++depth > DEPTH) {
                throw new IllegalStateException("Document nesting depth (" + depth + ") exceeds the maximum allowed (" + DEPTH + ")");
            }
            if (value instanceof Map) {
                map((Map<?, ?>) value, Object.class);
            } else if (value instanceof Iterable) {
                list(((Iterable<?>) value).iterator(), Object.class);
            } else if (value instanceof Iterator || value instanceof BaseStream) {
                list(value instanceof Iterator ? (Iterator<?>) value : ((BaseStream<?, ?>) value).iterator(), Object.class);
            } else if (value instanceof Map.Entry) {
                map(java.util.Collections.singletonMap(((Map.Entry<?, ?>) value).getKey(), ((Map.Entry<?, ?>) value).getValue()), Object.class);
            } else if (value.getClass().isArray()) {
                array(value);
            } else {
                bean(value, value.getClass());
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
        boolean foreign = value.getClass().getClassLoader() != null; // then most of what follows need not be loaded to say no
        if (foreign && !(value instanceof Date || value instanceof java.util.Calendar || isText(value.getClass().getName()))) {
            return false;
        }
        if (value instanceof byte[]) {
            quote(Base64.getEncoder().encodeToString((byte[]) value), out);
        } else if (value instanceof char[]) {
            quote(new String((char[]) value), out);
        } else if (value instanceof ByteBuffer) {
            ByteBuffer copy = ((ByteBuffer) value).duplicate();
            byte[] bytes = new byte[copy.remaining()];
            copy.get(bytes);
            quote(Base64.getEncoder().encodeToString(bytes), out);
        } else if (value instanceof Date && beans.events) {
            out.append(((Date) value).getTime() / 1000.0);
        } else if (value instanceof Optional) {
            write(((Optional<?>) value).orElse(null));
        } else if (value instanceof OptionalInt) {
            write(((OptionalInt) value).isPresent() ? (Object) ((OptionalInt) value).getAsInt() : null);
        } else if (value instanceof OptionalLong) {
            write(((OptionalLong) value).isPresent() ? (Object) ((OptionalLong) value).getAsLong() : null);
        } else if (value instanceof OptionalDouble) {
            write(((OptionalDouble) value).isPresent() ? (Object) ((OptionalDouble) value).getAsDouble() : null);
        } else if (value instanceof AtomicBoolean) {
            out.append(((AtomicBoolean) value).get());
        } else if (value instanceof AtomicReference) {
            write(((AtomicReference<?>) value).get());
        } else if (value instanceof Class) {
            quote(((Class<?>) value).getName(), out);
        } else if (value instanceof TimeZone) {
            quote(((TimeZone) value).getID(), out);
        } else if (value instanceof java.nio.file.Path) {
            quote(((java.nio.file.Path) value).toUri().toString(), out);
        } else if (value instanceof java.nio.charset.Charset) {
            quote(((java.nio.charset.Charset) value).name(), out);
        } else if (value instanceof java.net.InetAddress) {
            String text = value.toString().trim();
            int slash = text.indexOf('/');
            quote(slash == 0 ? text.substring(1) : slash > 0 ? text.substring(0, slash) : text, out);
        } else if (Times.write(value, out)) {
            return true;
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
                || className.equals("java.io.File") || className.equals("java.lang.StringBuilder") || className.equals("java.lang.StringBuffer")
                || className.equals("java.util.Currency") || className.equals("java.util.regex.Pattern");
    }

    private void map(Map<?, ?> map, Type content) {
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
            quote(key(entry.getKey()), first ? out : out.append(','));
            first = false;
            out.append(':');
            writeAs(entry.getValue(), content);
        }
        out.append('}');
    }

    private static String key(Object key) {
        return key instanceof Enum ? ((Enum<?>) key).name() : key instanceof Class ? ((Class<?>) key).getName()
                : key instanceof Date ? Times.key((Date) key) : key.toString();
    }

    private void list(Iterator<?> items, Type content) {
        out.append('[');
        for (boolean first = true; items.hasNext(); first = false) {
            if (!first) {
                out.append(',');
            }
            writeAs(items.next(), content);
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

    private void bean(Object bean, Class<?> as) {
        out.append('{');
        boolean first = true;
        for (Beans.Property property : beans.of(as).readable.values()) {
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
            quote(property.wire, first ? out : out.append(','));
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
