package io.tokentally.provider;

import io.tokentally.domain.metering.BilledSession;
import io.tokentally.domain.metering.Outcome.Failure;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer as its bytes arrive, in memory that does not grow with it, and says of the same bytes what the caller sees.
 * No bytes whatever make it throw. For one thread at a time.
 */
public interface ResponseReader {

    /**
     * These bytes have arrived, decoded from any compression. Afterwards they belong to the caller again.
     *
     * @param visible takes what the caller sees of them and of those that were held back before, if it {@link #isFiltered()}
     */
    void arrived(byte[] bytes, int offset, int length, VisibleBytes visible);

    /**
     * As {@link #arrived}, where the answer has been {@linkplain #ended asked for} already: nothing more is read of it. May run
     * beside {@link #ended()} and {@link #broken}, on another thread.
     */
    void arrivedLate(byte[] bytes, int offset, int length, VisibleBytes visible);

    /**
     * No more bytes come.
     *
     * @param visible takes what the caller sees of those that were held back, if it {@link #isFiltered()}
     */
    void rest(VisibleBytes visible);

    /** Whether the caller does not see all of it, for part of it came only because metering asked for it. */
    boolean isFiltered();

    /** Whether the first content of a stream is here: what tells the time to the first token. Plain answers have none. */
    boolean hasContent();

    /** Whether the answer has said all it had to say, though its last bytes may still be on their way to the caller. */
    boolean isComplete();

    /** Whether {@link #ended()} would return at once, because there is nothing left to count. */
    boolean hasUsage();

    /**
     * The body is at its end, or {@link #isComplete()}: what the answer was. Where tokens have to be counted this may take
     * tens of milliseconds: unless it {@link #hasUsage()}, ask where nobody waits. It takes no bytes afterwards.
     */
    ProviderResponse ended();

    /**
     * The body broke off, or nobody reads on: what the answer was so far. As with {@link #ended()}.
     *
     * @param kind {@code STREAM_INTERRUPTED}, {@code TIMEOUT} or {@code CANCELLED}
     */
    ProviderResponse broken(Failure.Kind kind);

    /** What the call used that is billed once for it and for others; asked when the answer is at its end or broke off. */
    default Collection<BilledSession> sessions() {
        return List.of();
    }

    /**
     * The work that the call began, by the reference under which it will be {@linkplain ProviderResponse#billedOnce billed}; absent where
     * there is none, and where the answer tells what it used. Asked when the answer is at its end or broke off.
     */
    default @Nullable String begun() {
        return null;
    }

    /** What the answer so far says that the provider keeps, by its identifiers: a response, and what is within it. */
    default Collection<String> made() {
        return List.of();
    }
}
