package io.tokentally.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Finds the buffers that became garbage before anybody released them, of every gateway in this process. Each buffer is
 * watched, but not who touched it, which would take more memory than some tests allow.
 */
public final class ForgottenBuffers {

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    private ForgottenBuffers() {}

    /** To be called ahead of the first buffer. */
    public static void watch() {
        System.setProperty("io.netty.leakDetection.level", ResourceLeakDetector.Level.SIMPLE.name());
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @Deprecated
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                    Class<T> resource, int samplingInterval, long maxActive) {
                return new Finder<>(resource);
            }
        });
    }

    public static void assertNone() {
        System.gc();
        // Whoever takes a buffer is told what has been found by then.
        ByteBufAllocator.DEFAULT.buffer().release();
        PooledByteBufAllocator.DEFAULT.buffer().release();
        assertThat(FOUND).isEmpty();
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
