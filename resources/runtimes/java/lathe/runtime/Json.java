// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.ServiceLoader;

/** Events to Java objects and results to JSON: by the function's own code when it brings some, else by ours. */
final class Json {
    private final ClassLoader loader;
    private final Beans plain = new Beans(false);
    private final Beans events = new Beans(true);
    private CustomPojoSerializer own;
    private boolean asked;

    Json(ClassLoader loader) {
        this.loader = loader;
    }

    Object read(byte[] bytes, Type type) {
        CustomPojoSerializer custom = custom();
        if (custom != null) {
            return custom.fromJson(new ByteArrayInputStream(bytes), type);
        }
        return new Binder(beansFor(type)).convert(new JsonReader(new String(bytes, StandardCharsets.UTF_8)).read(), type);
    }

    byte[] write(Object value, Type type) {
        CustomPojoSerializer custom = custom();
        if (custom != null) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
            custom.toJson(value, out, type);
            return out.toByteArray();
        }
        StringBuilder out = new StringBuilder();
        new JsonWriter(beansFor(type), out).writeAs(value, type);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Beans beansFor(Type type) {
        boolean maybe = type instanceof Class && ((Class<?>) type).getName().startsWith("com.amazonaws.services."); // without loading what knows
        return maybe && Events.isRoot(type) ? events : plain;
    }

    private CustomPojoSerializer custom() {
        if (asked) {
            return own;
        }
        asked = true;
        if (loader.getResource("META-INF/services/" + CustomPojoSerializer.class.getName()) == null) {
            return null;
        }
        Iterator<CustomPojoSerializer> all = ServiceLoader.load(CustomPojoSerializer.class, loader).iterator();
        CustomPojoSerializer first = all.hasNext() ? all.next() : null;
        if (all.hasNext()) {
            asked = false;
            throw new IllegalStateException("Too many serializers provided inside the META-INF/services folder, only one is allowed");
        }
        own = first;
        return own;
    }
}
