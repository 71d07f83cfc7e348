package io.tokentally.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test class after which buffers became garbage before anybody released them, of every gateway in this process. Each
 * buffer is watched, but not who touched it, which would take more memory than some tests allow. Once a class and not once a
 * test: to collect all garbage takes longer than most tests.
 */
public final class ForgottenBuffers implements BeforeAllCallback, AfterAllCallback {

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        // Ahead of the first buffer.
        if (!(ResourceLeakDetectorFactory.instance() instanceof Finders)) {
            System.setProperty("io.netty.leakDetection.level", ResourceLeakDetector.Level.SIMPLE.name());
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
            ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Finders());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getEnclosingClass() == null) {
            assertNone();
        }
    }

    private static void assertNone() {
        System.gc();
        // Whoever takes a buffer is told what has been found by then.
        ByteBufAllocator.DEFAULT.buffer().release();
        PooledByteBufAllocator.DEFAULT.buffer().release();
        assertThat(FOUND).as("buffers that nobody gave back").isEmpty();
    }

    private static final class Finders extends ResourceLeakDetectorFactory {

        @Override
        @Deprecated
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return new Finder<>(resource);
        }
    }

    private static final class Finder<T> extends ResourceLeakDetector<T> {

        Finder(Class<T> resource) {
            super(resource, 1);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resource, String records) {
            FOUND.add(resource + records);
        }

        @Override
        protected void reportUntracedLeak(String resource) {
            FOUND.add(resource);
        }
    }
}
