package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.BilledSession;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.ResponseAccumulator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The containers that a response's tools ran in, be it the code interpreter or the hosted shell. Each is billed once, as a session by
 * its memory, however many responses use it; nothing tells how many minutes it lived. Where nobody told its memory it is taken to
 * have the least, 1 GB, and its cost is an estimate.
 *
 * @see <a href="https://platform.openai.com/docs/guides/tools-code-interpreter">OpenAI: code interpreter</a>
 */
final class ContainerSessions {

    static final Operation OPERATION = new Operation("containers");

    private static final int MAX_TOOLS = 100;
    private static final String CODE_INTERPRETER = "code_interpreter";
    private static final String SHELL = "shell";
    private static final Map<String, UsageUnit> UNITS = Map.of(
            "1g", UsageUnit.CODE_INTERPRETER_SESSIONS,
            "4g", UsageUnit.CONTAINER_SESSIONS_4GB,
            "16g", UsageUnit.CONTAINER_SESSIONS_16GB,
            "64g", UsageUnit.CONTAINER_SESSIONS_64GB);

    private final ContainerSizes sizes;

    private final Map<String, String> asked;

    /** @param asked as {@link #limits} tells it of the request */
    ContainerSessions(ContainerSizes sizes, Map<String, String> asked) {
        this.sizes = sizes;
        this.asked = asked;
    }

    /** The memory of the containers that tools get, by tool. One that is asked for twice in two ways has none. */
    static Map<String, String> limits(JsonNode tools) {
        Map<String, String> limits = new HashMap<>();
        for (JsonNode tool : tools) {
            String type = tool.path("type").asText("");
            JsonNode limit =
                    tool.path(type.equals(SHELL) ? "environment" : "container").path("memory_limit");
            if (limit.isTextual() && limits.size() < MAX_TOOLS) {
                limits.merge(type, limit.textValue(), (one, other) -> one.equals(other) ? one : "");
            }
        }
        return limits;
    }

    /** What the items of a response ran in. */
    void takeItems(JsonNode output, ResponseAccumulator facts) {
        output.forEach(item -> takeItem(item, facts));
    }

    void takeItem(JsonNode item, ResponseAccumulator facts) {
        String container = containerOf(item);
        if (container != null) {
            String tool = item.path("type").asText("").startsWith(SHELL) ? SHELL : CODE_INTERPRETER;
            facts.used(new BilledSession(BillableJob.undated(container), OPERATION, reading(container, tool)));
        }
    }

    /** The container that it ran in; absent where none is told, as of a shell on the caller's own machine. */
    static @Nullable String containerOf(JsonNode item) {
        return switch (item.path("type").asText("")) {
            case "code_interpreter_call", "shell_call", "shell_call_output" -> {
                String own = Identifiers.error(item.path("container_id").textValue());
                yield own == null
                        ? Identifiers.error(
                                item.path("environment").path("container_id").textValue())
                        : own;
            }
            default -> null;
        };
    }

    private UsageReading reading(String container, String tool) {
        Optional<String> limit = sizes.of(container)
                .or(() -> Optional.ofNullable(asked.get(tool)).filter(told -> !told.isEmpty()));
        if (limit.isEmpty()) {
            return new UsageReading.Estimated(one(UsageUnit.CODE_INTERPRETER_SESSIONS));
        }
        UsageUnit unit = UNITS.get(limit.get());
        return unit == null ? new UsageReading.Invalid() : new UsageReading.Reported(one(unit));
    }

    private static Quantities one(UsageUnit unit) {
        return Quantities.builder().add(unit, 1).build();
    }
}
