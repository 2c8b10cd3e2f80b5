// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package nasty;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Handlers that do what handlers should not, and some that use all that Lambda's Java allows. */
public class Nasty {
    private static int count;
    private final String word = "instance";

    public enum Colour { RED, GREEN }

    public static class Address {
        public String street;
        private int number;

        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = number;
        }
    }

    /** A bean with everything. */
    public static class Person {
        private String name;
        private int age;
        private Integer size;
        private boolean active;
        private Colour colour;
        private Address address;
        private List<Address> more;
        private Map<String, Long> counts;
        private Set<String> tags;
        private Optional<String> nick = Optional.empty();
        private Date born;
        private byte[] data;
        private double[] numbers;
        private BigDecimal price;
        private UUID id;
        private String URL;
        private final String fixed = "fixed";
        private transient String hidden = "hidden";

        public String getName() { return name; }
        public void setName(String v) { name = v; }
        public int getAge() { return age; }
        public void setAge(int v) { age = v; }
        public Integer getSize() { return size; }
        public void setSize(Integer v) { size = v; }
        public boolean isActive() { return active; }
        public void setActive(boolean v) { active = v; }
        public Colour getColour() { return colour; }
        public void setColour(Colour v) { colour = v; }
        public Address getAddress() { return address; }
        public void setAddress(Address v) { address = v; }
        public List<Address> getMore() { return more; }
        public void setMore(List<Address> v) { more = v; }
        public Map<String, Long> getCounts() { return counts; }
        public void setCounts(Map<String, Long> v) { counts = v; }
        public Set<String> getTags() { return tags; }
        public void setTags(Set<String> v) { tags = v; }
        public Optional<String> getNick() { return nick; }
        public void setNick(Optional<String> v) { nick = v; }
        public Date getBorn() { return born; }
        public void setBorn(Date v) { born = v; }
        public byte[] getData() { return data; }
        public void setData(byte[] v) { data = v; }
        public double[] getNumbers() { return numbers; }
        public void setNumbers(double[] v) { numbers = v; }
        public BigDecimal getPrice() { return price; }
        public void setPrice(BigDecimal v) { price = v; }
        public UUID getId() { return id; }
        public void setId(UUID v) { id = v; }
        public String getURL() { return URL; }
        public void setURL(String v) { URL = v; }
        public String getFixed() { return fixed; }
        public String getGreeting() { return "I am " + name; }
    }

    public record Point(int x, int y, List<String> labels) {
        public Point {
            if (x < 0) {
                throw new IllegalArgumentException("x is negative");
            }
        }
    }

    public static class Picky {
        private final String only;

        public Picky(String only) {
            this.only = only;
        }
    }

    public static class Explodes {
        public String getFine() { return "fine"; }
        public String getBad() { throw new IllegalStateException("getter"); }
    }

    /** Forms that Jackson reads and writes in ways of their own. */
    public static class Forms {
        public Date when;
        public LocalDate day;
        public LocalTime clock;
        public Duration took;
        public YearMonth month;
        public OptionalInt size = OptionalInt.empty();
        public AtomicInteger count;
        public EnumMap<Colour, Integer> byColour;
        public Properties properties;
        public Deque<String> line;
        public final String fixed = String.valueOf("fixed");
        public char letter;
        public boolean yes;
    }

    public static class Villa extends Address {
        public int rooms = 5;
    }

    public Object echo(Object event) { return event; }
    public Forms forms(Forms event) { return event; }
    public Address villa(Object event) { return new Villa(); }
    public List<Address> villas(Object event) { return List.of(new Villa()); }
    public Object iterators(Object event) { return List.of(List.of(1, 2).iterator(), Stream.of(3), Map.entry("k", 4), Map.of(new Date(0), Optional.empty())); }
    public SQSEvent queue(SQSEvent event) { return event; }
    public List<SQSEvent> queues(List<SQSEvent> event) { return event; }
    public ScheduledEvent schedule(ScheduledEvent event) { return event; }
    public Object security(Object event) {
        return List.of(Security.getProperty("networkaddress.cache.negative.ttl"), Security.getProperty("jdk.tls.disabledAlgorithms").contains("TLSv1,"));
    }
    public String text(String event) { return "<" + event + ">"; }
    public int length(String event) { return event == null ? -1 : event.length(); }
    public long twice(long value) { return 2 * value; }
    public Integer boxed(Integer value) { return value; }
    public double half(double value) { return value / 2; }
    public boolean not(boolean value) { return !value; }
    public Person person(Person event, Context context) { return event; }
    public Point point(Point event) { return new Point(event.y(), event.x(), event.labels()); }
    public String picky(Picky event) { return event.only; }
    public Map<String, List<Integer>> maps(Map<String, List<Integer>> event) { event.values().forEach(l -> l.add(0, l.get(0) + 1)); return event; }
    public List<Person> people(List<Person> event) { event.get(0).setName(event.get(0).getName().toUpperCase()); return event; }
    public Colour colour(Colour event) { return event; }
    public int[] array(int[] event) { return new int[] {event.length, event[0]}; }
    public String nothingIn() { return "nothing " + word; }
    public void nothingOut(String event) { }
    public Void boxedNothing(String event) { return null; }
    public String onlyContext(Context context) { return context.getFunctionName(); }
    public static String isStatic(String event) { return "static"; }
    public Object aNull(Object event) { return null; }
    public Explodes explodes(Object event) { return new Explodes(); }
    public Object lonely(Object event) { return new Object(); }
    public static int counts(Object event) { return ++count; }

    public String overloaded(String event) { return "short"; }
    public String overloaded(String event, Context context) { return "long"; }
    public String tooMany(String a, String b) { return a; }
    String hidden(String event) { return event; }

    public Object values(Object event) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("nan", Double.NaN);
        map.put("float", 1.5f);
        map.put("whole", 2.0);
        map.put("big", BigInteger.TEN.pow(30));
        map.put("char", 'c');
        map.put("chars", "ab".toCharArray());
        map.put("bytes", new byte[] {1, 2, 3});
        map.put("buffer", ByteBuffer.wrap(new byte[] {1}));
        map.put("date", new Date(1000));
        map.put("instant", Instant.ofEpochSecond(5, 6));
        map.put("day", LocalDate.of(2026, 1, 2));
        map.put("uuid", new UUID(1, 2));
        map.put("optional", Optional.of("x"));
        map.put("absent", null);
        map.put("quoted", "\"\\\n\u0001\u00fc\u2028/");
        map.put("nested", new Object[] {1, "a", null, new int[] {2}});
        map.put("empty", new HashMap<>());
        return map;
    }

    // Failures.
    public String raises(Object event) { throw new IllegalArgumentException("b\u00e4d \ud83d\ude00"); }
    public String raisesNothing(Object event) { throw new RuntimeException(); }
    public String raisesChecked(Object event) throws Exception { throw new IOException("checked"); }
    public String raisesCause(Object event) { try { return deep(null); } catch (NullPointerException e) { throw new IllegalStateException("outer", e); } }
    private String deep(String s) { return s.trim(); }
    public String raisesError(Object event) { throw new AssertionError("asserted"); }
    public String exits(Object event) { System.exit(3); return ""; }
    public String halts(Object event) { Runtime.getRuntime().halt(7); return ""; }
    public String recursion(Object event) { return recursion(event) + "x"; }
    public byte[][] outOfMemory(Object event) { byte[][] all = new byte[100000][]; for (int i = 0; i < all.length; i++) { all[i] = new byte[10 << 20]; } return all; }
    public Object cyclic(Object event) { List<Object> list = new ArrayList<>(); list.add(list); return list; }
    public Object itself(Object event) { Map<String, Object> map = new HashMap<>(); map.put("me", map); return map; }
    public String overLimit(Object event) { return "x".repeat(6 * 1024 * 1024 + 99); }
    public String interrupts(Object event) { Thread.currentThread().interrupt(); return "interrupted"; }
    public String sleeps(Object event) throws Exception { Thread.sleep(60000); return ""; }
    public String linkage(Object event) { throw new NoClassDefFoundError("no/Such"); }

    // Output, threads, children.
    public String prints(Object event) {
        System.out.println("put");
        System.err.print("to stderr ");
        System.out.println("\u00fc");
        LambdaRuntime.getLogger().log("logged");
        LambdaRuntime.getLogger().log("bytes".getBytes());
        return "printed";
    }

    public String levels(Object event, Context context) {
        context.getLogger().log("seen", LogLevel.WARN);
        context.getLogger().log("unseen", LogLevel.DEBUG);
        context.getLogger().log("always");
        Thread thread = new Thread(() -> context.getLogger().log("aside", LogLevel.WARN));
        thread.start();
        try { thread.join(); } catch (InterruptedException e) { }
        return "";
    }

    public String leavesThread(Object event) {
        Thread thread = new Thread(() -> { while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } } });
        thread.start();
        return "answered";
    }

    public String threadRaises(Object event) throws Exception {
        Thread thread = new Thread(() -> { throw new IllegalStateException("in a thread"); });
        thread.start();
        thread.join();
        return "answered";
    }

    public String leavesChildren(Object event) throws Exception {
        new ProcessBuilder("/bin/sleep", "300").start();
        return "left";
    }

    public Object context(Object event, Context c) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", c.getAwsRequestId());
        map.put("group", c.getLogGroupName());
        map.put("stream", c.getLogStreamName());
        map.put("name", c.getFunctionName());
        map.put("version", c.getFunctionVersion());
        map.put("arn", c.getInvokedFunctionArn());
        map.put("left", c.getRemainingTimeInMillis());
        map.put("memory", c.getMemoryLimitInMB());
        map.put("identity", c.getIdentity() == null ? null : c.getIdentity().getIdentityId() + "," + c.getIdentity().getIdentityPoolId());
        if (c.getClientContext() != null) {
            map.put("custom", c.getClientContext().getCustom());
            map.put("env", c.getClientContext().getEnvironment());
            map.put("title", c.getClientContext().getClient().getAppTitle());
            map.put("installation", c.getClientContext().getClient().getInstallationId());
        }
        map.put("tenant", c.getTenantId());
        map.put("trace", c.getXrayTraceId().equals(System.getProperty("com.amazonaws.xray.traceHeader")));
        map.put("word", System.getenv("WORD"));
        map.put("charset", java.nio.charset.Charset.defaultCharset().name());
        map.put("heap", Runtime.getRuntime().maxMemory() >> 20);
        map.put("here", System.getProperty("user.dir"));
        return map;
    }

    // Streams.
    public void stream(InputStream in, OutputStream out) throws IOException { out.write("raw ".getBytes()); in.transferTo(out); }
    public void streamAll(InputStream in, OutputStream out, Context c) throws IOException { out.write(c.getFunctionName().getBytes()); }
    public void onlyOut(OutputStream out) throws IOException { out.write("[1]".getBytes()); }
    public void onlyIn(InputStream in) throws IOException { in.readAllBytes(); }
    public void emptyStream(InputStream in, OutputStream out) { }

    // Classes of their own.
    public static class Typed implements RequestHandler<Person, String> {
        @Override public String handleRequest(Person in, Context c) { return in.getName(); }
    }
    public abstract static class Base<A, B> implements RequestHandler<B, A> { }
    public static class Inherited extends Base<Integer, Point> {
        @Override public Integer handleRequest(Point in, Context c) { return in.x(); }
    }
    public static class Streaming implements RequestStreamHandler {
        @Override public void handleRequest(InputStream in, OutputStream out, Context c) throws IOException { in.transferTo(out); }
    }
    public interface Same<T> extends RequestHandler<T, T> { }
    public static class Shared implements Same<String> {
        @Override public String handleRequest(String in, Context c) { return in; }
    }
    public abstract static class Generic<T> {
        public String named(T in) { return in.getClass().getSimpleName(); }
    }
    public static class Concrete extends Generic<Point> { }
    @SuppressWarnings("rawtypes")
    public static class Raw implements RequestHandler {
        @Override public Object handleRequest(Object in, Context c) { return in; }
    }
    public static class Unbound<T> implements RequestHandler<T, String> {
        @Override public String handleRequest(T in, Context c) { return ""; }
    }
    public static class NoInterface { }
    public static class NoConstructor implements RequestHandler<String, String> {
        public NoConstructor(String s) { }
        @Override public String handleRequest(String in, Context c) { return in; }
    }
    public class Inner implements RequestHandler<String, String> {
        @Override public String handleRequest(String in, Context c) { return in; }
    }
    public static class BadConstructor implements RequestHandler<String, String> {
        public BadConstructor() { throw new IllegalStateException("in the constructor"); }
        @Override public String handleRequest(String in, Context c) { return in; }
    }
    public static class BadStatic implements RequestHandler<String, String> {
        static { System.out.println("loading"); if (true) { throw new IllegalStateException("in the class"); } }
        @Override public String handleRequest(String in, Context c) { return in; }
    }
    public static class Lambdas implements RequestHandler<List<String>, String> {
        @Override public String handleRequest(List<String> in, Context c) { return in.stream().map(String::toUpperCase).reduce("", String::concat); }
    }
}
