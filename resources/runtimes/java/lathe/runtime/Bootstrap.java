// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * Runtime client for Java functions: loads the class, takes events from the Runtime API, calls the handler, sends its result
 * back. The classes of com.amazonaws.services.lambda.runtime that a function brings itself are hidden by the ones beside this,
 * as on Lambda, so that both sides mean the same ones. Source is valid for Java 8.
 */
public final class Bootstrap {
    private static final String REFUSED = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeClientException: "
            + "Failed to post invocation response. Response code: '413'.";
    private static final String TTL = "networkaddress.cache.negative.ttl";

    private Bootstrap() {
    }

    public static void main(String[] arguments) throws Exception {
        // One stream for both, so that the log keeps their order; nothing is held back, so that a killed function lost none.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
        System.setOut(out);
        System.setErr(out);
        setSecurity();
        FunctionLogger logger = new FunctionLogger(out);
        setLogger(logger);
        String name = arguments.length > 0 ? arguments[0] : System.getenv("_HANDLER");
        RuntimeClient client = new RuntimeClient(System.getenv("AWS_LAMBDA_RUNTIME_API"));
        ClassLoader loader = taskLoader(new File(System.getProperty("user.dir")));
        Thread.currentThread().setContextClassLoader(loader);
        HandlerLoader handlers = new HandlerLoader(loader);
        Handler handler = null;
        Fault fault = null;
        try {
            handler = handlers.load(name == null ? "" : name);
        } catch (Throwable e) {
            fault = Fault.of(e, true);
            if (fault.endsInit()) {
                logger.fault(Fault.logText(fault));
                client.post("init/error", Fault.json(fault), Fault.kind(fault));
                System.exit(1);
            }
        }
        if ("snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
            Snapshot.take(client, logger);
        }
        serve(client, handler, fault, logger, loader);
    }

    private static void serve(RuntimeClient client, Handler handler, Fault fault, FunctionLogger logger, ClassLoader loader) throws Exception {
        Event event = client.next();
        while (true) {
            String path = "invocation/" + event.id() + "/";
            String trace = event.header("lambda-runtime-trace-id");
            if (trace != null) {
                System.setProperty("com.amazonaws.xray.traceHeader", trace);
            } else {
                System.clearProperty("com.amazonaws.xray.traceHeader");
            }
            byte[] result = null;
            Throwable thrown = fault;
            if (fault == null) {
                try {
                    FunctionContext context = new FunctionContext(event, logger);
                    logger.setContext(context);
                    Log4j.tell(loader, event.id());
                    result = handler.call(event.body, context);
                } catch (Throwable e) {
                    thrown = e;
                }
            }
            if (thrown == null && result.length > RuntimeClient.LIMIT) {
                if (client.post(path + "response", result, null) == 413) {
                    logger.fault(REFUSED.substring(REFUSED.indexOf(' ') + 1) + ": " + REFUSED.substring(0, REFUSED.indexOf(':')) + "\n" + REFUSED + "\n\n");
                    System.exit(1); // as Lambda's client ends
                }
                event = client.next();
                Thread.interrupted();
                continue;
            }
            if (thrown == null) {
                event = client.postAndNext(path + "response", result, null);
                Thread.interrupted(); // the handler may have set it
                continue;
            }
            Fault.withoutOurs(thrown);
            logger.fault(Fault.logText(thrown)); // before the answer: what comes after it is no longer this invocation's log
            boolean fatal = thrown instanceof VirtualMachineError || thrown instanceof IOError || thrown instanceof Fault && ((Fault) thrown).fatal;
            if (fatal) {
                client.post(path + "error", Fault.json(thrown), Fault.kind(thrown));
                System.exit(1);
            }
            event = client.postAndNext(path + "error", Fault.json(thrown), Fault.kind(thrown));
            Thread.interrupted();
        }
    }

    /** Classes of the package, then the jars of its folder lib, then those of layers, each in the order of their names. */
    private static ClassLoader taskLoader(File task) throws Exception {
        List<URL> places = new ArrayList<>();
        places.add(new URL("file", null, task.getPath() + "/"));
        for (File folder : new File[] {new File(task, "lib"), new File(System.getProperty("lathe.layers", "/opt/java") + "/lib")}) {
            String[] names = folder.list();
            if (names == null) {
                continue;
            }
            Arrays.sort(names);
            for (String one : names) {
                if (one.length() > 4 && one.endsWith(".jar")) {
                    places.add(new URL("file", null, folder.getPath() + "/" + one));
                }
            }
        }
        return new URLClassLoader(places.toArray(new URL[0]), ClassLoader.getSystemClassLoader());
    }

    /** As on Lambda: TLS as it was in Java 8, and names that are not found are asked for again after a second. */
    private static void setSecurity() {
        Security.setProperty("jdk.tls.disabledAlgorithms",
                "SSLv3, RC4, MD5withRSA, DH keySize < 1024, EC keySize < 224, DES40_CBC, RC4_40, 3DES_EDE_CBC");
        String wanted = System.getenv("AWS_LAMBDA_JAVA_NETWORKADDRESS_CACHE_NEGATIVE_TTL");
        if (!isTtlGiven(System.getProperty("java.security.properties"))) {
            Security.setProperty(TTL, wanted == null ? "1" : wanted);
        }
    }

    private static boolean isTtlGiven(String file) {
        if (file == null) {
            return false;
        }
        try (InputStream in = new FileInputStream(file)) {
            Properties given = new Properties();
            given.load(in);
            return given.containsKey(TTL);
        } catch (IOException e) {
            return false;
        }
    }

    private static void setLogger(LambdaLogger logger) throws ReflectiveOperationException {
        Field field = LambdaRuntime.class.getDeclaredField("logger");
        field.setAccessible(true);
        field.set(null, logger);
    }
}
