package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.ResponseAccumulator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a response is billed that the provider makes in the background: nothing while it is being made, and once when it is
 * told of as a whole, whether by the stream that began it or by one that fetches it, and as of when it began.
 *
 * @see <a href="https://platform.openai.com/docs/guides/background">OpenAI: background mode</a>
 */
final class BackgroundResponse {

    private static final Set<String> UNDER_WAY = Set.of("queued", "in_progress");

    /** The completion window that costs what no window does. */
    private static final String SOONEST = "soonest";

    private BackgroundResponse() {}

    /** Who lets it wait pays less, as on a tier of its own. */
    private static void takeWindow(JsonNode response, ResponseAccumulator facts) {
        String window =
                response.path("background_options").path("completion_window").asText(SOONEST);
        String tier = response.path("service_tier").asText("default");
        if (!window.equals(SOONEST) && OpenAiTier.of(tier).equals(ServiceTier.STANDARD)) {
            facts.serviceTier(Identifiers.serviceTier("background-" + window));
        }
    }

    /** Whether the response, or what else it is, is one. */
    static boolean is(JsonNode response) {
        return response.path("background").asBoolean();
    }

    /** @param imageModel makes its images; absent where nobody can tell */
    static void bill(JsonNode response, ResponseAccumulator facts, @Nullable ModelName imageModel) {
        if (UNDER_WAY.contains(response.path("status").asText(""))) {
            facts.billedLater(Identifiers.error(response.path("id").textValue()));
            return;
        }
        takeWindow(response, facts);
        facts.disbelieveUsage();
        facts.reading(UsageFigures.read(MeteredApi.RESPONSES, response, imageModel));
        String id = Identifiers.error(response.path("id").textValue());
        if (id != null) {
            UnixSeconds.read(response.path("created_at"))
                    .ifPresent(begun -> facts.billedOnce(new BillableJob(id, begun)));
        }
    }
}
