package io.tokentally.provider.wire;

import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.VisibleBytes;
import io.tokentally.provider.wire.EventFilter.Sight;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer in events, each a JSON object. It ends where the dialect says so, or with {@code [DONE]}; one that ends without is
 * whole if its last event and its usage came. The stream is
 * taken apart once and each event parsed once, for its usage and for what the caller sees of it.
 */
final class EventStreamResponse extends ResponseInProgress implements StreamFraming.Listener {

    private static final String DONE = "[DONE]";

    private final StreamFraming.Scanner scanner;
    private final FieldSelection shape;
    private final Function<FieldSelection, SelectiveJsonParser> parsers;
    private final @Nullable EventFilter filter;
    private final @Nullable VisibleEvents visibleEvents;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(DONE.length());
    private @Nullable SelectiveJsonParser skeleton;
    private Reading reading = Reading.FOR_THE_RECORD;
    private boolean begun;
    private boolean sawMalformed;

    /** What an event is read for. */
    private enum Reading {
        FOR_THE_RECORD,
        /** The record is being made elsewhere, and nothing that it is made of may be touched. */
        FOR_THE_CALLER_ALONE
    }

    EventStreamResponse(WireExchange exchange, ResponseAccumulator facts, StreamFraming framing) {
        this(exchange, facts, framing, SelectiveJsonParser::new);
    }

    /** @param parsers makes the parser of each event */
    EventStreamResponse(
            WireExchange exchange,
            ResponseAccumulator facts,
            StreamFraming framing,
            Function<FieldSelection, SelectiveJsonParser> parsers) {
        super(exchange, facts);
        this.scanner = framing.over(this);
        this.shape = exchange.dialect().answerShape();
        this.parsers = parsers;
        this.filter = exchange.dialect().filter().orElse(null);
        this.visibleEvents = filter == null ? null : new VisibleEvents(filter.member());
    }

    @Override
    void read(byte[] bytes, int offset, int length, VisibleBytes visible) {
        if (visibleEvents == null) {
            scanner.scan(bytes, offset, length);
        } else {
            visibleEvents.pieceBegan(bytes, offset, visible);
            scanner.scan(bytes, offset, length);
            visibleEvents.pieceEnded(offset + length);
        }
    }

    @Override
    public void arrivedLate(byte[] bytes, int offset, int length, VisibleBytes visible) {
        if (visibleEvents != null) {
            reading = Reading.FOR_THE_CALLER_ALONE;
            read(bytes, offset, length, visible);
        }
    }

    @Override
    public void rest(VisibleBytes visible) {
        if (visibleEvents != null) {
            visibleEvents.rest(visible);
        }
    }

    @Override
    public boolean isFiltered() {
        return filter != null;
    }

    @Override
    public boolean isComplete() {
        return facts().isComplete();
    }

    @Override
    ProviderResponse settleAtEnd() {
        if (!isComplete() && (isDone() || (skeleton != null && skeleton.isComplete()))) {
            // The last event lacks the empty line that should end it.
            take(isDone(), skeleton);
        }
        if (dialect().endsWithItsBytes() && begun && !sawMalformed && (skeleton == null || skeleton.isComplete())) {
            facts().complete();
        }
        closeSkeleton();
        return isComplete() || isWholeWithoutSayingSo() ? whole() : settleBroken(Kind.STREAM_INTERRUPTED);
    }

    private boolean isWholeWithoutSayingSo() {
        return facts().hasLastEvent() && facts().reading() instanceof UsageReading.Reported && !sawMalformed;
    }

    @Override
    ProviderResponse settleBroken(Kind kind) {
        closeSkeleton();
        if (sawMalformed) {
            return lost(Kind.INVALID_RESPONSE);
        }
        return begun ? interrupted(kind) : lost(kind);
    }

    @Override
    public void lineBegan() {
        if (visibleEvents != null) {
            visibleEvents.lineBegan();
        }
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
        if (beginning.size() < DONE.length()) {
            beginning.write(bytes, offset, Math.min(length, DONE.length() - beginning.size()));
        }
        if (skeleton == null) {
            skeleton = parsers.apply(shape);
        }
        skeleton.feed(bytes, offset, length);
    }

    @Override
    public void eventEnded(int offset) {
        boolean done = isDone();
        SelectiveJsonParser event = skeleton;
        beginning.reset();
        skeleton = null;
        if (event != null) {
            event.end();
            event.close();
            if (reading == Reading.FOR_THE_RECORD && !isComplete()) {
                take(done, event);
            }
        }
        if (filter != null && visibleEvents != null) {
            Sight sight = event != null && event.isComplete() ? filter.see(event.node()) : Sight.WHOLE;
            visibleEvents.eventEnded(offset, sight);
        }
    }

    /** What is still read for the caller is another thread's. */
    private void closeSkeleton() {
        if (filter == null && skeleton != null) {
            skeleton.close();
        }
    }

    private void take(boolean done, @Nullable SelectiveJsonParser event) {
        if (done) {
            facts().complete();
        } else if (event != null && event.isComplete()) {
            begun = true;
            take(event.node(), dialect()::takeEvent);
        } else if (event != null) {
            sawMalformed = true;
        }
    }

    private boolean isDone() {
        return beginning.toString(StandardCharsets.UTF_8).equals(DONE);
    }
}
