package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.BilledSession;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call whose answers, and each of their events, say in plain words what is to be kept of them: {@code {"text": "hi", "used": 5}}. What
 * must be estimated is 100 tokens of a whole answer, and 50 of a part.
 */
final class SpokenCall implements ProviderCallHandler, EventFilter {

    static final Region REGION = new Region("eu");
    static final UsageReading ESTIMATED_WHOLE = new UsageReading.Estimated(tokens(100));
    static final UsageReading ESTIMATED_PART = new UsageReading.Estimated(tokens(50));

    /** How it is unlike the plainest call. */
    enum Trait {
        STREAMED,
        FILTERED,
        FREE,
        FETCHES,
        NOT_JSON,
        ALWAYS_WORK,
        ENDS_WITH_ITS_BYTES
    }

    private final Set<Trait> traits;

    SpokenCall(Trait... traits) {
        this.traits = Set.of(traits);
    }

    /** Begins to read the answer to such a call. */
    static ResponseReader answer(int status, @Nullable String contentType, Trait... traits) {
        WireExchange exchange = new WireExchange(new SpokenCall(traits));
        exchange.prepare("application/json", new byte[0]);
        return exchange.answer(ResponseHead.of(status, contentType));
    }

    /** Reads all of an answer, in pieces of that size, and what the caller sees of it. */
    static String feed(ResponseReader reader, String text, int piece) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream visible = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += piece) {
            reader.arrived(bytes, at, Math.min(piece, bytes.length - at), visible::write);
        }
        return visible.toString(StandardCharsets.UTF_8);
    }

    static ProviderResponse ended(ResponseReader reader, String text) {
        feed(reader, text, Integer.MAX_VALUE);
        return reader.ended();
    }

    static UsageReading reported(long tokens) {
        return new UsageReading.Reported(tokens(tokens));
    }

    static BilledSession session(String reference) {
        return new BilledSession(new BillableJob(reference, Instant.EPOCH), new Operation("sessions"), reported(1));
    }

    private static Quantities tokens(long tokens) {
        return new Quantities(Map.of(UsageUnit.OUTPUT_TOKENS, tokens));
    }

    @Override
    public Operation operation() {
        return new Operation("spoken");
    }

    @Override
    public byte[] limitOutput(@Nullable String contentType, byte[] body, long tokens) {
        return (contentType + " up to " + tokens).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
        return new PreparedRequest(body, ModelName.UNKNOWN, traits.contains(Trait.STREAMED));
    }

    @Override
    public FieldSelection answerShape() {
        return FieldSelection.of("model", "text", "used", "error", "work", "cut", "later", "id", "session", "last");
    }

    @Override
    public void answered(ResponseHead head, ResponseAccumulator facts) {
        String tier = head.headers().first("x-tier");
        if (tier != null) {
            facts.serviceTier(new ServiceTier(tier));
        }
    }

    @Override
    public void takeAnswer(ObjectNode answer, ResponseAccumulator facts) {
        takeEvent(answer, facts);
    }

    @Override
    public void takeEvent(ObjectNode said, ResponseAccumulator facts) {
        facts.servedModel(said.path("model"));
        facts.made(said.path("id"));
        if (said.has("text")) {
            facts.text().add(said.path("text"));
            facts.sawContent();
        }
        if (said.has("error")) {
            takeError(said, facts);
        }
        if (said.has("later")) {
            facts.billedLater(said.path("later").textValue());
        }
        if (said.has("work")) {
            facts.billedOnce(new BillableJob(said.path("work").asText(), Instant.EPOCH));
        }
        if (said.has("cut")) {
            facts.billedOnceThoughCut(new BillableJob(said.path("cut").asText(), Instant.EPOCH));
        }
        if (said.has("session")) {
            facts.used(session(said.path("session").asText()));
        }
        facts.sawLastEvent(said.path("last").asBoolean());
        if (said.has("used")) {
            facts.reading(reported(Counts.of(said.path("used"))));
        }
    }

    @Override
    public UsageReading withoutUsage(ResponseAccumulator facts, boolean whole) {
        return whole ? ESTIMATED_WHOLE : ESTIMATED_PART;
    }

    @Override
    public boolean everyAnswerIsWork() {
        return traits.contains(Trait.ALWAYS_WORK);
    }

    @Override
    public boolean endsWithItsBytes() {
        return traits.contains(Trait.ENDS_WITH_ITS_BYTES);
    }

    @Override
    public boolean isFree() {
        return traits.contains(Trait.FREE);
    }

    @Override
    public boolean fetches() {
        return traits.contains(Trait.FETCHES);
    }

    @Override
    public boolean answersInJson() {
        return !traits.contains(Trait.NOT_JSON);
    }

    @Override
    public Region region() {
        return REGION;
    }

    @Override
    public Optional<EventFilter> filter() {
        return traits.contains(Trait.FILTERED) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public String member() {
        return "used";
    }

    @Override
    public Sight see(ObjectNode event) {
        return event.has("used") ? Sight.WITHOUT_MEMBER : Sight.WHOLE;
    }
}
