package io.tokentally.provider.wire;

import io.tokentally.domain.metering.BilledSession;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that calls itself JSON though a stream was asked for. Some servers say so of streams, too: its first byte tells.
 */
final class MislabelledResponse implements ResponseReader {

    private final Supplier<ResponseReader> plain;
    private final Supplier<ResponseReader> stream;
    private final boolean filtered;
    private volatile @Nullable ResponseReader reader;

    /** @param filtered whether a stream would be filtered */
    MislabelledResponse(Supplier<ResponseReader> plain, Supplier<ResponseReader> stream, boolean filtered) {
        this.plain = plain;
        this.stream = stream;
        this.filtered = filtered;
    }

    @Override
    public void arrived(byte[] bytes, int offset, int length, VisibleBytes visible) {
        int from = begin(bytes, offset, length, visible);
        ResponseReader begun = reader;
        if (begun != null) {
            begun.arrived(bytes, from, offset + length - from, visible);
            showUnfiltered(begun, bytes, from, offset + length - from, visible);
        }
    }

    @Override
    public void arrivedLate(byte[] bytes, int offset, int length, VisibleBytes visible) {
        int from = begin(bytes, offset, length, visible);
        ResponseReader begun = reader;
        if (begun != null) {
            begun.arrivedLate(bytes, from, offset + length - from, visible);
            showUnfiltered(begun, bytes, from, offset + length - from, visible);
        }
    }

    /** Skips white space ahead of the first byte that tells what the answer is. */
    private int begin(byte[] bytes, int offset, int length, VisibleBytes visible) {
        int at = offset;
        while (reader == null && at < offset + length) {
            if (isWhiteSpace(bytes[at])) {
                at++;
            } else {
                choose(bytes[at] == '{' || bytes[at] == '[' ? plain : stream);
            }
        }
        if (filtered && at > offset) {
            visible.pass(bytes, offset, at - offset);
        }
        return at;
    }

    private static boolean isWhiteSpace(byte value) {
        return value == ' ' || value == '\t' || value == '\r' || value == '\n';
    }

    /** What is not filtered by its reader is seen as it is, though the answer was announced as filtered. */
    private void showUnfiltered(ResponseReader begun, byte[] bytes, int offset, int length, VisibleBytes visible) {
        if (filtered && !begun.isFiltered()) {
            visible.pass(bytes, offset, length);
        }
    }

    /** An answer of which nothing came is a plain one. */
    private ResponseReader chosen() {
        return choose(plain);
    }

    /** Once: whoever asks for the answer may do so while its last bytes arrive. */
    private synchronized ResponseReader choose(Supplier<ResponseReader> kind) {
        ResponseReader present = reader == null ? kind.get() : reader;
        reader = present;
        return present;
    }

    @Override
    public void rest(VisibleBytes visible) {
        chosen().rest(visible);
    }

    @Override
    public boolean isFiltered() {
        return filtered;
    }

    @Override
    public boolean hasContent() {
        ResponseReader begun = reader;
        return begun != null && begun.hasContent();
    }

    @Override
    public boolean isComplete() {
        ResponseReader begun = reader;
        return begun != null && begun.isComplete();
    }

    @Override
    public boolean hasUsage() {
        ResponseReader begun = reader;
        return begun != null && begun.hasUsage();
    }

    @Override
    public ProviderResponse ended() {
        return chosen().ended();
    }

    @Override
    public ProviderResponse broken(Failure.Kind kind) {
        return chosen().broken(kind);
    }

    @Override
    public Collection<BilledSession> sessions() {
        return chosen().sessions();
    }

    @Override
    public @Nullable String begun() {
        return chosen().begun();
    }

    @Override
    public Collection<String> made() {
        return chosen().made();
    }
}
