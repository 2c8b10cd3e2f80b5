// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A tree of JSON values to the object that a handler's parameter asks for. Throws IllegalArgumentException where it cannot be. */
final class Binder {
    private final Beans beans;

    Binder(Beans beans) {
        this.beans = beans;
    }

    Object convert(Object value, Type type) {
        Class<?> raw = Types.raw(type);
        if (raw == Object.class) {
            return natural(value);
        }
        if (value == null) {
            return raw.isPrimitive() ? zero(raw) : raw == Optional.class ? Optional.empty() : null;
        }
        if (raw == Optional.class) {
            return Optional.ofNullable(convert(value, argument(type, Optional.class, 0)));
        }
        if (raw == byte[].class && value instanceof String) {
            return Base64.getDecoder().decode((String) value);
        }
        if (ByteBuffer.class.isAssignableFrom(raw) && value instanceof String) {
            return ByteBuffer.wrap(Base64.getDecoder().decode((String) value));
        }
        if (raw.isArray()) {
            return array(value, raw.getComponentType());
        }
        if (Collection.class.isAssignableFrom(raw) || raw == Iterable.class) {
            return collection(value, type, raw);
        }
        if (Map.class.isAssignableFrom(raw)) {
            return map(value, type, raw);
        }
        if (value instanceof List && ((List<?>) value).size() == 1 && !raw.isInstance(value)) {
            return convert(((List<?>) value).get(0), type); // as Lambda's: one value in an array is that value
        }
        if (value instanceof Map) {
            return bean((Map<?, ?>) value, type, raw);
        }
        return scalar(value, raw);
    }

    /** As Lambda gives a handler of Object: numbers with a fraction are Double there. */
    @SuppressWarnings("unchecked")
    private static Object natural(Object value) {
        if (value instanceof BigDecimal) {
            return ((BigDecimal) value).doubleValue();
        }
        if (value instanceof List) {
            List<Object> list = (List<Object>) value;
            for (int i = 0; i < list.size(); i++) {
                list.set(i, natural(list.get(i)));
            }
        } else if (value instanceof Map) {
            for (Map.Entry<String, Object> entry : ((Map<String, Object>) value).entrySet()) {
                entry.setValue(natural(entry.getValue()));
            }
        }
        return value;
    }

    private static Object zero(Class<?> primitive) {
        return Array.get(Array.newInstance(primitive, 1), 0);
    }

    private static Type argument(Type type, Class<?> of, int index) {
        Type[] arguments = Types.arguments(type, of);
        return arguments == null || arguments.length <= index ? Object.class : arguments[index];
    }

    private Object array(Object value, Class<?> component) {
        if (value instanceof String && component == char.class) {
            return ((String) value).toCharArray();
        }
        List<?> list = value instanceof List ? (List<?>) value : Collections.singletonList(value);
        Object result = Array.newInstance(component, list.size());
        for (int i = 0; i < list.size(); i++) {
            Array.set(result, i, convert(list.get(i), component));
        }
        return result;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object collection(Object value, Type type, Class<?> raw) {
        Type item = raw == Iterable.class ? argument(type, Iterable.class, 0) : argument(type, Collection.class, 0);
        List<?> list = value instanceof List ? (List<?>) value : Collections.singletonList(value);
        Collection<Object> result;
        if (raw.isAssignableFrom(ArrayList.class)) {
            result = new ArrayList<>(list.size());
        } else if (raw.isAssignableFrom(LinkedHashSet.class)) {
            result = new LinkedHashSet<>();
        } else if (raw.isAssignableFrom(TreeSet.class)) {
            result = new TreeSet<>();
        } else if (raw.isAssignableFrom(ArrayDeque.class)) {
            result = new ArrayDeque<>();
        } else {
            result = (Collection) make(raw);
        }
        for (Object one : list) {
            result.add(convert(one, item));
        }
        return result;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object map(Object value, Type type, Class<?> raw) {
        if (!(value instanceof Map)) {
            throw unfit(value, raw);
        }
        Type key = argument(type, Map.class, 0);
        Type item = argument(type, Map.class, 1);
        Map<Object, Object> result;
        if (raw.isAssignableFrom(LinkedHashMap.class)) {
            result = new LinkedHashMap<>();
        } else if (raw.isAssignableFrom(TreeMap.class)) {
            result = new TreeMap<>();
        } else if (raw.isInterface()) {
            result = new java.util.concurrent.ConcurrentHashMap<>();
        } else {
            result = (Map) make(raw);
        }
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
            result.put(convert(entry.getKey(), key), convert(entry.getValue(), item));
        }
        return result;
    }

    private Object make(Class<?> raw) {
        Beans.Bean bean = beans.of(raw);
        if (bean.constructor == null || Modifier.isAbstract(raw.getModifiers())) {
            throw new IllegalArgumentException("Cannot construct instance of `" + raw.getName()
                    + "` (no Creators, like default constructor, exist): cannot deserialize from Object value");
        }
        try {
            return bean.make();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Cannot construct instance of `" + raw.getName() + "`", e.getCause() == null ? e : e.getCause());
        }
    }

    private Object bean(Map<?, ?> value, Type type, Class<?> raw) {
        if (raw == String.class || raw.isPrimitive() || raw.isEnum() || Number.class.isAssignableFrom(raw) || raw == Boolean.class
                || JsonWriter.isText(raw.getName())) {
            throw unfit(value, raw);
        }
        Beans.Bean bean = beans.of(raw);
        if (bean.componentNames != null) {
            Object[] arguments = new Object[bean.componentNames.length];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = convert(value.get(bean.componentNames[i]), Types.resolve(bean.componentTypes[i], type));
            }
            try {
                return bean.constructor.newInstance(arguments);
            } catch (ReflectiveOperationException e) {
                Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
                throw new IllegalArgumentException("Cannot construct instance of `" + raw.getName() + "`, problem: " + cause.getMessage(), cause);
            }
        }
        Object result = make(raw);
        for (Map.Entry<?, ?> entry : value.entrySet()) {
            Beans.Property property = bean.writable(entry.getKey().toString());
            if (property == null) {
                continue;
            }
            try {
                property.set(result, convert(bean.event ? eventTime(entry.getValue(), property.type) : entry.getValue(), Types.resolve(property.type, type)));
            } catch (InvocationTargetException e) {
                throw new IllegalArgumentException(e.getCause().getMessage() + " (through " + raw.getName() + "[\"" + property.name + "\"])", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return result;
    }

    /** Events give times in seconds, with a fraction. */
    private static Object eventTime(Object value, Type type) {
        return value instanceof Number && type == Date.class ? (Object) (long) (((Number) value).doubleValue() * 1000) : value;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object scalar(Object value, Class<?> raw) {
        String text = value.toString();
        try {
            if (raw == String.class || raw == CharSequence.class) {
                if (value instanceof List) {
                    throw unfit(value, raw);
                }
                return text;
            }
            if (raw == boolean.class || raw == Boolean.class) {
                if (value instanceof Number) {
                    return ((Number) value).intValue() != 0;
                }
                if (value instanceof Boolean || text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
                    return Boolean.valueOf(text);
                }
                throw unfit(value, raw);
            }
            if (raw == char.class || raw == Character.class) {
                return value instanceof Number ? (char) ((Number) value).intValue() : text.charAt(0);
            }
            if (raw.isEnum()) {
                if (value instanceof Number) {
                    return raw.getEnumConstants()[((Number) value).intValue()];
                }
                for (Object constant : raw.getEnumConstants()) {
                    if (((Enum<?>) constant).name().equals(text)) {
                        return constant;
                    }
                }
                return null; // as on Lambda
            }
            if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
                return number(value, text.trim(), raw);
            }
            return library(value, text, raw);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw unfit(value, raw);
        }
    }

    private static Object number(Object value, String text, Class<?> raw) {
        if (text.isEmpty() && value instanceof String) {
            return raw.isPrimitive() ? zero(raw) : null;
        }
        if (value instanceof Boolean) {
            throw unfit(value, raw);
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
        BigDecimal exact = new BigDecimal(text);
        if (Math.abs((long) exact.scale()) > 10000) { // 1e999999999 would take all memory
            throw unfit(value, raw);
        }
        BigInteger whole = exact.toBigInteger();
        if (raw == BigInteger.class) {
            return whole;
        }
        int bits = raw == long.class || raw == Long.class || raw == Number.class ? 64 : raw == short.class || raw == Short.class ? 16
                : raw == byte.class || raw == Byte.class ? 8 : 32;
        if (raw == Number.class) {
            return value instanceof Number ? natural(value) : (Object) Double.valueOf(text);
        }
        if (whole.bitLength() > bits - 1 && !(bits == 8 && whole.bitLength() == 8 && whole.signum() > 0)) {
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
                throw unfit(value, raw);
        }
    }

    /** Classes of the Java library, and others that can be made from a text. */
    private static Object library(Object value, String text, Class<?> raw) {
        if (text.isEmpty()) {
            return null;
        }
        if (raw == Date.class || Calendar.class.isAssignableFrom(raw)) {
            Date date = value instanceof Number ? new Date(((Number) value).longValue()) : Date.from(instant(text));
            if (raw == Date.class) {
                return date;
            }
            Calendar calendar = Calendar.getInstance();
            calendar.setTime(date);
            return calendar;
        }
        if (raw == Instant.class) {
            if (value instanceof Number) {
                BigDecimal seconds = new BigDecimal(text);
                return Instant.ofEpochSecond(seconds.longValue(), seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
            }
            return instant(text);
        }
        for (String maker : new String[] {"parse", "fromString", "valueOf", "create", "of"}) {
            for (Class<?> parameter : new Class<?>[] {String.class, CharSequence.class}) {
                try {
                    Method method = raw.getMethod(maker, parameter);
                    if (Modifier.isStatic(method.getModifiers()) && raw.isAssignableFrom(method.getReturnType())) {
                        return method.invoke(null, text);
                    }
                } catch (InvocationTargetException e) {
                    throw new IllegalArgumentException("Cannot deserialize value of type `" + raw.getName() + "` from String \"" + text + "\": "
                            + e.getCause().getMessage(), e.getCause());
                } catch (ReflectiveOperationException e) {
                    // it has no such one
                }
            }
        }
        try {
            return raw.getConstructor(String.class).newInstance(text);
        } catch (ReflectiveOperationException e) {
            throw unfit(value, raw);
        }
    }

    private static Instant instant(String text) {
        if (text.length() == 10) {
            return Instant.parse(text + "T00:00:00Z");
        }
        return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
    }

    private static IllegalArgumentException unfit(Object value, Class<?> raw) {
        String kind = value instanceof Map ? "Object value" : value instanceof List ? "Array value" : value instanceof String ? "String \"" + value + "\""
                : value instanceof Boolean ? "Boolean value" : "Number value (" + value + ")";
        return new IllegalArgumentException("Cannot deserialize value of type `" + raw.getTypeName() + "` from " + kind);
    }
}
