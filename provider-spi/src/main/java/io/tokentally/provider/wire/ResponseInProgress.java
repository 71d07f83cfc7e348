package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.BilledSession;
import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What reading has in common, whatever kind the answer is of. */
abstract class ResponseInProgress implements ResponseReader {

    private final WireExchange exchange;
    private final ResponseAccumulator facts;
    private @Nullable ProviderResponse settled;

    ResponseInProgress(WireExchange exchange, ResponseAccumulator facts) {
        this.exchange = exchange;
        this.facts = facts;
    }

    @Override
    public final void arrived(byte[] bytes, int offset, int length, VisibleBytes visible) {
        if (settled == null && !isComplete()) {
            read(bytes, offset, length, visible);
        } else {
            arrivedLate(bytes, offset, length, visible);
        }
    }

    /** Takes bytes of an answer that is neither settled nor complete. */
    abstract void read(byte[] bytes, int offset, int length, VisibleBytes visible);

    @Override
    public void arrivedLate(byte[] bytes, int offset, int length, VisibleBytes visible) {
        // The caller sees it as it is.
    }

    @Override
    public void rest(VisibleBytes visible) {
        // Nothing is held back of what the caller sees as it is.
    }

    @Override
    public boolean isFiltered() {
        return false;
    }

    @Override
    public boolean hasContent() {
        return facts.hasContent();
    }

    @Override
    public boolean hasUsage() {
        return settled != null
                || exchange.isFree()
                || exchange.fetches()
                || !(facts.reading() instanceof UsageReading.Missing);
    }

    @Override
    public final ProviderResponse ended() {
        return settleOnce(this::settleAtEnd);
    }

    @Override
    public final ProviderResponse broken(Kind kind) {
        return settleOnce(() -> isComplete() ? settleAtEnd() : settleBroken(kind));
    }

    private ProviderResponse settleOnce(Supplier<ProviderResponse> settling) {
        ProviderResponse answer = settled == null ? settling.get() : settled;
        settled = answer;
        return answer;
    }

    abstract ProviderResponse settleAtEnd();

    abstract ProviderResponse settleBroken(Kind kind);

    @Override
    public final Collection<String> made() {
        return facts.made();
    }

    @Override
    public final @Nullable String begun() {
        return facts.begun();
    }

    @Override
    public final Collection<BilledSession> sessions() {
        return facts.sessions();
    }

    ResponseAccumulator facts() {
        return facts;
    }

    ProviderCallHandler dialect() {
        return exchange.dialect();
    }

    /** Lets the dialect read, and disbelieves figures that contradict themselves. */
    void take(ObjectNode json, BiConsumer<ObjectNode, ResponseAccumulator> reading) {
        try {
            reading.accept(json, facts);
        } catch (InvalidQuantitiesException e) {
            facts.reading(new UsageReading.Invalid());
        }
    }

    /** The answer came to its end. */
    ProviderResponse whole() {
        return settle(facts.completeOutcome(), facts.hasFailed() ? Estimate.IF_CONTENT_CAME : Estimate.OF_THE_WHOLE);
    }

    /** The answer broke off, but was understood as far as it came. */
    ProviderResponse interrupted(Kind kind) {
        return settle(facts.brokenOutcome(kind), facts.hasFailed() ? Estimate.IF_CONTENT_CAME : Estimate.OF_A_PART);
    }

    /** The answer broke off in a state from which nothing can be counted. */
    ProviderResponse lost(Kind kind) {
        return settle(facts.brokenOutcome(kind), Estimate.NONE);
    }

    /** The provider refused. */
    ProviderResponse refused(Failure failure) {
        return settle(failure, new UsageReading.NotBilled());
    }

    private ProviderResponse settle(Outcome outcome, Estimate estimate) {
        UsageReading reading = isNothingForSomething(outcome) ? new UsageReading.Missing() : facts.reading();
        boolean estimates = estimate == Estimate.IF_CONTENT_CAME ? facts.hasContent() : estimate != Estimate.NONE;
        if (reading instanceof UsageReading.Missing && estimates) {
            reading = dialect().withoutUsage(facts, estimate == Estimate.OF_THE_WHOLE);
        }
        return settle(outcome, reading);
    }

    /** Figures that are all zero, though the provider worked: they tell nothing. */
    private boolean isNothingForSomething(Outcome outcome) {
        return facts.reading() instanceof UsageReading.Reported reported
                && reported.quantities().isEmpty()
                && (facts.hasWork() || (outcome.isSuccess() && dialect().everyAnswerIsWork()));
    }

    private ProviderResponse settle(Outcome outcome, UsageReading reading) {
        BillableJob work = facts.billedOnce(outcome);
        boolean isBilled = exchange.fetches() ? work != null : !exchange.isFree();
        UsageReading billed = isBilled ? reading : new UsageReading.NotBilled();
        boolean isFree = !isBilled || (facts.isBilledLater() && billed instanceof UsageReading.NotBilled);
        exchange.close();
        facts.text().clear();
        return new ProviderResponse(
                facts.servedModel(), facts.serviceTier(), facts.region(), billed, outcome, work, isFree);
    }

    /** When usage that is missing may be estimated. */
    private enum Estimate {
        OF_THE_WHOLE,
        OF_A_PART,
        /** An error that comes before any content is a refusal, of which nobody knows what it cost. */
        IF_CONTENT_CAME,
        NONE
    }
}
