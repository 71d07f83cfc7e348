package io.tokentally.testing;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the tests in which an event loop of the gateway waits: for a database's or another blocking socket, for a file, or
 * for another thread. It sees by the JDK's flight recorder what the threads of that name do, in all tests of a module at once,
 * so that a test is failed at its end or at that of a later one.
 *
 * <p>The journal's commit, which an event loop makes on purpose, is SQLite's own code, which the recorder does not see.
 */
public final class EventLoopGuard implements BeforeAllCallback, AfterAllCallback {

    private static final Pattern EVENT_LOOP = Pattern.compile("gateway-\\d+-\\d+");

    private static final List<String> BLOCKING =
            List.of("jdk.SocketRead", "jdk.SocketWrite", "jdk.FileRead", "jdk.FileWrite", "jdk.FileForce");

    private static final String OURS = "io.tokentally.";

    /** Loading a class reads its jar, a line of the log is written, and two threads may want one lock at once. */
    private static final Set<String> NO_PORT = Set.of(
            "java.lang.ClassLoader",
            "java.util.concurrent.locks.ReentrantLock$Sync",
            "jdk.internal.loader.BuiltinClassLoader",
            "ch.qos.logback.classic.Logger");

    /** TLS and random numbers read files of the system's and of the JDK's own. */
    private static final String SECURITY = "sun.security.";

    /** Netty sleeps there until nothing more is handed to a loop that ends. */
    private static final String LOOP_ENDS = "confirmShutdown";

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(EventLoopGuard.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        watch(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        watch(context).check();
    }

    private static Watch watch(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Watch.class, absent -> new Watch(), Watch.class);
    }

    /** What has been seen since the first test of this process. */
    private static final class Watch implements AutoCloseable {

        private final Queue<String> seen = new ConcurrentLinkedQueue<>();
        private final RecordingStream stream = new RecordingStream();

        Watch() {
            for (String event : BLOCKING) {
                stream.enable(event).withThreshold(Duration.ZERO).withStackTrace();
                stream.onEvent(event, this::look);
            }
            stream.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
            stream.onEvent("jdk.ThreadPark", this::look);
            stream.enable("jdk.ThreadSleep").withThreshold(Duration.ZERO).withStackTrace();
            stream.onEvent("jdk.ThreadSleep", this::look);
            stream.startAsync();
        }

        private void look(RecordedEvent event) {
            RecordedThread thread = event.getThread();
            String name = thread == null ? null : thread.getJavaName();
            if (name != null && EVENT_LOOP.matcher(name).matches()) {
                RecordedStackTrace stack = event.getStackTrace();
                if (stack != null && isOurs(stack.getFrames())) {
                    seen.add("%s on %s%s".formatted(event.getEventType().getName(), name, text(stack)));
                }
            }
        }

        /** Whether it is our code that waits, and not what the JDK and libraries do beneath it for themselves. */
        private static boolean isOurs(List<RecordedFrame> frames) {
            return frames.stream()
                            .anyMatch(frame ->
                                    frame.getMethod().getType().getName().startsWith(OURS))
                    && frames.stream().noneMatch(Watch::isNoPort);
        }

        private static boolean isNoPort(RecordedFrame frame) {
            String type = frame.getMethod().getType().getName();
            return NO_PORT.contains(type)
                    || type.startsWith(SECURITY)
                    || frame.getMethod().getName().equals(LOOP_ENDS);
        }

        private static String text(RecordedStackTrace stack) {
            return stack.getFrames().stream()
                    .limit(30)
                    .map(frame -> "\n    at %s.%s:%d"
                            .formatted(
                                    frame.getMethod().getType().getName(),
                                    frame.getMethod().getName(),
                                    frame.getLineNumber()))
                    .collect(Collectors.joining());
        }

        void check() {
            String waited = seen.poll();
            if (waited != null) {
                throw new AssertionError("An event loop waited, in this class of tests or in one before it: " + waited);
            }
        }

        /** With what the recorder has not told yet. */
        @Override
        public void close() {
            stream.stop();
            stream.close();
            check();
        }
    }
}
