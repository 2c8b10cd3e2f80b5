// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Single JSON values to texts, numbers, constants and other small classes of the Java library, as Lambda's Jackson is set up. */
final class Scalars {
    private Scalars() {
    }

    static Object zero(Class<?> primitive) {
        return Array.get(Array.newInstance(primitive, 1), 0);
    }

    /** As Lambda gives a handler of Object: numbers with a fraction are Double there. */
    static Object natural(Object value) {
        return value instanceof Literal ? (Object) ((Literal) value).doubleValue() : value;
    }

    /** `value`: a text, a number or a truth value, or a list where only a time can be meant. */
    static Object read(Object value, Class<?> raw) {
        String text = value.toString();
        if (raw == String.class && !(value instanceof List)) {
            return text;
        }
        try {
            if (!raw.isPrimitive() && Times.isTime(raw)) {
                Object time = Times.read(value, raw);
                if (time != null || text.trim().isEmpty()) {
                    return time;
                }
            }
            if (value instanceof List) {
                throw unfit(value, raw);
            }
            if (raw == CharSequence.class) {
                return text;
            }
            if (raw == boolean.class || raw == Boolean.class) {
                return truth(value, text.trim(), raw);
            }
            if (raw == char.class || raw == Character.class) {
                return character(value, text, raw);
            }
            if (raw.isEnum()) {
                return constant(value, text.trim(), raw);
            }
            if (raw.isPrimitive() || Number.class.isAssignableFrom(raw) && !raw.getName().startsWith("java.util.")) {
                return number(value, text.trim(), raw);
            }
            return library(value, text, raw);
        } catch (NumberFormatException | ArithmeticException e) {
            throw unfit(value, raw);
        }
    }

    private static Object truth(Object value, String text, Class<?> raw) {
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number && !(value instanceof Literal)) {
            return !text.equals("0");
        }
        if (value instanceof String && text.isEmpty()) {
            return raw.isPrimitive() ? (Object) false : null;
        }
        if (value instanceof String && (text.equals("true") || text.equals("True") || text.equals("TRUE"))) {
            return true;
        }
        if (value instanceof String && (text.equals("false") || text.equals("False") || text.equals("FALSE"))) {
            return false;
        }
        throw unfit(value, raw);
    }

    private static Object character(Object value, String text, Class<?> raw) {
        if (value instanceof Integer) {
            return (char) ((Integer) value).intValue();
        }
        if (value instanceof String && text.isEmpty()) {
            return raw.isPrimitive() ? zero(raw) : null;
        }
        if (value instanceof String && text.length() == 1) {
            return text.charAt(0);
        }
        throw unfit(value, raw);
    }

    /** One that is not known is null, as on Lambda. */
    static Object constant(Object value, String text, Class<?> raw) {
        Object[] all = raw.getEnumConstants();
        if (value instanceof Boolean || value instanceof Literal) {
            throw unfit(value, raw);
        }
        for (Object one : all) {
            if (((Enum<?>) one).name().equals(text)) {
                return one;
            }
        }
        if (!text.matches("\\d{1,9}")) {
            return null;
        }
        int index = Integer.parseInt(text);
        return index < all.length ? all[index] : null;
    }

    private static Object number(Object value, String text, Class<?> raw) {
        if (text.isEmpty() && value instanceof String) {
            return raw.isPrimitive() ? zero(raw) : null;
        }
        if (value instanceof Boolean) {
            throw unfit(value, raw);
        }
        if (raw == Number.class) {
            return value instanceof Number ? natural(value) : text.matches("-?\\d+") ? whole(text) : (Object) Double.valueOf(text);
        }
        if (raw == double.class || raw == Double.class) {
            return Double.valueOf(text);
        }
        if (raw == float.class || raw == Float.class) {
            return Float.valueOf(text);
        }
        if (raw == BigDecimal.class) {
            return new BigDecimal(text);
        }
        if (value instanceof String && !text.matches("[+-]?\\d+")) {
            throw unfit(value, raw);
        }
        BigDecimal exact = new BigDecimal(text);
        if (Math.abs((long) exact.scale()) > 10000) { // 1e999999999 would take all memory
            throw unfit(value, raw);
        }
        return bounded(exact.toBigInteger(), text, raw);
    }

    private static Object bounded(BigInteger whole, String text, Class<?> raw) {
        if (raw == BigInteger.class) {
            return whole;
        }
        boolean small = raw == byte.class || raw == Byte.class; // which take 0 to 255, too
        int bits = raw == long.class || raw == Long.class ? 64 : raw == short.class || raw == Short.class ? 16 : small ? 8 : 32;
        if (whole.bitLength() > bits - 1 && !(small && whole.bitLength() == 8 && whole.signum() > 0)) {
            throw new IllegalArgumentException("Numeric value (" + text + ") out of range of " + raw.getSimpleName());
        }
        switch (bits) {
            case 64:
                return whole.longValue();
            case 16:
                return whole.shortValue();
            case 8:
                return whole.byteValue();
            default:
                if (raw == int.class || raw == Integer.class) {
                    return whole.intValue();
                }
                throw unfit(whole, raw);
        }
    }

    private static Number whole(String text) {
        BigInteger big = new BigInteger(text);
        return big.bitLength() < 32 ? (Number) big.intValue() : big.bitLength() < 64 ? (Number) big.longValue() : big;
    }

    /** Classes of the Java library that are made from a text. Constructors and methods of the function's own classes are not called. */
    private static Object library(Object value, String text, Class<?> raw) {
        if (text.isEmpty()) {
            return null;
        }
        String name = raw.getName();
        if (name.startsWith("java.util.concurrent.atomic.Atomic")) {
            return atomic(value, raw);
        }
        if (name.startsWith("java.util.Optional")) {
            return call(raw, "of", raw == java.util.OptionalInt.class ? int.class : raw == java.util.OptionalLong.class ? long.class : double.class, value);
        }
        boolean known = (name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("org.joda.time."));
        if (!known || value instanceof Boolean) {
            throw unfit(value, raw);
        }
        if (raw == Class.class) {
            try {
                return Class.forName(text, false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalArgumentException("not a valid Class value: " + text);
            }
        }
        if (raw == java.util.Locale.class) {
            String[] parts = text.replace('-', '_').split("_", 3);
            return new java.util.Locale(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
        }
        if (raw == java.util.TimeZone.class) {
            return java.util.TimeZone.getTimeZone(text);
        }
        if (name.equals("java.nio.file.Path")) {
            return java.nio.file.Paths.get(text);
        }
        for (String maker : new String[] {"parse", "fromString", "forName", "valueOf", "create", "compile", "of", "getInstance", "getByName"}) {
            for (Class<?> parameter : new Class<?>[] {String.class, CharSequence.class}) {
                Object made = call(raw, maker, parameter, text);
                if (made != null) {
                    return made;
                }
            }
        }
        try {
            return raw.getConstructor(String.class).newInstance(text);
        } catch (ReflectiveOperationException e) {
            throw unfit(value, raw);
        }
    }

    private static Object atomic(Object value, Class<?> raw) {
        Class<?> inner = raw.getSimpleName().equals("AtomicLong") ? long.class : raw.getSimpleName().equals("AtomicBoolean") ? boolean.class
                : raw.getSimpleName().equals("AtomicInteger") ? int.class : Object.class;
        try {
            return raw.getConstructor(inner).newInstance(inner == Object.class ? natural(value) : read(value, inner));
        } catch (ReflectiveOperationException e) {
            throw unfit(value, raw);
        }
    }

    /** What a static method of that name makes; null when there is none. */
    private static Object call(Class<?> raw, String name, Class<?> parameter, Object value) {
        try {
            Method method = raw.getMethod(name, parameter);
            boolean fits = Modifier.isStatic(method.getModifiers()) && raw.isAssignableFrom(method.getReturnType());
            return fits ? method.invoke(null, parameter.isPrimitive() ? read(value, parameter) : value) : null;
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("Cannot deserialize value of type `" + raw.getName() + "` from String \"" + value + "\": "
                    + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    static IllegalArgumentException unfit(Object value, Class<?> raw) {
        String kind = value instanceof java.util.Map ? "Object value" : value instanceof List ? "Array value" : value instanceof String ? "String \"" + value + "\""
                : value instanceof Boolean ? "Boolean value" : "Number value (" + value + ")";
        return new IllegalArgumentException("Cannot deserialize value of type `" + raw.getTypeName() + "` from " + kind);
    }
}
