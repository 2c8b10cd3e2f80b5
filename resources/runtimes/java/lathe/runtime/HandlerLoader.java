// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what a handler name such as "example.Orders::place" or "example.Orders" means. What it throws as a Fault that is not
 * fatal is answered to each invocation, as on Lambda; the rest is a failure of init.
 */
final class HandlerLoader {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);
    private final ClassLoader loader;
    private final Json json;

    HandlerLoader(ClassLoader loader) {
        this.loader = loader;
        json = new Json(loader);
    }

    Handler load(String name) {
        int colons = name.lastIndexOf("::");
        String className = colons < 0 ? name : name.substring(0, colons);
        String method = colons < 0 ? null : name.substring(colons + 2);
        if (className.isEmpty() || method != null && method.isEmpty()) {
            throw Fault.of("Invalid handler: `" + name + "'");
        }
        Class<?> type;
        try {
            type = Class.forName(className, true, loader);
        } catch (ClassNotFoundException e) {
            throw Fault.of("Class not found: " + className, e, false);
        } catch (NoClassDefFoundError e) {
            throw Fault.atFirstCall(loading(className, e), e);
        } catch (Throwable e) {
            throw Fault.of(loading(className, e), e, true);
        }
        return method == null ? ofInterface(type) : ofMethod(type, method);
    }

    private static String loading(String className, Throwable reason) {
        return "Error loading class " + className + (reason.getMessage() == null ? "" : ": " + reason.getMessage());
    }

    private Handler ofInterface(Class<?> type) {
        if (RequestStreamHandler.class.isAssignableFrom(type)) {
            RequestStreamHandler handler = (RequestStreamHandler) instance(type);
            return new Handler() {
                @Override
                public byte[] call(byte[] event, Context context) throws Throwable {
                    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
                    handler.handleRequest(new ByteArrayInputStream(event), out, context);
                    return out.toByteArray();
                }
            };
        }
        if (!RequestHandler.class.isAssignableFrom(type)) {
            throw Fault.of("Class does not implement an appropriate handler interface: " + type.getName());
        }
        Type[] types = Types.firstArguments(type, RequestHandler.class);
        if (types == null) {
            throw Fault.of("Class " + type.getName() + " does not implement RequestHandler with concrete type parameters");
        }
        if (types.length != 2) {
            throw Fault.of("Invalid class signature for RequestHandler. Expected two generic types, got " + types.length);
        }
        for (Type one : types) {
            if (Types.isUnbound(one)) {
                throw Fault.of("Class " + type.getName() + " does not implement RequestHandler with concrete type parameters: parameter " + one
                        + " has no upper bound.");
            }
        }
        @SuppressWarnings("unchecked")
        RequestHandler<Object, Object> handler = (RequestHandler<Object, Object>) instance(type);
        return ofObjects(types[0], types[1], new Call() {
            @Override
            public Object on(Object input, Context context) {
                return handler.handleRequest(input, context);
            }
        });
    }

    /** A call with objects on both sides. No lambda expressions here: the first one of a process costs 20 ms. */
    private interface Call {
        Object on(Object input, Context context) throws Throwable;
    }

    private Handler ofObjects(Type in, Type out, Call call) {
        return new Handler() {
            @Override
            public byte[] call(byte[] event, Context context) throws Throwable {
                Object input;
                try {
                    input = in == null ? null : json.read(event, in);
                } catch (Throwable e) {
                    throw new RuntimeException("An error occurred during JSON parsing", Fault.withoutOurs(e));
                }
                Object result = call.on(input, context);
                if (out == void.class || out == Void.class) {
                    return NULL;
                }
                try {
                    return json.write(result, out);
                } catch (Throwable e) {
                    throw new RuntimeException("An error occurred during JSON serialization of response", e);
                }
            }
        };
    }

    private Handler ofMethod(Class<?> type, String name) {
        List<Method> methods = new ArrayList<>();
        try {
            for (Method method : type.getMethods()) {
                if (method.getName().equals(name)) {
                    methods.add(method);
                }
            }
        } catch (NoClassDefFoundError e) {
            throw Fault.of("Error loading method " + name + " on class " + type.getName(), e, false);
        }
        // No bridges, then the longest list of parameters, one that ends with a Context counting one more.
        Collections.sort(methods, new Comparator<Method>() {
            @Override
            public int compare(Method a, Method b) {
                return a.isBridge() != b.isBridge() ? (a.isBridge() ? 1 : -1) : weight(b) - weight(a);
            }
        });
        for (Method method : methods) {
            Handler handler = ofOverload(type, method);
            if (handler != null) {
                return handler;
            }
        }
        throw Fault.of("No public method named " + name + " with appropriate method signature found on class " + type.getName());
    }

    private static int weight(Method method) {
        Class<?>[] types = method.getParameterTypes();
        return types.length + (types.length > 0 && types[types.length - 1] == Context.class ? 1 : 0);
    }

    /** The handler that a method makes, by the types that it declares itself; null for one that is none. */
    private Handler ofOverload(Class<?> type, Method method) {
        Class<?>[] types = method.getParameterTypes();
        int count = types.length;
        String unfit = unfit(method.getName(), types);
        if (unfit != null) {
            System.err.println(unfit);
            return null;
        }
        boolean context = count > 0 && types[count - 1] == Context.class;
        int others = context ? count - 1 : count;
        boolean in = others > 0 && types[0] == InputStream.class;
        boolean out = others > 0 && types[others - 1] == OutputStream.class;
        Object target = Modifier.isStatic(method.getModifiers()) ? null : instance(type);
        if (in || out) {
            return ofStreams(method, target, in, out, context);
        }
        Type wanted = others == 1 ? method.getGenericParameterTypes()[0] : null;
        return ofObjects(wanted, method.getGenericReturnType(), new Call() {
            @Override
            public Object on(Object input, Context given) throws Throwable {
                Object[] both = {input, given};
                return invoke(method, target, Arrays.copyOfRange(both, 1 - others, context ? 2 : 1));
            }
        });
    }

    /** What Lambda says of an overload that it passes over; null for one that is a handler. */
    private static String unfit(String name, Class<?>[] types) {
        String ignoring = "Ignoring two-argument overload because ";
        if (types.length == 3) {
            boolean streams = types[0] == InputStream.class && types[1] == OutputStream.class && types[2] == Context.class;
            return streams ? null : "Ignoring three-argument overload because argument signature is not (InputStream, OutputStream, Context";
        }
        if (types.length != 2) {
            return types.length < 2 ? null : "Ignoring an overload of method " + name + " because it has too many parameters: "
                    + "Expected at most 3, got " + types.length;
        }
        if (types[0] == Context.class) {
            return ignoring + "first argument type is Context";
        }
        if (types[1] == Context.class || types[0] == InputStream.class && types[1] == OutputStream.class) {
            return null;
        }
        return ignoring + (types[0] == OutputStream.class ? "first argument type is OutputStream and second argument type is not Context"
                : types[0] == InputStream.class ? "second parameter type, " + types[1].getName() + ", is not OutputStream." : "second parameter type is not Context");
    }

    private static Handler ofStreams(Method method, Object target, boolean in, boolean out, boolean context) {
        if (method.getReturnType() != void.class) {
            System.err.println("Will ignore return type " + method.getReturnType() + " on byte stream handler");
        }
        return new Handler() {
            @Override
            public byte[] call(byte[] event, Context given) throws Throwable {
                ByteArrayOutputStream result = new ByteArrayOutputStream(1024);
                List<Object> arguments = new ArrayList<>();
                if (in) {
                    arguments.add(new ByteArrayInputStream(event));
                }
                if (out) {
                    arguments.add(result);
                }
                if (context) {
                    arguments.add(given);
                }
                invoke(method, target, arguments.toArray());
                return out ? result.toByteArray() : NULL;
            }
        };
    }

    private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** The one object of the class, made by its constructor without parameters. */
    private static Object instance(Class<?> type) {
        Constructor<?> constructor;
        try {
            constructor = type.getConstructor();
        } catch (NoSuchMethodException e) {
            boolean inner = type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
            throw Fault.of(inner ? new Exception("Class " + type.getName() + " cannot be instantiated because it is a non-static inner class")
                    : new Exception("Class " + type.getName() + " has no public zero-argument constructor", e), false);
        }
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw Fault.of(e.getCause() == null ? e : e.getCause(), true);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw Fault.of(e.getCause() == null ? e : e.getCause(), false);
        }
    }
}
