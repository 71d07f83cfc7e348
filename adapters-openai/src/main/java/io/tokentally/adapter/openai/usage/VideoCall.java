package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.wire.Counts;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.ProviderCallHandler;
import io.tokentally.provider.wire.ResponseAccumulator;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Having a video made, and asking for it. It is made apart from the call, and billed once it is done, by its seconds and its
 * size, as of when it was asked for.
 *
 * @see <a href="https://platform.openai.com/docs/guides/video-generation">OpenAI: video generation</a>
 */
final class VideoCall implements ProviderCallHandler {

    private static final Pattern MAKING = Pattern.compile(".*/videos(?:/edits|/extensions|/[^/]+/remix)?");
    private static final Pattern ASKING = Pattern.compile(".*/videos/[^/]+");
    private static final FieldSelection ANSWER =
            FieldSelection.of("id", "object", "model", "status", "created_at", "seconds", "size");
    private static final Map<String, UsageUnit> UNITS = Map.of(
            "720x1280", UsageUnit.VIDEO_SECONDS_720,
            "1280x720", UsageUnit.VIDEO_SECONDS_720,
            "1024x1792", UsageUnit.VIDEO_SECONDS_1024,
            "1792x1024", UsageUnit.VIDEO_SECONDS_1024,
            "1080x1920", UsageUnit.VIDEO_SECONDS_1080,
            "1920x1080", UsageUnit.VIDEO_SECONDS_1080);

    private final boolean makes;
    private final @Nullable Region region;

    private VideoCall(boolean makes, @Nullable Region region) {
        this.makes = makes;
        this.region = region;
    }

    static Optional<ProviderCallHandler> of(String method, String path, @Nullable Region region) {
        boolean makes = method.equals("POST");
        Pattern expected = makes ? MAKING : ASKING;
        boolean known = makes || method.equals("GET");
        return known && expected.matcher(path).matches() ? Optional.of(new VideoCall(makes, region)) : Optional.empty();
    }

    @Override
    public Operation operation() {
        return new Operation("videos");
    }

    @Override
    public boolean fetches() {
        return true;
    }

    @Override
    public @Nullable Region region() {
        return region;
    }

    @Override
    public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
        return new PreparedRequest(
                body,
                OpenAiRequest.modelIn(contentType, body),
                false,
                makes ? RequestBounds.unbounded(Unbounded.VIDEO) : RequestBounds.NOTHING);
    }

    @Override
    public FieldSelection answerShape() {
        return ANSWER;
    }

    @Override
    public void takeAnswer(ObjectNode video, ResponseAccumulator facts) {
        facts.servedModel(video.path("model"));
        facts.made(video.path("id"));
        String id = Identifiers.error(video.path("id").textValue());
        if (id == null || !"completed".equals(video.path("status").textValue())) {
            return;
        }
        Optional<Instant> asked = UnixSeconds.read(video.path("created_at"));
        facts.billedOnce(asked.map(at -> new BillableJob(id, at)).orElseGet(() -> BillableJob.undated(id)));
        facts.reading(asked.isPresent() ? usageOf(video) : new UsageReading.Invalid());
    }

    /** A size that has no unit makes its cost unknown. */
    private static UsageReading usageOf(JsonNode video) {
        UsageUnit unit = UNITS.get(video.path("size").asText(""));
        JsonNode seconds = video.path("seconds");
        if (unit == null || Counts.isAbsent(seconds)) {
            return new UsageReading.Missing();
        }
        try {
            return new UsageReading.Reported(Quantities.builder()
                    .add(unit, new BigDecimal(seconds.asText()).longValueExact())
                    .build());
        } catch (ArithmeticException | NumberFormatException | InvalidQuantitiesException e) {
            return new UsageReading.Invalid();
        }
    }

    /** There is no stream of videos. */
    @Override
    public void takeEvent(ObjectNode event, ResponseAccumulator facts) {}
}
