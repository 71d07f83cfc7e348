package io.tokentally.adapter.anthropic;

import static io.tokentally.domain.metering.UsageUnit.CACHED_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CACHE_WRITE_1H_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CACHE_WRITE_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.WEB_SEARCHES;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsagePart.Flaw;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Anthropic bills of a message beside the figures of the message, and what it does not bill of them.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/compaction">Anthropic: compaction</a>
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/refusals-and-fallback">Anthropic: refusals</a>
 */
class MessagePartsTest {

    private static final String TEXT = "{'type':'text','text':'ok'}";
    private static final String COMPACTION =
            "{'type':'compaction','input_tokens':180000,'output_tokens':3500,'cache_read_input_tokens':0,"
                    + "'cache_creation_input_tokens':0}";
    private static final String PASS =
            "{'type':'message','input_tokens':23000,'output_tokens':1000,'cache_read_input_tokens':0,"
                    + "'cache_creation_input_tokens':0}";
    private static final UsagePart COMPACTED = UsagePart.of("compaction", null, tokens(180_000, 3_500));
    private static final UsagePart MESSAGE = UsagePart.of("message", null, tokens(23_000, 1_000));

    @Test
    void compactionIsBilledBesideTheMessageWhichCountsOnce() {
        assertThat(body("'input_tokens':23000,'output_tokens':1000,'iterations':[" + COMPACTION + "," + PASS + "]"))
                .isEqualTo(UsageReading.Reported.inParts(List.of(MESSAGE, COMPACTED)));
    }

    @Test
    void aStreamTellsTheSame() {
        ProviderResponse answer = stream(
                start("claude-opus-4-6", "'input_tokens':23000,'output_tokens':1,'cache_read_input_tokens':0"),
                block(TEXT),
                delta("Hello there"),
                end(
                        "end_turn",
                        "'input_tokens':23000,'output_tokens':1000,'iterations':[" + COMPACTION + "," + PASS + "]"));

        assertThat(answer.reading()).isEqualTo(UsageReading.Reported.inParts(List.of(MESSAGE, COMPACTED)));
        assertThat(answer.servedModel()).isEqualTo(new ModelName("claude-opus-4-6"));
    }

    @Test
    void messagesWithoutOtherWorkAreBilledAsOne() {
        assertThat(body("'input_tokens':23000,'output_tokens':1000,'iterations':[" + PASS + "]"))
                .isEqualTo(new UsageReading.Reported(tokens(23_000, 1_000)));
        assertThat(body("'input_tokens':23000,'output_tokens':1000,'iterations':[]"))
                .isEqualTo(new UsageReading.Reported(tokens(23_000, 1_000)));
    }

    /** A model whose long requests cost more bills each pass by its own length. */
    @Test
    void passesThatAreTheMessageHaveEachItsOwnLength() {
        String passes = "{'type':'message','input_tokens':60000,'output_tokens':10},"
                + "{'type':'message','input_tokens':70000,'output_tokens':20}";

        UsageReading reading = body("'input_tokens':130000,'output_tokens':30,"
                + "'server_tool_use':{'web_search_requests':2},'iterations':[" + passes + "]");

        assertThat(reading.parts()).extracting(UsagePart::requestInputTokens).containsExactly(60_000L, 70_000L);
        assertThat(reading.knownQuantities())
                .isEqualTo(new Quantities(Map.of(INPUT_TOKENS, 130_000L, OUTPUT_TOKENS, 30L, WEB_SEARCHES, 2L)));
    }

    @Test
    void anAdvisorIsBilledAsTheModelThatItIs() {
        String advice = "{'type':'advisor_message','model':'claude-opus-4-6','input_tokens':9000,'output_tokens':400}";

        assertThat(body("'input_tokens':23000,'output_tokens':1000,'iterations':[" + PASS + "," + advice + "]")
                        .parts())
                .containsExactly(
                        MESSAGE, UsagePart.of("advisor_message", new ModelName("claude-opus-4-6"), tokens(9_000, 400)));
    }

    @Test
    void anAdvisorOfAFastMessageIsServedAsUsual() {
        String advice = "{'type':'advisor_message','model':'claude-opus-4-6','input_tokens':9000,'output_tokens':400}";

        UsageReading reading = body("'input_tokens':1,'output_tokens':1,'speed':'fast','iterations':[" + advice + "]");

        assertThat(reading.parts()).extracting(UsagePart::serviceTier).containsExactly(null, ServiceTier.STANDARD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'type':'advisor_message','model':null,'input_tokens':9,'output_tokens':4} | NO_MODEL | 9",
                "{'type':'advisor_message','input_tokens':9,'output_tokens':4} | NO_MODEL | 9",
                "{'type':'oracle_message','model':'m','input_tokens':9,'output_tokens':4} | UNKNOWN_KIND | 9",
                "{'model':'m','input_tokens':9,'output_tokens':4} | UNKNOWN_KIND | 9",
                "{'type':'compaction','input_tokens':-9,'output_tokens':4} | INVALID_FIGURES | 0",
                "{'type':'compaction','input_tokens':9.5,'output_tokens':4} | INVALID_FIGURES | 0",
                "{'type':'compaction','input_tokens':999999999999,'output_tokens':4} | INVALID_FIGURES | 0",
                "{'type':'compaction','output_tokens':4} | NO_FIGURES | 0",
                "{'type':'compaction'} | NO_FIGURES | 0",
                "7 | NO_FIGURES | 0",
            })
    void aPartThatNobodyCanBillIsKeptWithItsFlawAndWhatItUsed(String iteration, Flaw flaw, long input) {
        UsageReading reading =
                body("'input_tokens':23000,'output_tokens':1000,'iterations':[" + PASS + "," + iteration + "]");

        assertThat(reading).isInstanceOf(UsageReading.Reported.class);
        assertThat(reading.parts()).extracting(UsagePart::flaw).containsExactly(null, flaw);
        assertThat(reading.knownQuantities().of(INPUT_TOKENS)).isEqualTo(23_000 + input);
    }

    @Test
    void absurdlyManyPartsKeepTheTokensOfTheMessage() {
        String many =
                Stream.generate(() -> COMPACTION).limit(UsagePart.MAX_PARTS).collect(Collectors.joining(","));

        UsageReading reading = body("'input_tokens':23000,'output_tokens':1000,'iterations':[" + many + "]");

        assertThat(reading.knownQuantities()).isEqualTo(tokens(23_000, 1_000));
        assertThat(reading.parts()).extracting(UsagePart::flaw).containsExactly(null, Flaw.INVALID_FIGURES);
    }

    @Test
    void theModelThatTookOverIsTheOneThatAnsweredAndARefusalWithoutOutputIsNotBilled() {
        ProviderResponse answer = stream(
                start("claude-fable-5", "'input_tokens':100,'output_tokens':1"),
                block(fallback("claude-fable-5", "claude-opus-4-8")),
                block(TEXT),
                delta("Hello there"),
                end(
                        "end_turn",
                        "'input_tokens':100,'output_tokens':50,'iterations':[" + declined(1) + "," + served() + "]"));

        assertThat(answer.servedModel()).isEqualTo(new ModelName("claude-opus-4-8"));
        assertThat(answer.reading()).isEqualTo(new UsageReading.Reported(tokens(100, 50)));
    }

    @Test
    void whatWasPutOutBeforeARefusalIsBilledAsItsOwnModels() {
        ProviderResponse answer = stream(
                start("claude-fable-5", "'input_tokens':100,'output_tokens':1"),
                block(TEXT),
                delta("Hello"),
                block(fallback("claude-fable-5", "claude-opus-4-8")),
                delta("Hello there"),
                end(
                        "end_turn",
                        "'input_tokens':100,'output_tokens':50,'iterations':[" + declined(7) + "," + served() + "]"));

        assertThat(answer.reading().parts())
                .containsExactly(
                        UsagePart.of("message", null, tokens(100, 50)),
                        UsagePart.of("message", new ModelName("claude-fable-5"), tokens(100, 7)));
    }

    @Test
    void aRefusalBeforeAnyOutputIsToldAndNotBilled() {
        String refusal = message("claude-fable-5", "", "refusal", "'input_tokens':106,'output_tokens':1");

        assertThat(read(refusal, "application/json"))
                .extracting(ProviderResponse::reading, ProviderResponse::isFree)
                .containsExactly(new UsageReading.NotBilled(), false);
        assertThat(stream(
                                start("claude-fable-5", "'input_tokens':106,'output_tokens':1"),
                                end("refusal", "'output_tokens':1"))
                        .reading())
                .isEqualTo(new UsageReading.NotBilled());
    }

    @Test
    void aRefusalAfterSomeOutputIsBilled() {
        String refusal = message("claude-fable-5", TEXT, "refusal", "'input_tokens':106,'output_tokens':9");

        assertThat(read(refusal, "application/json").reading()).isEqualTo(new UsageReading.Reported(tokens(106, 9)));
    }

    /** How much of what was written to the cache is credited nobody tells. */
    @Test
    void aRedeemedCreditMakesCacheWritesAnEstimate() {
        String writes = "'input_tokens':10,'output_tokens':5,'cache_creation_input_tokens':2000";

        assertThat(body(writes + ",'fallback_credit':{'status':'redeemed'}"))
                .isEqualTo(new UsageReading.Estimated(
                        new Quantities(Map.of(INPUT_TOKENS, 10L, OUTPUT_TOKENS, 5L, CACHE_WRITE_TOKENS, 2_000L))));
        assertThat(body(writes + ",'fallback_credit':{'status':'not_applied'}"))
                .isInstanceOf(UsageReading.Reported.class);
        assertThat(body("'input_tokens':10,'output_tokens':5,'fallback_credit':{'status':'redeemed'}"))
                .isInstanceOf(UsageReading.Reported.class);
    }

    @Test
    void aStaleSplitBesideATotalOfZeroIsDropped() {
        assertThat(body("'input_tokens':10,'output_tokens':5,'cache_creation_input_tokens':0,"
                        + "'cache_creation':{'ephemeral_5m_input_tokens':300,'ephemeral_1h_input_tokens':20}"))
                .isEqualTo(new UsageReading.Reported(tokens(10, 5)));
    }

    @Test
    void aSplitThatIsSmallerThanItsTotalLeavesTheRestShort() {
        assertThat(body("'input_tokens':10,'output_tokens':5,'cache_creation_input_tokens':1000,"
                                + "'cache_creation':{'ephemeral_5m_input_tokens':300,'ephemeral_1h_input_tokens':20}")
                        .knownQuantities())
                .isEqualTo(new Quantities(Map.of(
                        INPUT_TOKENS, 10L, OUTPUT_TOKENS, 5L, CACHE_WRITE_TOKENS, 980L, CACHE_WRITE_1H_TOKENS, 20L)));
    }

    @Test
    void laterZerosReplaceNoPositiveFigures() {
        ProviderResponse answer = stream(
                start(
                        "claude-sonnet-4-5-20250929",
                        "'input_tokens':5000,'output_tokens':1,'cache_read_input_tokens':2000,"
                                + "'cache_creation_input_tokens':30,'cache_creation':{'ephemeral_1h_input_tokens':30}"),
                delta("Hello there"),
                end(
                        "end_turn",
                        "'input_tokens':0,'output_tokens':700,'cache_read_input_tokens':0,"
                                + "'cache_creation_input_tokens':0,'cache_creation':{'ephemeral_1h_input_tokens':0}"));

        assertThat(answer.reading().knownQuantities())
                .isEqualTo(new Quantities(Map.of(
                        INPUT_TOKENS,
                        5_000L,
                        OUTPUT_TOKENS,
                        700L,
                        CACHED_INPUT_TOKENS,
                        2_000L,
                        CACHE_WRITE_1H_TOKENS,
                        30L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'cache_read_input_tokens':0,'cache_creation_input_tokens':0"})
    void contentWithNothingButZerosIsMissingItsUsage(String more) {
        assertThat(body("'input_tokens':0,'output_tokens':0" + more)).isEqualTo(new UsageReading.Missing());
        assertThat(stream(
                                start("claude-opus-4-6", "'input_tokens':0,'output_tokens':0"),
                                delta("Hello there"),
                                end("end_turn", "'output_tokens':0" + more))
                        .reading())
                .isEqualTo(new UsageReading.Missing());
    }

    @Test
    void aStreamOfZerosThatToldItsInputIsEstimated() {
        UsageReading reading = stream(
                        start("claude-opus-4-6", "'input_tokens':40"), delta("Hello there"), "{'type':'message_stop'}")
                .reading();

        assertThat(reading).isInstanceOf(UsageReading.Estimated.class);
        assertThat(reading.knownQuantities().of(INPUT_TOKENS)).isEqualTo(40);
    }

    private static Quantities tokens(long input, long output) {
        return new Quantities(Map.of(INPUT_TOKENS, input, OUTPUT_TOKENS, output));
    }

    private static String declined(long output) {
        return "{'type':'message','model':'claude-fable-5','input_tokens':100,'output_tokens':" + output + "}";
    }

    private static String served() {
        return "{'type':'fallback_message','model':'claude-opus-4-8','input_tokens':100,'output_tokens':50}";
    }

    private static String fallback(String from, String to) {
        return "{'type':'fallback','from':{'model':'" + from + "'},'to':{'model':'" + to + "'}}";
    }

    private static UsageReading body(String usage) {
        return read(message("claude-opus-4-6", TEXT, "end_turn", usage), "application/json")
                .reading();
    }

    private static String message(String model, String content, String stopReason, String usage) {
        return "{'id':'msg_1','type':'message','role':'assistant','model':'" + model + "','content':[" + content
                + "],'stop_reason':'" + stopReason + "','usage':{" + usage + "}}";
    }

    private static String start(String model, String usage) {
        return "{'type':'message_start','message':{'type':'message','model':'" + model + "','content':[],'usage':{"
                + usage + "}}}";
    }

    private static String block(String block) {
        return "{'type':'content_block_start','index':0,'content_block':" + block.replace("'ok'", "''") + "}";
    }

    private static String delta(String text) {
        return "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'" + text + "'}}";
    }

    private static String end(String stopReason, String usage) {
        return "{'type':'message_delta','delta':{'stop_reason':'" + stopReason + "'},'usage':{" + usage
                + "}}\n\ndata: {'type':'message_stop'}";
    }

    private static ProviderResponse stream(String... events) {
        return read(
                Stream.of(events).map(event -> "data: " + event + "\n\n").collect(Collectors.joining()),
                "text/event-stream");
    }

    private static ProviderResponse read(String answer, String type) {
        MeteredExchange exchange = new AnthropicProtocol()
                .begin(RequestHead.of("POST", "/v1/messages", "api.anthropic.com"))
                .orElseThrow();
        exchange.prepare("application/json", "{\"model\":\"claude-opus-4-6\"}".getBytes(StandardCharsets.UTF_8));
        ResponseReader reader = exchange.answer(ResponseHead.of(200, type));
        byte[] bytes = answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        reader.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
        return reader.ended();
    }
}
