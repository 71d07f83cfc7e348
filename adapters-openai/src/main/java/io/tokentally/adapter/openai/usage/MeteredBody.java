package io.tokentally.adapter.openai.usage;

import io.tokentally.provider.VisibleBytes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes a body on as it arrives and lets an observer watch. Whatever the observer does, the caller does not notice. */
final class MeteredBody extends FilterInputStream {

    private final AnswerObserver observer;
    private final UsageReporter reporter;
    private final VisibleBytes visible;

    /** @param visible takes what the caller sees, unless that is all that is read here */
    MeteredBody(InputStream body, AnswerObserver observer, UsageReporter reporter, VisibleBytes visible) {
        super(body);
        this.observer = observer;
        this.reporter = reporter;
        this.visible = visible;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(bytes, offset, length);
        } catch (IOException e) {
            watch(() -> observer.broke(e));
            throw e;
        }
        if (count < 0) {
            watch(() -> observer.ended(visible));
        } else if (count > 0) {
            watch(() -> observer.arrived(bytes, offset, count, visible));
        }
        return count;
    }

    /** Reads what it skips, so that the observer misses nothing. */
    @Override
    public long skip(long count) throws IOException {
        int read = read(new byte[Math.clamp(count, 0, 8192)]);
        return Math.max(0, read);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        watch(observer::closed);
        super.close();
    }

    private void watch(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError e) {
            reporter.failed(e);
        }
    }
}
