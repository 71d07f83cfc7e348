package io.tokentally.adapter.journal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Ends a process that cannot keep records any more. Its thread waits from the start, since none could be made when the heap is
 * out. It gives the journal a few seconds to write what waits, and then halts: whatever supervises the process starts another.
 */
final class LastResort implements Runnable {

    /** EX_SOFTWARE of {@code sysexits.h}; nothing else here ends with it. */
    static final int EXIT_CODE = 70;

    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_MILLIS = 50;

    private final CountDownLatch called = new CountDownLatch(1);
    private final BooleanSupplier written;
    private final IntConsumer halt;

    /**
     * @param written whether nothing waits for the disk
     * @param halt ends the process with a code, at once
     */
    LastResort(BooleanSupplier written, IntConsumer halt) {
        this.written = written;
        this.halt = halt;
    }

    void call() {
        called.countDown();
    }

    @Override
    public void run() {
        try {
            called.await();
            long end = System.nanoTime() + FLUSH_NANOS;
            while (!written.getAsBoolean() && end - System.nanoTime() > 0) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            // The journal was closed, and nothing is lost.
            Thread.currentThread().interrupt();
            return;
        }
        halt.accept(EXIT_CODE);
    }
}
