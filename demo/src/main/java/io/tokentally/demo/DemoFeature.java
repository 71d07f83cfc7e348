package io.tokentally.demo;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * An AI feature that people in the demo use.
 *
 * @param model the one that it began with
 * @param snapshot the date by which the provider names the model that answers; empty where it names none
 * @param weight how often it is used, compared with the organization's others
 * @param inputTokens the typical number
 * @param outputTokens the typical number; 0 for embeddings
 * @param cachedPercent how much of the input tends to come from the cache
 * @param reasoningPercent how much of the output is reasoning
 * @param typicalMs the typical response time in milliseconds
 */
record DemoFeature(
        OrganizationId organizationId,
        Endpoint endpoint,
        ModelName model,
        String snapshot,
        int weight,
        int inputTokens,
        int outputTokens,
        int cachedPercent,
        int reasoningPercent,
        int typicalMs,
        Answer answer,
        Schedule schedule) {

    /** How an answer comes. */
    enum Answer {
        WHOLE,
        STREAMED
    }

    /** When a feature is used. */
    enum Schedule {
        WORKING_HOURS,
        NIGHT
    }

    /** A change to another model. */
    private record Move(LocalDate day, ModelName model) {}

    /** By the model that a feature began with: before its provider shut it down, the feature went on with another. */
    private static final Map<ModelName, Move> MOVES = Map.of(
            new ModelName("gpt-4.1-nano"), new Move(LocalDate.of(2026, 10, 19), new ModelName("gpt-6-luna")),
            new ModelName("gpt-5"), new Move(LocalDate.of(2026, 12, 7), new ModelName("gpt-6.1-sol")),
            new ModelName("gpt-4.1"), new Move(LocalDate.of(2027, 1, 11), new ModelName("gpt-6-luna")),
            new ModelName("gpt-4.1-mini"), new Move(LocalDate.of(2027, 1, 11), new ModelName("gpt-6-luna")));

    /** In the order of the components. */
    static final List<DemoFeature> ALL = """
            acme   | extract_candidate_info | gpt-4.1-nano  | -2025-04-14 | 30 |  2400 |  620 |  0 |  0 |  1900 | WHOLE    | WORKING_HOURS
            acme   | analyze_resume_match   | gpt-4.1-nano  | -2025-04-14 | 18 |  7800 | 1100 | 35 |  0 |  3100 | WHOLE    | WORKING_HOURS
            acme   | draft_outreach_email   | gpt-4.1       | -2025-04-14 | 22 |  1150 |  380 |  0 |  0 |  2400 | STREAMED | WORKING_HOURS
            acme   | summarize_interview    | gpt-5         | -2025-08-07 |  9 | 14500 | 2300 | 10 | 45 | 11500 | STREAMED | WORKING_HOURS
            acme   | embed_candidates       | text-embedding-3-small |    | 16 |  5200 |    0 |  0 |  0 |   420 | WHOLE    | NIGHT
            globex | classify_ticket        | gpt-4.1-nano  | -2025-04-14 | 40 |   900 |   45 | 20 |  0 |   700 | WHOLE    | WORKING_HOURS
            globex | support_reply          | gpt-4.1-mini  | -2025-04-14 | 24 |  4100 |  520 | 50 |  0 |  3600 | STREAMED | WORKING_HOURS
            globex | search_knowledge       | text-embedding-3-small |    | 22 |   140 |    0 |  0 |  0 |   260 | WHOLE    | WORKING_HOURS
            globex | weekly_report          | gpt-5         | -2025-08-07 |  2 | 38000 | 5200 |  0 | 50 | 42000 | WHOLE    | NIGHT
            globex | tone_check             | globex-tone-1 | | 1 | 640 | 25 | 0 | 0 | 900 | WHOLE | WORKING_HOURS
            """.lines().map(DemoFeature::parse).toList();

    private static DemoFeature parse(String line) {
        Iterator<String> cells =
                Arrays.stream(line.split("\\|")).map(String::strip).iterator();
        return new DemoFeature(
                new OrganizationId(cells.next()),
                new Endpoint(cells.next()),
                new ModelName(cells.next()),
                cells.next(),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Answer.valueOf(cells.next()),
                Schedule.valueOf(cells.next()));
    }

    Operation operation() {
        return new Operation(outputTokens == 0 ? "embeddings" : "chat.completions");
    }

    /** The feature as it was on a day. */
    DemoFeature on(LocalDate day) {
        Move move = MOVES.get(model);
        return move == null || day.isBefore(move.day())
                ? this
                : new DemoFeature(
                        organizationId,
                        endpoint,
                        move.model(),
                        "",
                        weight,
                        inputTokens,
                        outputTokens,
                        cachedPercent,
                        reasoningPercent,
                        typicalMs,
                        answer,
                        schedule);
    }

    ModelName servedModel() {
        return new ModelName(model.value() + snapshot);
    }
}
