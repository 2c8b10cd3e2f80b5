// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Generic types with their variables filled in. */
final class Types {
    private Types() {
    }

    /** List of String and the like, made here. */
    private static final class Made implements ParameterizedType {
        private final Class<?> raw;
        private final Type[] arguments;

        Made(Class<?> raw, Type[] arguments) {
            this.raw = raw;
            this.arguments = arguments;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return raw.getDeclaringClass();
        }
    }

    /** What `type` puts in for the variables of the interface or class `of` above it; null when it says nothing. */
    static Type[] arguments(Type type, Class<?> of) {
        Class<?> raw = raw(type);
        if (raw == of) {
            return type instanceof ParameterizedType ? ((ParameterizedType) type).getActualTypeArguments() : null;
        }
        Map<TypeVariable<?>, Type> known = variables(type);
        for (Type above : raw.getGenericInterfaces()) {
            if (of.isAssignableFrom(raw(above))) {
                Type[] found = arguments(fill(above, known), of);
                if (found != null) {
                    return found;
                }
            }
        }
        Type above = raw.getGenericSuperclass();
        return above != null && of.isAssignableFrom(raw(above)) ? arguments(fill(above, known), of) : null;
    }

    /** What the first interface on the way up from `type` puts in that is `of` or lies below it and has parameters: so Lambda looks for them, also where
     * that interface's parameters are not those of `of`. Null when there is none. */
    static Type[] firstArguments(Class<?> type, Class<?> of) {
        List<Type> open = new ArrayList<>();
        open.add(type);
        for (int i = 0; i < open.size(); i++) {
            Map<TypeVariable<?>, Type> known = variables(open.get(i));
            for (Type above : raw(open.get(i)).getGenericInterfaces()) {
                Type filled = fill(above, known);
                if (filled instanceof ParameterizedType && of.isAssignableFrom(raw(filled))) {
                    return ((ParameterizedType) filled).getActualTypeArguments();
                }
                open.add(filled);
            }
            Type above = raw(open.get(i)).getGenericSuperclass();
            if (above != null) {
                open.add(fill(above, known));
            }
        }
        return null;
    }

    /** `type`, as a member of the class `in` or of one above it, with what `in` says of its variables. */
    static Type resolve(Type type, Type in) {
        if (type instanceof Class) {
            return type;
        }
        Map<TypeVariable<?>, Type> known = new HashMap<>();
        for (Type at = in; at != null && raw(at) != Object.class;) {
            known.putAll(variables(at));
            for (Type above : raw(at).getGenericInterfaces()) {
                known.putAll(variables(fill(above, known)));
            }
            Type above = raw(at).getGenericSuperclass();
            at = above == null ? null : fill(above, known);
        }
        return fill(type, known);
    }

    static boolean isUnbound(Type type) {
        if (!(type instanceof TypeVariable)) {
            return false;
        }
        for (Type bound : ((TypeVariable<?>) type).getBounds()) {
            if (bound != Object.class) {
                return false;
            }
        }
        return true;
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class) {
            return (Class<?>) type;
        }
        if (type instanceof ParameterizedType) {
            return (Class<?>) ((ParameterizedType) type).getRawType();
        }
        if (type instanceof GenericArrayType) {
            return Array.newInstance(raw(((GenericArrayType) type).getGenericComponentType()), 0).getClass();
        }
        if (type instanceof WildcardType) {
            return raw(((WildcardType) type).getUpperBounds()[0]);
        }
        return raw(((TypeVariable<?>) type).getBounds()[0]);
    }

    private static Map<TypeVariable<?>, Type> variables(Type type) {
        Map<TypeVariable<?>, Type> known = new HashMap<>();
        if (type instanceof ParameterizedType) {
            TypeVariable<?>[] names = raw(type).getTypeParameters();
            Type[] values = ((ParameterizedType) type).getActualTypeArguments();
            for (int i = 0; i < names.length && i < values.length; i++) {
                known.put(names[i], values[i]);
            }
        }
        return known;
    }

    private static Type fill(Type type, Map<TypeVariable<?>, Type> known) {
        if (type instanceof TypeVariable) {
            Type value = known.get(type);
            return value == null || value == type ? type : value;
        }
        if (type instanceof ParameterizedType) {
            Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = fill(arguments[i], known);
            }
            return new Made(raw(type), arguments);
        }
        if (type instanceof GenericArrayType) {
            Class<?> component = raw(fill(((GenericArrayType) type).getGenericComponentType(), known));
            return Array.newInstance(component, 0).getClass();
        }
        return type;
    }
}
