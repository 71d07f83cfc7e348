package io.tokentally.adapter.anthropic;

import static io.tokentally.domain.metering.UsageUnit.CACHED_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
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
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message batch is billed, read of its results. */
class BatchResultsCallTest {

    private static final String ID = "msgbatch_013Zva2CMHLNnXjNJJKqJ2EF";
    private static final String BATCH = "/v1/messages/batches/" + ID;
    private static final String RESULTS = BATCH + "/results";
    private static final Instant END = Instant.parse("2026-11-20T18:37:24.100435Z");
    private static final String ENDED = """
            {"id": "msgbatch_013Zva2CMHLNnXjNJJKqJ2EF", "type": "message_batch", "processing_status": "ended",
             "request_counts": {"processing": 0, "succeeded": 3, "errored": 1, "canceled": 1, "expired": 1},
             "created_at": "2026-11-20T17:37:24.100435Z", "ended_at": "2026-11-20T18:37:24.100435Z",
             "results_url": "https://api.anthropic.com/v1/messages/batches/msgbatch_013Zva2CMHLNnXjNJJKqJ2EF/results"}""";
    private static final String HAIKU = "claude-haiku-5-5";
    private static final String OPUS = "claude-opus-5-5";
    private static final String ERRORED =
            "{'custom_id':'e','result':{'type':'errored','error':{'type':'error','error':{'type':'invalid_request_error',"
                    + "'message':'confidential'}}}}\n";
    private static final String EXPIRED = "{'custom_id':'x','result':{'type':'expired'}}\n";
    private static final String CANCELED = "{'custom_id':'c','result':{'type':'canceled'}}\n";

    private final AnthropicProtocol protocol = new AnthropicProtocol();

    @Test
    void eachRequestIsBilledByItsOwnModelAndLengthAsOfTheBatchsEnd() {
        retrieve(ENDED);

        ProviderResponse answer = results(message(HAIKU, 90_000, 10)
                + ERRORED
                + message(HAIKU, 100_001, 20)
                + EXPIRED
                + message(HAIKU, 89_500, 5)
                + CANCELED
                + message(OPUS, 90_000, 7));

        assertThat(answer.reading())
                .isEqualTo(UsageReading.Reported.inParts(List.of(
                        part("message", HAIKU, 179_500, 15, 90_000),
                        part("message", HAIKU, 100_001, 20, 100_001),
                        part("message", OPUS, 90_000, 7, 90_000))));
        assertThat(answer.servedModel()).isEqualTo(new ModelName(HAIKU));
        assertThat(answer.serviceTier()).isEqualTo(ServiceTier.BATCH);
        assertThat(answer.region()).isNull();
        assertThat(answer.outcome()).isEqualTo(new Outcome.Success());
        assertThat(answer.billedOnce()).isEqualTo(new BillableJob(ID, END));
    }

    @Test
    void fetchedAgainByWhomeverTheyTellTheSame() {
        retrieve(ENDED);

        assertThat(results(message(HAIKU, 10, 1))).isEqualTo(results(message(HAIKU, 10, 1)));
    }

    @Test
    void theLastLineNeedsNoEndAndEmptyOnesAreNone() {
        retrieve(ENDED);
        String lines = message(HAIKU, 10, 1) + "\n\r\n" + message(HAIKU, 20, 2).strip();

        assertThat(results(lines).reading().knownQuantities()).isEqualTo(tokens(30, 3));
        assertThat(results(lines.replace("\n", "\r\n")).reading().knownQuantities())
                .isEqualTo(tokens(30, 3));
    }

    /** A file cut in two at any place, or in any other way, is not billed as if it were whole. */
    @Test
    void resultsThatAreNotReadToTheirEndHaveNoKnownCost() {
        retrieve(ENDED);
        byte[] lines = bytes(message(HAIKU, 10, 1) + message(HAIKU, 20, 2));
        for (int cut = 0; cut < lines.length; cut++) {
            ResponseReader reader = begin(200);
            reader.arrived(lines, 0, cut, VisibleBytes.NOBODY);
            assertThat(reader.isComplete()).isFalse();
            ProviderResponse answer = reader.broken(Failure.Kind.CANCELLED);

            assertThat(answer.reading()).as("cut at %d", cut).isEqualTo(new UsageReading.Missing());
            assertThat(answer.billedOnce()).isEqualTo(new BillableJob(ID, END));
            assertThat(answer.outcome().isSuccess()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'custom_id':'a','result':{'type':'succ", "not json\n", "<html>", "[1]\n", ""})
    void whatIsNoResultLeavesTheCostUnknown(String end) {
        retrieve(ENDED);

        ProviderResponse answer = results((end.isEmpty() ? "" : message(HAIKU, 10, 1)) + end);

        assertThat(answer.reading()).isEqualTo(new UsageReading.Missing());
        assertThat(answer.billedOnce()).isEqualTo(new BillableJob(ID, END));
    }

    @Test
    void aRangeOfThemIsNotTheWhole() {
        retrieve(ENDED);

        ProviderResponse answer = end(begin(206), message(HAIKU, 10, 1));

        assertThat(answer.reading()).isEqualTo(new UsageReading.Missing());
        assertThat(answer.billedOnce()).isEqualTo(new BillableJob(ID, END));
    }

    @Test
    void resultsThatAreRefusedBillNothing() {
        retrieve(ENDED);

        ProviderResponse answer =
                end(begin(404), "{'type':'error','error':{'type':'not_found_error','message':'confidential'}}");

        assertThat(answer.billedOnce()).isNull();
        assertThat(answer.reading()).isEqualTo(new UsageReading.NotBilled());
    }

    @Test
    void resultsOfABatchWhoseEndNobodyToldHaveNoKnownCost() {
        ProviderResponse answer = results(message(HAIKU, 10, 1));

        assertThat(answer.billedOnce()).isEqualTo(BillableJob.undated(ID));
        assertThat(answer.reading()).isEqualTo(new UsageReading.Invalid());
    }

    @Test
    void requestsThatFailedAreNotBilled() {
        retrieve(ENDED);

        assertThat(results(ERRORED + EXPIRED + CANCELED).reading()).isEqualTo(new UsageReading.NotBilled());
    }

    @Test
    void aMessageIsReadAsIfItHadBeenAnsweredAlone() {
        retrieve(ENDED);
        String compacted = line(
                OPUS,
                "'input_tokens':100,'output_tokens':10,'iterations':["
                        + "{'type':'compaction','input_tokens':5000,'output_tokens':50},"
                        + "{'type':'advisor_message','model':'claude-fable-5','input_tokens':700,'output_tokens':7},"
                        + "{'type':'message','input_tokens':100,'output_tokens':10}]");
        String refused = line(OPUS, "'input_tokens':900,'output_tokens':1")
                .replace("end_turn", "refusal")
                .replace("{'type':'text','text':'confidential'}", "");
        String fallback = line(OPUS, "'input_tokens':40,'cache_read_input_tokens':2,'output_tokens':4")
                .replace("'content':[", "'content':[{'type':'fallback','to':{'model':'" + HAIKU + "'}},");

        UsageReading reading = results(compacted + refused + fallback).reading();

        assertThat(reading)
                .isEqualTo(UsageReading.Reported.inParts(List.of(
                        part("message", OPUS, 100, 10, 100),
                        part("compaction", OPUS, 5_000, 50, 5_000),
                        part("advisor_message", "claude-fable-5", 700, 7, 700),
                        new UsagePart(
                                "message",
                                new ModelName(HAIKU),
                                null,
                                new Quantities(Map.of(INPUT_TOKENS, 40L, CACHED_INPUT_TOKENS, 2L, OUTPUT_TOKENS, 4L)),
                                42,
                                null))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'input_tokens':-1,'output_tokens':1|INVALID_FIGURES",
                "'input_tokens':1e30,'output_tokens':1|INVALID_FIGURES",
                "'input_tokens':5|NO_FIGURES",
                "'input_tokens':0,'output_tokens':0|NO_FIGURES",
            })
    void aMessageWithoutFiguresThatCouldBeLeavesTheBatchUnpriced(String usage, Flaw flaw) {
        retrieve(ENDED);

        UsageReading reading =
                results(message(HAIKU, 10, 1) + line(HAIKU, usage)).reading();

        assertThat(reading.parts()).extracting(UsagePart::flaw).containsExactly(null, flaw);
        assertThat(reading.knownQuantities()).isEqualTo(tokens(10, 1));
    }

    @Test
    void aResultThatNobodyKnowsAndAMessageWithoutModelLeaveTheBatchUnpriced() {
        retrieve(ENDED);

        assertThat(results("{'custom_id':'n','result':{'type':'paused'}}\n")
                        .reading()
                        .parts())
                .extracting(UsagePart::flaw)
                .containsExactly(Flaw.UNKNOWN_KIND);
        assertThat(results(message(HAIKU, 10, 1).replace("'model':'claude-haiku-5-5',", ""))
                        .reading()
                        .parts())
                .extracting(UsagePart::flaw)
                .containsExactly(Flaw.NO_MODEL);
    }

    @Test
    void oneRegionIsTheBatchsAndSeveralLeaveItUnpriced() {
        retrieve(ENDED);
        String inUs = line(HAIKU, "'input_tokens':1,'output_tokens':1,'inference_geo':'us'");
        String anywhere = line(HAIKU, "'input_tokens':1,'output_tokens':1,'inference_geo':'global'");

        assertThat(results(inUs + inUs).region()).isEqualTo(new Region("us"));
        assertThat(results(inUs + inUs).reading().parts())
                .extracting(UsagePart::flaw)
                .containsOnlyNulls();
        assertThat(results(anywhere + inUs).reading().parts())
                .extracting(UsagePart::flaw)
                .contains(Flaw.UNKNOWN_KIND);
    }

    @Test
    void theyAreReadWhereverTheirBytesAreCut() {
        retrieve(ENDED);
        byte[] lines = bytes(message(HAIKU, 10, 1) + ERRORED + "\n" + message(OPUS, 20, 2));
        ProviderResponse whole = results(message(HAIKU, 10, 1) + ERRORED + message(OPUS, 20, 2));
        for (int size = 1; size < 50; size++) {
            ResponseReader reader = begin(200);
            for (int at = 0; at < lines.length; at += size) {
                reader.arrived(lines, at, Math.min(size, lines.length - at), VisibleBytes.NOBODY);
            }
            assertThat(reader.ended()).as("in pieces of %d", size).isEqualTo(whole);
        }
    }

    /** Content is passed over, and lines of one kind are one sum. */
    @Test
    void aHugeFileTakesLittleMemory() {
        retrieve(ENDED);
        ResponseReader reader = begin(200);
        byte[] longest = bytes(message(HAIKU, 1_000, 1).replace("confidential", "x".repeat(200_000)));
        System.gc();
        long before = usedMemory();
        for (int line = 0; line < 2_000; line++) {
            reader.arrived(longest, 0, longest.length, VisibleBytes.NOBODY);
        }
        System.gc();

        assertThat(usedMemory() - before).isLessThan(32L << 20);
        assertThat(reader.ended().reading().knownQuantities()).isEqualTo(tokens(2_000_000, 2_000));
    }

    private static long usedMemory() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void usageBehindAnyNumberOfBlocksIsRead() {
        retrieve(ENDED);
        String blocks = "{'type':'text','text':'x'},".repeat(30_000) + "{'type':'text','text':'y'}";

        assertThat(results(message(HAIKU, 10, 1).replace("{'type':'text','text':'confidential'}", blocks))
                        .reading()
                        .knownQuantities())
                .isEqualTo(tokens(10, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'processing_status':'in_progress','ended_at':null,'created_at':'2026-11-20T17:37:24Z'",
                "'processing_status':'canceling','ended_at':null,'created_at':'2026-11-20T17:37:24Z'",
                "'ended_at':'2026-11-20T17:37:24Z'",
            })
    void aBatchThatHasNotEndedIsNotBilled(String facts) {
        ProviderResponse answer = retrieve(("{'id':'" + ID + "'," + facts + "}").replace('\'', '"'));

        assertThat(answer.billedOnce()).isNull();
        assertThat(answer.reading()).isEqualTo(new UsageReading.NotBilled());
        assertThat(results(message(HAIKU, 1, 1)).billedOnce()).isEqualTo(BillableJob.undated(ID));
    }

    @Test
    void aBatchThatHasEndedIsUnknownUntilItsResultsAreRead() {
        ProviderResponse answer = retrieve(ENDED);

        assertThat(answer.billedOnce()).isEqualTo(new BillableJob(ID, END));
        assertThat(answer.reading()).isEqualTo(new UsageReading.Missing());
        assertThat(answer.serviceTier()).isEqualTo(ServiceTier.BATCH);
    }

    @Test
    void aBatchWithoutAnySuccessCostsNothing() {
        assertThat(retrieve(ENDED.replace("\"succeeded\": 3", "\"succeeded\": 0"))
                        .reading())
                .isEqualTo(new UsageReading.NotBilled());
    }

    @Test
    void anEndThatCannotBeReadIsReplacedByTheBeginningAndElseByNone() {
        String noEnd = ENDED.replace("\"ended_at\": \"2026-11-20T18", "\"ended_at\": \"soon");
        String neither = noEnd.replace("\"created_at\": \"2026", "\"created_at\": \"1026");

        assertThat(retrieve(noEnd).billedOnce())
                .isEqualTo(new BillableJob(ID, Instant.parse("2026-11-20T17:37:24.100435Z")));
        assertThat(retrieve(neither).billedOnce()).isEqualTo(BillableJob.undated(ID));
        assertThat(retrieve(neither).reading()).isEqualTo(new UsageReading.Invalid());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/messages/batches/msgbatch_1, true",
        "GET, /v1/messages/batches/msgbatch_1/results, true",
        "POST, /v1/messages/batches/msgbatch_1/cancel, true",
        "GET, /v1/messages/batches, false",
        "POST, /v1/messages/batches, false",
        "DELETE, /v1/messages/batches/msgbatch_1, false",
        "HEAD, /v1/messages/batches/msgbatch_1/results, false",
        "POST, /v1/messages/batches/msgbatch_1/results, false",
        "GET, /v1/messages/batches/msgbatch_1/other, false",
    })
    void onlyWhatTellsOfOneBatchIsMetered(String method, String path, boolean metered) {
        assertThat(protocol.begin(RequestHead.of(method, path, "api.anthropic.com"))
                        .map(exchange -> exchange.operation().value())
                        .orElse(null))
                .isEqualTo(metered ? "messages.batches" : null);
    }

    private ProviderResponse retrieve(String batch) {
        MeteredExchange exchange = exchange(BATCH);
        ResponseReader reader = exchange.answer(ResponseHead.of(200, "application/json"));
        byte[] bytes = batch.getBytes(StandardCharsets.UTF_8);
        reader.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
        return reader.ended();
    }

    private ProviderResponse results(String lines) {
        return end(begin(200), lines);
    }

    private static ProviderResponse end(ResponseReader reader, String lines) {
        byte[] bytes = bytes(lines);
        reader.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
        assertThat(reader.hasUsage()).isTrue();
        return reader.ended();
    }

    private ResponseReader begin(int status) {
        return exchange(RESULTS).answer(ResponseHead.of(status, "application/x-jsonl"));
    }

    private MeteredExchange exchange(String path) {
        MeteredExchange exchange =
                protocol.begin(RequestHead.of("GET", path, "api.anthropic.com")).orElseThrow();
        exchange.prepare(null, new byte[0]);
        return exchange;
    }

    private static byte[] bytes(String lines) {
        return lines.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String message(String model, long input, long output) {
        return line(model, "'input_tokens':%d,'output_tokens':%d,'service_tier':'batch'".formatted(input, output));
    }

    private static String line(String model, String usage) {
        return ("{'custom_id':'confidential','result':{'type':'succeeded','message':{'id':'msg_1','type':'message',"
                        + "'role':'assistant','model':'%s','content':[{'type':'text','text':'confidential'}],"
                        + "'stop_reason':'end_turn','usage':{%s}}}}\n")
                .formatted(model, usage);
    }

    private static UsagePart part(String kind, @Nullable String model, long input, long output, long longest) {
        return new UsagePart(
                kind, model == null ? null : new ModelName(model), null, tokens(input, output), longest, null);
    }

    private static Quantities tokens(long input, long output) {
        return new Quantities(Map.of(INPUT_TOKENS, input, OUTPUT_TOKENS, output));
    }
}
