package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.BilledSession;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an answer has said of itself so far. A stream says it piece by piece, and what comes later counts. */
public final class ResponseAccumulator {

    /** Of one answer: what is kept, and what is used. */
    private static final int MAX_MADE = 1_000;

    private final int httpStatus;
    private @Nullable ModelName servedModel;
    private ServiceTier serviceTier = ServiceTier.STANDARD;
    private @Nullable Region region;
    private UsageReading reading = new UsageReading.Missing();
    private Outcome.@Nullable Failure failure;
    private @Nullable BillableJob billedOnce;
    private boolean billedThoughCut;
    private final Map<String, BilledSession> sessions = new LinkedHashMap<>();
    private final Set<String> made = new LinkedHashSet<>();
    private final TokenEstimator text = new TokenEstimator();
    private boolean content;
    private boolean lastEvent;
    private boolean complete;
    private boolean billedLater;
    private @Nullable String begun;

    ResponseAccumulator(int httpStatus, @Nullable Region region) {
        this.httpStatus = httpStatus;
        this.region = region;
    }

    /** The model that answers; unchanged if the node is no text. */
    public void servedModel(JsonNode name) {
        ModelName model = Identifiers.model(name.textValue());
        servedModel = model == null ? servedModel : model;
    }

    public void serviceTier(ServiceTier tier) {
        serviceTier = tier;
    }

    /** The region, unless it is only known by the host. */
    public void region(Region processedIn) {
        region = processedIn;
    }

    /**
     * The usage; unchanged if it is missing. Providers and servers behind them end streams with figures of zero: what is
     * zero later does not take away what was more before.
     */
    public void reading(UsageReading read) {
        reading = switch (read) {
            case UsageReading.Missing missing -> reading;
            case UsageReading.Reported reported
            when reading instanceof UsageReading.Reported earlier -> LaterFigures.after(earlier, reported);
            default -> read;
        };
    }

    /**
     * The provider is still at work, and bills it by the answer that tells of it as a whole.
     *
     * @param reference of the work, as it will be billed; absent if that cannot be told
     */
    public void billedLater(@Nullable String reference) {
        billedLater = true;
        begun = reference;
        reading = new UsageReading.NotBilled();
    }

    /** What is billed later, unless it was told by now what it used. */
    @Nullable
    String begun() {
        return billedLater && billedOnce == null && reading instanceof UsageReading.NotBilled ? begun : null;
    }

    boolean isBilledLater() {
        return billedLater;
    }

    /** The answer tells of work that is billed once, however often it is told. */
    public void billedOnce(BillableJob work) {
        billedOnce = work;
    }

    /**
     * The answer tells of such work, and is known to do so before it is at its end: if it does not come to its end, its usage is
     * missing and not free.
     */
    public void billedOnceThoughCut(BillableJob work) {
        billedOnce = work;
        billedThoughCut = true;
    }

    /** The call used what is billed once for it and for others; told twice it counts once. */
    public void used(BilledSession session) {
        if (sessions.size() < MAX_MADE) {
            sessions.put(session.job().reference(), session);
        }
    }

    Collection<BilledSession> sessions() {
        return sessions.values();
    }

    /** The provider keeps something under that identifier; nothing if the node is no text. */
    public void made(JsonNode id) {
        if (id.isTextual() && made.size() < MAX_MADE) {
            made.add(id.textValue());
        }
    }

    Set<String> made() {
        return made;
    }

    /** The first content is here, or more of it. */
    public void sawContent() {
        content = true;
    }

    /** The text that was generated, in case its tokens must be counted. */
    public TokenEstimator text() {
        return text;
    }

    /** The stream has said all it had to say. */
    public void complete() {
        complete = true;
    }

    /** What came is the last that matters, though the stream has not said that it is at its end. */
    public void sawLastEvent(boolean last) {
        lastEvent = last;
    }

    boolean hasLastEvent() {
        return lastEvent;
    }

    /** The answer tells of an error: takes its {@code type} and its {@code code}, never its message. */
    public void failed(JsonNode error) {
        failed(error.path("type"), error.path("code"));
    }

    /** The answer tells of an error. */
    public void failed(JsonNode type, JsonNode code) {
        boolean known = httpStatus >= 100 && httpStatus <= 599;
        failure = new Outcome.Failure(
                Outcome.Failure.Kind.PROVIDER_ERROR,
                known ? httpStatus : null,
                Identifiers.error(type.textValue()),
                Identifiers.error(code.isNumber() ? code.asText() : code.textValue()));
    }

    /** How an answer ended that came to its end: well, unless it told of an error. */
    Outcome completeOutcome() {
        return failure == null ? new Outcome.Success() : failure;
    }

    /** How an answer ended that did not come to its end. */
    Outcome brokenOutcome(Outcome.Failure.Kind kind) {
        return failure == null ? new Outcome.Failure(kind, httpStatus, null, null) : failure;
    }

    /** What was said of usage so far does not hold. */
    public void disbelieveUsage() {
        reading = new UsageReading.Missing();
    }

    boolean hasFailed() {
        return failure != null;
    }

    boolean hasContent() {
        return content;
    }

    boolean isComplete() {
        return complete || failure != null;
    }

    @Nullable
    ModelName servedModel() {
        return servedModel;
    }

    ServiceTier serviceTier() {
        return serviceTier;
    }

    @Nullable
    Region region() {
        return region;
    }

    /** Whether the model generated anything that was seen. */
    boolean hasWork() {
        return content || !text.isEmpty();
    }

    /** The work that an answer with that outcome tells of. */
    @Nullable
    BillableJob billedOnce(Outcome outcome) {
        return outcome.isSuccess() || billedThoughCut ? billedOnce : null;
    }

    UsageReading reading() {
        return reading;
    }
}
