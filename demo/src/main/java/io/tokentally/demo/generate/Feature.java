package io.tokentally.demo.generate;

import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.ServiceTier;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * An AI feature that generated people use.
 *
 * @param operation what it asks of OpenAI's API
 * @param weight how often it is used at its busiest hour, compared with the others
 * @param usual the models that most of its calls go to
 * @param other the models that the rest goes to
 * @param otherPercent how many calls those are
 * @param tier the service tier of some calls
 * @param tierPercent how many calls those are
 * @param inputTokens the typical number
 * @param outputTokens the typical number; 0 for embeddings
 * @param cachedPercent how much of the input comes from the cache, where any does
 * @param reasoningPercent how much of the output is reasoning, where the provider tells
 * @param typicalMs the typical response time in milliseconds
 * @param streamedPercent how many answers are streamed
 * @param partsPercent how many of Anthropic's answers are billed in parts, since they compacted their context
 * @param forCustomers whether its calls are tagged with the customer whom they are for
 */
record Feature(
        Endpoint endpoint,
        Operation operation,
        int weight,
        Schedule schedule,
        ModelLine usual,
        ModelLine other,
        int otherPercent,
        ServiceTier tier,
        int tierPercent,
        int inputTokens,
        int outputTokens,
        int cachedPercent,
        int reasoningPercent,
        int typicalMs,
        int streamedPercent,
        int partsPercent,
        boolean forCustomers) {

    /** In the order of the components. */
    static final List<Feature> ALL = """
            extract_candidate_info | chat.completions | 100 | OFFICE    | OPENAI_SMALL     | CLAUDE_SMALL     | 20 | batch    | 10 |  2400 |  620 | 30 |  0 |  1900 |   0 |  0 | false
            analyze_resume_match   | responses        |  60 | OFFICE    | OPENAI_SMALL     | OPENAI_REASONING |  8 | standard |  0 |  7800 | 1100 | 45 | 30 |  3100 |   0 |  0 | false
            draft_outreach_email   | chat.completions |  55 | OFFICE    | OPENAI_MEDIUM    | CLAUDE_MEDIUM    | 25 | standard |  0 |  1150 |  380 | 20 |  0 |  2400 |  90 |  0 | false
            summarize_interview    | responses        |  30 | OFFICE    | CLAUDE_MEDIUM    | OPENAI_REASONING | 30 | standard |  0 | 14500 | 1900 | 10 | 40 | 11500 |  70 |  6 | false
            code_assistant         | responses        |  45 | OFFICE    | CLAUDE_LARGE     | OPENAI_REASONING | 35 | standard |  0 | 21000 |  900 | 85 | 35 |  9000 |  97 | 10 | false
            support_reply          | chat.completions |  70 | CUSTOMERS | OPENAI_MEDIUM    | CLAUDE_SMALL     | 35 | priority | 15 |  4100 |  520 | 55 |  0 |  3600 |  95 |  0 | true
            classify_ticket        | chat.completions | 110 | CUSTOMERS | OPENAI_SMALL     | CLAUDE_SMALL     | 12 | standard |  0 |   900 |   45 | 25 |  0 |   700 |   0 |  0 | true
            search_knowledge       | embeddings       |  65 | CUSTOMERS | OPENAI_EMBEDDING | OPENAI_EMBEDDING |  0 | standard |  0 |   140 |    0 |  0 |  0 |   260 |   0 |  0 | true
            embed_documents        | embeddings       |  70 | NIGHT     | OPENAI_EMBEDDING | OPENAI_EMBEDDING |  0 | batch    | 60 |  5200 |    0 |  0 |  0 |   420 |   0 |  0 | false
            weekly_report          | responses        |   8 | NIGHT     | OPENAI_REASONING | CLAUDE_LARGE     | 20 | flex     | 50 | 38000 | 5200 |  5 | 50 | 42000 |   0 |  0 | false
            rank_search_results    | chat.completions |   3 | CUSTOMERS | HOUSE            | HOUSE            |  0 | standard |  0 |   640 |   25 |  0 |  0 |   900 |   0 |  0 | true
            """.lines().map(Feature::parse).toList();

    private static Feature parse(String line) {
        Iterator<String> cells =
                Arrays.stream(line.split("\\|")).map(String::strip).iterator();
        return new Feature(
                new Endpoint(cells.next()),
                new Operation(cells.next()),
                Integer.parseInt(cells.next()),
                Schedule.valueOf(cells.next()),
                ModelLine.valueOf(cells.next()),
                ModelLine.valueOf(cells.next()),
                Integer.parseInt(cells.next()),
                new ServiceTier(cells.next()),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Integer.parseInt(cells.next()),
                Boolean.parseBoolean(cells.next()));
    }
}
