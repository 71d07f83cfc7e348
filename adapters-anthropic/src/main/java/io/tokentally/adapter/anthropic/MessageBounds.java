package io.tokentally.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.RequestLimit;
import io.tokentally.provider.wire.SelectiveJsonParser;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message can use at most. Its {@code max_tokens} are a limit on all of its output, thinking among it. Beside the request's own
 * bytes it has instructions for its tools as input, which Anthropic adds and bills: 804 tokens in all and 735 for one tool at most, as
 * its documentation has them, of which more than twice is reckoned with.
 *
 * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/tool-use/overview#pricing">Anthropic: tokens of tool use</a>
 */
final class MessageBounds {

    static final FieldSelection MEMBERS = FieldSelection.of(
            "model",
            "max_tokens",
            "system",
            "messages",
            "tools",
            "mcp_servers",
            "container",
            "context_management",
            "fallbacks",
            "fallback_credit_token",
            "service_tier",
            "speed",
            "inference_geo");

    private static final long TOKENS_FOR_TOOLS = 2_000;

    /** Where nobody says where a message is processed, its workspace does: in the one region that costs more, if it wants. */
    private static final Region DEAREST_REGION = new Region("us");

    /** What a tool's type begins with that the caller runs; all others are run by Anthropic. */
    private static final List<String> RUN_BY_CALLER = List.of("bash_", "text_editor_", "computer_", "memory_");

    private static final Set<String> TEXTS =
            Set.of("text", "thinking", "redacted_thinking", "tool_use", "search_result", "tool_reference");

    private final Set<Unbounded> unbounded = EnumSet.noneOf(Unbounded.class);
    private long tools;

    private MessageBounds() {}

    static RequestBounds of(SelectiveJsonParser request, long bytes) {
        MessageBounds bounds = new MessageBounds();
        bounds.take(request);
        OptionalLong limit = RequestLimit.of(request, "max_tokens");
        return new RequestBounds(
                bytes + (bounds.tools == 0 ? 0 : (bounds.tools + 1) * TOKENS_FOR_TOOLS),
                limit.isPresent() ? limit.getAsLong() : null,
                1,
                bounds.unbounded,
                tiers(request),
                region(request));
    }

    private void take(SelectiveJsonParser request) {
        addIf(!request.isClear() || request.all("model").size() > 1, Unbounded.OTHER);
        request.all("system").forEach(this::takeContent);
        for (JsonNode messages : request.all("messages")) {
            addIf(!messages.isArray(), Unbounded.OTHER);
            messages.forEach(message -> takeContent(message.path("content")));
        }
        request.all("tools").forEach(this::takeTools);
        addIf(!RequestLimit.isUnset(request, "mcp_servers", "container"), Unbounded.TOOLS);
        // Other models take their turn, and each that does is billed.
        addIf(!RequestLimit.isUnset(request, "fallbacks", "fallback_credit_token"), Unbounded.OTHER);
        request.all("context_management").forEach(this::takeManagement);
    }

    /** What is cleared is read by nobody; to compact what was said takes a pass that is billed beside the message. */
    private void takeManagement(JsonNode management) {
        for (JsonNode edit : management.path("edits")) {
            addIf(!edit.path("type").asText("").startsWith("clear_"), Unbounded.OTHER);
        }
        addIf(!management.isNull() && !management.path("edits").isArray(), Unbounded.OTHER);
    }

    private void takeTools(JsonNode all) {
        addIf(!all.isArray() && !all.isNull(), Unbounded.OTHER);
        for (JsonNode tool : all) {
            tools++;
            JsonNode type = tool.path("type");
            boolean byCaller = type.isMissingNode()
                    || type.isNull()
                    || "custom".equals(type.textValue())
                    || RUN_BY_CALLER.stream().anyMatch(type.asText()::startsWith);
            addIf(!byCaller, Unbounded.TOOLS);
        }
    }

    /** A text, or blocks of which each says what it is. */
    private void takeContent(JsonNode content) {
        addIf(content.isObject(), Unbounded.OTHER);
        content.forEach(this::takeBlock);
    }

    private void takeBlock(JsonNode block) {
        String type = block.path("type").asText("");
        switch (type) {
            case "image" -> unbounded.add(Unbounded.IMAGES);
            case "container_upload" -> unbounded.add(Unbounded.FILES);
            case "document" -> takeDocument(block.path("source"));
            case "tool_result" -> takeContent(block.path("content"));
            default -> addIf(!TEXTS.contains(type), Unbounded.OTHER);
        }
    }

    /** A document's pages are seen as well, but of those that are texts. */
    private void takeDocument(JsonNode source) {
        switch (source.path("type").asText("")) {
            case "text" -> {}
            case "content" -> takeContent(source.path("content"));
            default -> unbounded.add(Unbounded.FILES);
        }
    }

    private void addIf(boolean condition, Unbounded reason) {
        if (condition) {
            unbounded.add(reason);
        }
    }

    /** Who does not choose is served on priority capacity, where there is some. */
    private static Set<ServiceTier> tiers(SelectiveJsonParser request) {
        Set<ServiceTier> tiers = new HashSet<>();
        for (JsonNode speed : request.all("speed")) {
            if ("fast".equals(speed.textValue())) {
                tiers.add(ServiceTier.FAST);
            }
        }
        if (!tiers.isEmpty()) {
            return tiers;
        }
        List<JsonNode> chosen = request.all("service_tier");
        boolean isStandard =
                !chosen.isEmpty() && chosen.stream().allMatch(tier -> "standard_only".equals(tier.textValue()));
        return isStandard ? Set.of(ServiceTier.STANDARD) : Set.of(ServiceTier.STANDARD, ServiceTier.PRIORITY);
    }

    private static @Nullable Region region(SelectiveJsonParser request) {
        List<JsonNode> chosen = request.all("inference_geo");
        String only = chosen.size() == 1 ? chosen.getFirst().textValue() : null;
        if (only == null) {
            return DEAREST_REGION;
        }
        return only.equals("global") ? null : Objects.requireNonNullElse(Identifiers.region(only), DEAREST_REGION);
    }
}
