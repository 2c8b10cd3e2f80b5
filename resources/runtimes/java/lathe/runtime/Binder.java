// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

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
            return absent(raw);
        }
        if (raw == Void.class) {
            return null;
        }
        if (raw == Optional.class) {
            return Optional.ofNullable(convert(value, argument(type, Optional.class, 0)));
        }
        boolean many = raw.isArray() || Collection.class.isAssignableFrom(raw) || raw == Iterable.class;
        if (value.equals("") && (many && raw != byte[].class && raw != char[].class || Map.class.isAssignableFrom(raw))) {
            return null;
        }
        if (raw == byte[].class && value instanceof String) {
            return bytes((String) value);
        }
        if (ByteBuffer.class.isAssignableFrom(raw) && value instanceof String) {
            return ByteBuffer.wrap(bytes((String) value));
        }
        if (raw.isArray()) {
            return array(value, raw.getComponentType());
        }
        if (many) {
            return collection(value, type, raw);
        }
        if (value instanceof List && !(Times.isTime(raw) && ((List<?>) value).size() > 1)) { // as Lambda's: one value in an array is that value, none is null
            List<?> list = (List<?>) value;
            if (list.size() == 1) {
                return convert(list.get(0), type);
            }
            if (list.isEmpty() && !raw.isPrimitive()) {
                return null;
            }
            throw Scalars.unfit(value, raw);
        }
        if (Map.class.isAssignableFrom(raw)) {
            return map(value, type, raw);
        }
        return value instanceof Map ? bean((Map<?, ?>) value, type, raw) : Scalars.read(value, raw);
    }

    private static Object absent(Class<?> raw) {
        if (raw.isPrimitive()) {
            return Scalars.zero(raw);
        }
        return raw == Optional.class ? Optional.empty() : raw == java.util.OptionalInt.class ? java.util.OptionalInt.empty()
                : raw == java.util.OptionalLong.class ? java.util.OptionalLong.empty()
                : raw == java.util.OptionalDouble.class ? java.util.OptionalDouble.empty() : null;
    }

    /** Base64 with its padding. */
    private static byte[] bytes(String text) {
        if (text.length() % 4 != 0) {
            throw new IllegalArgumentException("Unexpected end of base64-encoded String: expects padding");
        }
        return Base64.getDecoder().decode(text);
    }

    /** As Lambda gives a handler of Object. */
    @SuppressWarnings("unchecked")
    private static Object natural(Object value) {
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
        return Scalars.natural(value);
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
        if (EnumSet.class.isAssignableFrom(raw)) {
            result = (Collection) EnumSet.noneOf((Class) Types.raw(item));
        } else if (raw.isAssignableFrom(ArrayList.class)) {
            result = new ArrayList<>(list.size());
        } else if (raw.isAssignableFrom(HashSet.class)) {
            result = new HashSet<>();
        } else if (raw.isAssignableFrom(TreeSet.class)) {
            result = new TreeSet<>();
        } else if (raw.isAssignableFrom(LinkedList.class)) {
            result = new LinkedList<>();
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
            throw Scalars.unfit(value, raw);
        }
        boolean texts = Properties.class.isAssignableFrom(raw);
        Type key = texts ? String.class : argument(type, Map.class, 0);
        Type item = texts ? String.class : argument(type, Map.class, 1);
        boolean constants = EnumMap.class.isAssignableFrom(raw);
        Map<Object, Object> result;
        if (constants) {
            result = new EnumMap(Types.raw(key));
        } else if (raw.isAssignableFrom(LinkedHashMap.class)) {
            result = new LinkedHashMap<>();
        } else if (raw.isAssignableFrom(TreeMap.class)) {
            result = new TreeMap<>();
        } else if (raw.isAssignableFrom(ConcurrentHashMap.class)) {
            result = new ConcurrentHashMap<>();
        } else if (raw.isAssignableFrom(ConcurrentSkipListMap.class)) {
            result = new ConcurrentSkipListMap<>();
        } else {
            result = (Map) make(raw);
        }
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
            Object name = convert(entry.getKey(), key);
            if (name != null || !constants) {
                result.put(name, convert(entry.getValue(), item));
            }
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
            throw Scalars.unfit(value, raw);
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
        return fill(make(raw), value, type, raw);
    }

    private Object fill(Object result, Map<?, ?> value, Type type, Class<?> raw) {
        Beans.Bean bean = beans.of(raw);
        for (Map.Entry<?, ?> entry : value.entrySet()) {
            Beans.Property property = bean.writable.get(entry.getKey().toString());
            if (property == null) {
                continue;
            }
            try {
                Type wanted = Types.resolve(property.type, type);
                Object inner = entry.getValue() instanceof Map ? within(result, Types.raw(wanted)) : null;
                property.set(result, inner != null ? fill(inner, (Map<?, ?>) entry.getValue(), wanted, inner.getClass())
                        : convert(bean.event ? eventTime(entry.getValue(), property.type) : entry.getValue(), wanted));
            } catch (InvocationTargetException e) {
                throw new IllegalArgumentException(e.getCause().getMessage() + " (through " + raw.getName() + "[\"" + property.name + "\"])", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return result;
    }

    /** An object of a class that lies in the one of its owner, as Jackson makes it; null for all others. */
    private static Object within(Object owner, Class<?> raw) throws ReflectiveOperationException {
        if (raw.getEnclosingClass() != owner.getClass() || Modifier.isStatic(raw.getModifiers()) || raw.isInterface() || raw.isEnum()) {
            return null;
        }
        java.lang.reflect.Constructor<?> constructor = raw.getDeclaredConstructor(owner.getClass());
        constructor.setAccessible(true);
        return constructor.newInstance(owner);
    }

    /** Events give times in seconds, with a fraction; 0 is none. */
    private static Object eventTime(Object value, Type type) {
        if (!(value instanceof Number) || type != Date.class) {
            return value;
        }
        double seconds = ((Number) value).doubleValue();
        return seconds == 0 ? null : (Object) (long) (seconds * 1000);
    }
}
