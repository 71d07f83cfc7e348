package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs parsers on a few threads of their own and waits for each no longer than the limit. The threads are platform
 * threads: a parser that spins would keep a virtual thread's carrier to itself.
 */
final class ParserExecutor implements AutoCloseable {

    private static final int SEATS = 4;

    private final Duration timeLimit;
    private final Semaphore places;
    private final ThreadPoolExecutor readers;

    /** @param places how many documents may be inside at once; those that find no seat wait, within the time limit */
    ParserExecutor(Duration timeLimit, int places) {
        this.timeLimit = timeLimit;
        this.places = new Semaphore(places);
        readers = new ThreadPoolExecutor(
                SEATS,
                SEATS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("resume-reader-", 0).factory());
        readers.allowCoreThreadTimeOut(true);
    }

    /** @throws UnreadableResumeException if the parser says so, fails in any other way, or is not done in time */
    <T> T read(Callable<T> parser) {
        if (!places.tryAcquire()) {
            throw new UnreadableResumeException("Too many files are being read just now. Try again in a moment.");
        }
        FutureTask<T> reading = new FutureTask<>(parser);
        try {
            readers.execute(reading);
            return await(reading);
        } finally {
            reading.cancel(true);
            readers.remove(reading);
            places.release();
        }
    }

    private <T> T await(Future<T> reading) {
        try {
            return reading.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnreadableResumeException(
                    "The file takes too long to read. Save it again as PDF or DOCX, without pictures, and try once more.",
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnreadableResumeException known ? known : damaged(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableResumeException("The file was not read to its end. Try again.", e);
        }
    }

    private static UnreadableResumeException damaged(Exception failure) {
        return new UnreadableResumeException(
                "The file is damaged or cut off. Open it yourself, save it as PDF or DOCX once more, and try again.",
                failure);
    }

    /** Takes no more in and waits until all threads are done; whether that was in time. */
    boolean awaitQuiet(Duration atMost) throws InterruptedException {
        readers.shutdown();
        return readers.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
