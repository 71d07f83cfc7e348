package io.tokentally.simulator;

import com.knuddels.jtokkit.api.IntArrayList;
import io.tokentally.simulator.Generation.Choice;
import io.tokentally.simulator.Generation.FunctionCall;
import io.tokentally.simulator.GenerationRequest.FunctionTool;
import io.tokentally.simulator.GenerationRequest.Message;
import io.tokentally.simulator.GenerationRequest.OutputFormat;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The model: the same request gets the same answer. Only the cached tokens depend on what came before. */
final class Generator {

    /**
     * Tokens that frame a message, and that open the answer.
     *
     * @see <a href="https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken">Counting tokens</a>
     */
    private static final int MESSAGE_OVERHEAD = 3;

    private static final int CALL_OVERHEAD = 8;
    private static final int MAX_REASONING_STEPS = 8;

    private final Clock clock;
    private final PromptCache cache = new PromptCache();
    private final SchemaDraft drafts;

    Generator(Clock clock) {
        this.clock = clock;
        this.drafts = new SchemaDraft(clock);
    }

    Generation generate(GenerationRequest request, FaultPlan faults) {
        Tokenizer tokenizer = Tokenizer.of(request.model());
        String userText = request.userText();
        int reasoning = Math.min(reasoning(request, userText), request.maxTokens());
        List<Choice> choices = new ArrayList<>();
        int visible = 0;
        for (int i = 0; i < request.choices(); i++) {
            Choice choice = choice(request, userText, i);
            if (choice.call() == null) {
                choice = cut(choice, tokenizer, request.maxTokens() - reasoning, faults);
            }
            visible += tokens(choice, tokenizer);
            choices.add(choice);
        }
        IntArrayList prompt = promptTokens(request, tokenizer);
        int promptCount = prompt.size() + MESSAGE_OVERHEAD * (request.messages().size() + 1);
        int thought = reasoning * request.choices();
        Usage usage = new Usage(promptCount, cache.cachedTokens(request.model(), prompt), visible + thought, thought);
        return new Generation(
                Models.served(request.model()),
                request.servedTier(),
                clock.instant().getEpochSecond(),
                choices,
                usage);
    }

    private static int reasoning(GenerationRequest request, String userText) {
        return request.reasoningTokens() * (1 + Math.floorMod(userText.hashCode(), MAX_REASONING_STEPS));
    }

    private Choice choice(GenerationRequest request, String userText, int index) {
        FunctionTool tool = request.forcedTool();
        if (tool != null) {
            String arguments = toSchema(tool.parameters(), userText);
            return new Choice("", new FunctionCall(tool.name(), arguments), false);
        }
        String text = switch (request.format()) {
            case OutputFormat.Prose ignored -> ProseAnswer.to(userText, index);
            case OutputFormat.AnyJson ignored ->
                Json.object().put("answer", ProseAnswer.to(userText, index)).toString();
            case OutputFormat.ToSchema(JsonNode schema) -> toSchema(schema, userText);
        };
        return new Choice(beforeStop(text, request.stops()), null, false);
    }

    private String toSchema(JsonNode schema, String userText) {
        return SchemaAnswer.fit(schema, drafts.of(schema, userText)).toString();
    }

    private static String beforeStop(String text, List<String> stops) {
        String result = text;
        for (String stop : stops) {
            int at = result.indexOf(stop);
            if (at >= 0) {
                result = result.substring(0, at);
            }
        }
        return result;
    }

    private static Choice cut(Choice choice, Tokenizer tokenizer, int budget, FaultPlan faults) {
        int whole = tokenizer.count(choice.text());
        int allowed = faults.has(Fault.Defect.INCOMPLETE) ? Math.min(budget, whole / 2) : budget;
        return whole <= allowed ? choice : new Choice(tokenizer.limit(choice.text(), allowed), null, true);
    }

    private static int tokens(Choice choice, Tokenizer tokenizer) {
        FunctionCall call = choice.call();
        return call == null
                ? tokenizer.count(choice.text())
                : tokenizer.count(call.name()) + tokenizer.count(call.arguments()) + CALL_OVERHEAD;
    }

    private static IntArrayList promptTokens(GenerationRequest request, Tokenizer tokenizer) {
        IntArrayList all = new IntArrayList();
        addAll(all, tokenizer.encode(request.definitions()));
        for (Message message : request.messages()) {
            addAll(all, tokenizer.encode(message.role()));
            addAll(all, tokenizer.encode(message.text()));
        }
        return all;
    }

    private static void addAll(IntArrayList all, IntArrayList more) {
        for (int i = 0; i < more.size(); i++) {
            all.add(more.get(i));
        }
    }
}
