// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package snap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A function with hooks of SnapStart, registered the way the library org.crac does: by the package that a property names. */
public class Snap {
    private static final List<String> SAID = new ArrayList<>();
    private static final List<Object> KEPT = new ArrayList<>();

    static {
        hook("1", true);
        hook("2", true);
        hook("lost", false); // nobody else holds it
        System.gc();
    }

    static void note(String text) {
        SAID.add(text);
        System.out.println(text);
    }

    static void hook(String name, boolean keep) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (!method.getName().equals("beforeCheckpoint") && !method.getName().equals("afterRestore")) {
                return method.invoke(name, arguments);
            }
            note(method.getName() + " " + name);
            if (("fail " + method.getName()).equals(System.getenv("SNAP"))) {
                throw new IllegalStateException("hook " + name);
            }
            if (("sleep " + method.getName()).equals(System.getenv("SNAP"))) {
                Thread.sleep(60000);
            }
            return null;
        };
        String crac = System.getProperty("org.crac.Core.Compat");
        try {
            Class<?> resource = Class.forName(crac + ".Resource");
            Object proxy = Proxy.newProxyInstance(Snap.class.getClassLoader(), new Class<?>[] {resource}, handler);
            if (keep) {
                KEPT.add(proxy);
            }
            Object context = Class.forName(crac + ".Core").getMethod("getGlobalContext").invoke(null);
            Class.forName(crac + ".Context").getMethod("register", resource).invoke(context, proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<String> handle(Object event) {
        SAID.add(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
        return SAID;
    }
}
