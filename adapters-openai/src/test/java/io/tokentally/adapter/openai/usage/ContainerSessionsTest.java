package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.BilledSession;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The containers that a response's tools run in, each billed once beside the responses. */
class ContainerSessionsTest {

    private static final String CODE =
            "{'type':'code_interpreter_call','id':'ci_1','container_id':'cntr_abc','status':'completed'}";
    private static final UsageReading OF_1_GB = new UsageReading.Estimated(one(UsageUnit.CODE_INTERPRETER_SESSIONS));

    private final OpenAiProtocol protocol = new OpenAiProtocol();

    @Test
    void theMemoryOfTenThousandContainersIsRememberedAndOfNoMore() {
        ContainerSizes sizes = new ContainerSizes();

        for (int i = 0; i <= 10_000; i++) {
            sizes.remember("cntr_" + i, "4g");
        }

        assertThat(sizes.of("cntr_0")).isEmpty();
        assertThat(sizes.of("cntr_1")).contains("4g");
        assertThat(sizes.of("cntr_10000")).contains("4g");
    }

    @Test
    void aContainerIsToldApartFromTheResponseByItsOwnName() {
        ResponseReader reader = response("{'model':'gpt-4.1-nano'}", CODE + "," + CODE);

        assertThat(reader.ended().reading())
                .isEqualTo(new UsageReading.Reported(
                        new Quantities(Map.of(UsageUnit.INPUT_TOKENS, 100L, UsageUnit.OUTPUT_TOKENS, 10L))));
        assertThat(reader.sessions())
                .containsExactly(
                        new BilledSession(BillableJob.undated("cntr_abc"), new Operation("containers"), OF_1_GB));
    }

    @ParameterizedTest
    @CsvSource({
        "1g, CODE_INTERPRETER_SESSIONS",
        "4g, CONTAINER_SESSIONS_4GB",
        "16g, CONTAINER_SESSIONS_16GB",
        "64g, CONTAINER_SESSIONS_64GB"
    })
    void itsMemoryIsTheRequests(String limit, UsageUnit unit) {
        String request = "{'tools':[{'type':'code_interpreter','container':{'type':'auto','memory_limit':'%s'}}]}"
                .formatted(limit);

        assertThat(readings(response(request, CODE))).containsExactly(new UsageReading.Reported(one(unit)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'shell_call','container_id':'cntr_abc'}",
                "{'type':'shell_call','environment':{'type':'container_reference','container_id':'cntr_abc'}}",
            })
    void aHostedShellRunsInOneToo(String item) {
        String request = "{'tools':[{'type':'shell','environment':{'type':'container_auto','memory_limit':'4g'}},"
                + "{'type':'code_interpreter','container':{'type':'auto','memory_limit':'64g'}}]}";

        assertThat(readings(response(request, item)))
                .containsExactly(new UsageReading.Reported(one(UsageUnit.CONTAINER_SESSIONS_4GB)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'shell_call'}",
                "{'type':'shell_call','environment':{'type':'local'}}",
                "{'type':'message','container_id':'x'}"
            })
    void whatRunsElsewhereRunsInNone(String item) {
        assertThat(response("{}", item).sessions()).isEmpty();
    }

    @Test
    void twoMemoriesForOneToolTellNone() {
        String request = "{'tools':[{'type':'code_interpreter','container':{'memory_limit':'4g'}},"
                + "{'type':'code_interpreter','container':{'memory_limit':'16g'}}]}";

        assertThat(readings(response(request, CODE))).containsExactly(OF_1_GB);
    }

    @Test
    void aMemoryThatHasNoPriceIsNotTakenForAnother() {
        String request = "{'tools':[{'type':'code_interpreter','container':{'memory_limit':'256g'}}]}";

        assertThat(readings(response(request, CODE))).containsExactly(new UsageReading.Invalid());
    }

    @Test
    void aContainerThatWasMadeBeforeHasTheMemoryThatItWasMadeWith() {
        ProviderResponse made = container("POST", "/v1/containers");

        assertThat(made.billedOnce()).isEqualTo(new BillableJob("cntr_abc", Instant.ofEpochSecond(1_790_000_000)));
        assertThat(made.reading()).isEqualTo(new UsageReading.Missing());
        assertThat(readings(response("{'tools':[{'type':'code_interpreter','container':'cntr_abc'}]}", CODE)))
                .containsExactly(new UsageReading.Reported(one(UsageUnit.CONTAINER_SESSIONS_16GB)));
    }

    @Test
    void whoAsksForAContainerIsBilledNothing() {
        ProviderResponse asked = container("GET", "/v1/containers/cntr_abc");

        assertThat(asked.billedOnce()).isNull();
        assertThat(asked.reading()).isEqualTo(new UsageReading.NotBilled());
        assertThat(readings(response("{}", CODE)))
                .containsExactly(new UsageReading.Reported(one(UsageUnit.CONTAINER_SESSIONS_16GB)));
    }

    @Test
    void aStreamThatBreaksOffHasUsedItsContainer() {
        ResponseReader reader = exchange("POST", "/v1/responses", "{'model':'gpt-4.1-nano','stream':true}")
                .answer(ResponseHead.of(200, "text/event-stream"));
        feed(reader, "data: {'type':'response.output_item.done','item':" + CODE + "}\n\n");
        reader.broken(Failure.Kind.STREAM_INTERRUPTED);

        assertThat(readings(reader)).containsExactly(OF_1_GB);
    }

    @Test
    void aResponseThatIsFetchedTellsOfItAgain() {
        ResponseReader reader =
                exchange("GET", "/v1/responses/resp_1", "").answer(ResponseHead.of(200, "application/json"));
        feed(
                reader,
                "{'id':'resp_1','model':'gpt-4.1-nano','tools':[{'type':'code_interpreter','container':"
                        + "{'type':'auto','memory_limit':'4g'}}],'output':[" + CODE + "]}");
        reader.ended();

        assertThat(readings(reader)).containsExactly(new UsageReading.Reported(one(UsageUnit.CONTAINER_SESSIONS_4GB)));
    }

    private ProviderResponse container(String method, String path) {
        ResponseReader reader = exchange(method, path, "{'name':'x'}").answer(ResponseHead.of(200, "application/json"));
        feed(reader, "{'id':'cntr_abc','object':'container','created_at':1790000000,'memory_limit':'16g','name':'x'}");
        return reader.ended();
    }

    private ResponseReader response(String request, String items) {
        ResponseReader reader =
                exchange("POST", "/v1/responses", request).answer(ResponseHead.of(200, "application/json"));
        feed(
                reader,
                "{'id':'resp_2','object':'response','status':'completed','model':'gpt-4.1-nano-2025-04-14','output':["
                        + items + "],'usage':{'input_tokens':100,'output_tokens':10,'total_tokens':110}}");
        return reader;
    }

    private MeteredExchange exchange(String method, String path, String request) {
        MeteredExchange exchange =
                protocol.begin(RequestHead.of(method, path, "localhost")).orElseThrow();
        exchange.prepare("application/json", bytes(request));
        return exchange;
    }

    private static List<UsageReading> readings(ResponseReader reader) {
        return reader.sessions().stream().map(BilledSession::reading).toList();
    }

    private static void feed(ResponseReader reader, String text) {
        byte[] bytes = bytes(text);
        reader.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static Quantities one(UsageUnit unit) {
        return Quantities.builder().add(unit, 1).build();
    }
}
