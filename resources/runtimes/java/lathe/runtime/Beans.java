// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of classes of data: their properties by getters, setters and public fields, as JavaBeans name them. */
final class Beans {
    /** One property of a class; each part may be missing. */
    static final class Property {
        final String name;
        String wire;
        Method getter;
        Method setter;
        Field field;
        Type type;

        Property(String name) {
            this.name = name;
        }

        Object get(Object bean) throws ReflectiveOperationException {
            return getter != null ? getter.invoke(bean) : field.get(bean);
        }

        void set(Object bean, Object value) throws ReflectiveOperationException {
            if (setter != null) {
                setter.invoke(bean, value);
            } else {
                field.set(bean, value);
            }
        }
    }

    /** A class with what it has. */
    static final class Bean {
        final Map<String, Property> readable = new LinkedHashMap<>();
        final Map<String, Property> writable = new HashMap<>();
        /** Of a record: the names and types that its constructor takes. */
        String[] componentNames;
        Type[] componentTypes;
        Constructor<?> constructor;
        /** Read or written where a handler declares an event of Lambda's library. */
        boolean event;

        Object make() throws ReflectiveOperationException {
            try {
                return constructor.newInstance();
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException) {
                    throw (RuntimeException) e.getCause();
                }
                throw e;
            }
        }
    }

    private final Map<Class<?>, Bean> known = new HashMap<>();
    /** For an event of Lambda's library with what it holds. */
    final boolean events;

    Beans(boolean events) {
        this.events = events;
    }

    Bean of(Class<?> type) {
        Bean bean = known.get(type);
        if (bean == null) {
            bean = look(type);
            known.put(type, bean);
        }
        return bean;
    }

    private Bean look(Class<?> type) {
        Bean bean = new Bean();
        bean.event = events;
        boolean bare = events && Events.isS3(type); // neither setters nor constructors to be used
        Map<String, Property> all = new LinkedHashMap<>();
        List<Class<?>> line = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            line.add(0, at);
        }
        for (Class<?> at : line) { // the order of declaration, the one above first
            for (Field field : at.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0 && !field.isSynthetic()) {
                    Property property = property(all, field.getName());
                    if (Modifier.isPublic(field.getModifiers()) || bare) {
                        property.field = open(field) ? field : null;
                        property.type = Types.resolve(field.getGenericType(), type);
                    }
                }
            }
        }
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !method.isBridge() && method.getDeclaringClass() != Object.class) {
                method(all, method, type);
            }
        }
        record(type, bean, all);
        for (Property property : all.values()) {
            property.wire = events ? Events.wire(type, property.name) : property.name;
        }
        for (boolean named : new boolean[] {false, true}) {
            for (Property property : all.values()) {
                boolean shown = property.getter != null || property.field != null && Modifier.isPublic(property.field.getModifiers());
                if (shown && named == (events && Events.isNamed(type, property.name))) {
                    bean.readable.put(property.wire, property);
                }
                if (property.setter != null || property.field != null) {
                    bean.writable.put(property.wire, property);
                }
            }
        }
        if (bean.constructor == null) {
            bean.constructor = constructor(type, bare);
        }
        return bean;
    }

    private static Property property(Map<String, Property> all, String name) {
        Property property = all.get(name);
        if (property == null) {
            property = new Property(name);
            all.put(name, property);
        }
        return property;
    }

    private static void method(Map<String, Property> all, Method method, Class<?> type) {
        String name = method.getName();
        int count = method.getParameterTypes().length;
        Class<?> result = method.getReturnType();
        if (name.startsWith("get") && name.length() > 3 && count == 0 && result != void.class) {
            Property property = property(all, decapitalized(name.substring(3)));
            property.getter = open(method) ? method : null;
        } else if (name.startsWith("is") && name.length() > 2 && count == 0 && (result == boolean.class || result == Boolean.class)) {
            Property property = property(all, decapitalized(name.substring(2)));
            if (property.getter == null) {
                property.getter = open(method) ? method : null;
            }
        } else if (name.startsWith("set") && name.length() > 3 && count == 1) {
            Property property = property(all, decapitalized(name.substring(3)));
            if (property.setter == null || !method.getParameterTypes()[0].isAssignableFrom(property.setter.getParameterTypes()[0])) {
                property.setter = open(method) ? method : null;
                property.type = Types.resolve(method.getGenericParameterTypes()[0], type);
            }
        }
    }

    /** As JavaBeans: "URL" stays, "Url" becomes "url". */
    private static String decapitalized(String name) {
        if (name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1))) {
            return name;
        }
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Records came after Java 8, so they are asked by name. */
    private static void record(Class<?> type, Bean bean, Map<String, Property> all) {
        try {
            if (!Boolean.TRUE.equals(Class.class.getMethod("isRecord").invoke(type))) {
                return;
            }
            Object[] components = (Object[]) Class.class.getMethod("getRecordComponents").invoke(type);
            Class<?>[] types = new Class<?>[components.length];
            bean.componentNames = new String[components.length];
            bean.componentTypes = new Type[components.length];
            for (int i = 0; i < components.length; i++) {
                Class<?> kind = components[i].getClass();
                bean.componentNames[i] = (String) kind.getMethod("getName").invoke(components[i]);
                types[i] = (Class<?>) kind.getMethod("getType").invoke(components[i]);
                bean.componentTypes[i] = (Type) kind.getMethod("getGenericType").invoke(components[i]);
                Method getter = (Method) kind.getMethod("getAccessor").invoke(components[i]);
                property(all, bean.componentNames[i]).getter = open(getter) ? getter : null;
            }
            bean.constructor = type.getDeclaredConstructor(types);
            open(bean.constructor);
        } catch (ReflectiveOperationException e) {
            bean.componentNames = null; // an older virtual machine
        }
    }

    /** The constructor without parameters; for Lambda's S3 events, which have none, one that fills in nothing. */
    private static Constructor<?> constructor(Class<?> type, boolean bare) {
        try {
            Constructor<?> plain = type.getDeclaredConstructor();
            return open(plain) ? plain : null;
        } catch (NoSuchMethodException e) {
            if (!bare) {
                return null;
            }
        }
        try {
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            Object one = factory.getMethod("getReflectionFactory").invoke(null);
            return (Constructor<?>) factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                    .invoke(one, type, Object.class.getDeclaredConstructor());
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static boolean open(AccessibleObject object) {
        try {
            object.setAccessible(true);
            return true;
        } catch (RuntimeException e) { // a module that is not open
            return false;
        }
    }
}
