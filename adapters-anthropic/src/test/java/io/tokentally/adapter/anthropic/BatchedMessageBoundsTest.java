package io.tokentally.adapter.anthropic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.provider.wire.BatchSums;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchedMessageBoundsTest {

    private static final String OPUS =
            "{'model':'claude-opus-4-8','max_tokens':300,'messages':[{'role':'user','content':'Hi, \\\"}'}]}";
    private static final String LONGER = OPUS.replace("Hi", "Good morning").replace("300", "500");
    private static final String HAIKU =
            "{'model':'claude-haiku-4-5','max_tokens':7,'messages':[],'inference_geo':'global'}";
    private static final RequestBounds UNKNOWN = RequestBounds.unbounded(Unbounded.BATCH);

    private static RequestBounds of(String body) {
        return new AnthropicProtocol()
                .boundsOfUnmetered(
                        "POST", "/v1/messages/batches", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String batch(String... params) {
        StringBuilder all = new StringBuilder("{'requests':[");
        for (int i = 0; i < params.length; i++) {
            all.append(i == 0 ? "" : ", ").append("{'custom_id':'" + i + "','params':" + params[i] + "}");
        }
        return all + "]}";
    }

    private static BatchedRequests requests(
            String model, long number, long longest, long input, @Nullable Long output, @Nullable String region) {
        return new BatchedRequests(
                new ModelName(model),
                number,
                longest,
                new RequestBounds(
                        input,
                        output,
                        number,
                        Set.of(),
                        Set.of(ServiceTier.BATCH),
                        region == null ? null : new Region(region)));
    }

    @Test
    void aBatchIsBoundedByTheBytesAndLimitsOfItsMessages() {
        RequestBounds bounds = of(batch(OPUS, HAIKU, LONGER));

        assertThat(bounds.makesBatch()).isTrue();
        assertThat(bounds.batch())
                .isInstanceOfSatisfying(
                        BatchContents.class,
                        contents -> assertThat(contents.requests())
                                .containsExactly(
                                        requests(
                                                "claude-opus-4-8",
                                                2,
                                                LONGER.length(),
                                                OPUS.length() + LONGER.length(),
                                                800L,
                                                "us"),
                                        requests("claude-haiku-4-5", 1, HAIKU.length(), HAIKU.length(), 7L, null)));
    }

    @Test
    void oneWithoutALimitLeavesThoseOfItsModelWithoutOne() {
        RequestBounds bounds = of(batch(OPUS, OPUS.replace("'max_tokens':300,", "")));

        assertThat(((BatchContents) requireNonNull(bounds.batch()))
                        .requests()
                        .getFirst()
                        .bounds()
                        .isBounded())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"'messages':[{'content':[{'type':'image'}]}]|IMAGES", "'mcp_servers':[{'type':'url'}]|TOOLS"})
    void aBatchSaysWhyItHasNoBound(String members, Unbounded reason) {
        RequestBounds bounds = of(batch(OPUS, "{'model':'claude-opus-4-8','max_tokens':1," + members + "}"));

        assertThat(((BatchContents) requireNonNull(bounds.batch()))
                        .requests()
                        .getFirst()
                        .bounds()
                        .unbounded())
                .containsExactly(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "{'requests':[]}",
                "{'requests':[{'custom_id':'a'}]}",
                "{'requests':[{'params':7}]}",
                "{'requests':[{'params':{'max_tokens':7}}]}",
                "{'requests':[{'params':{'model':'a'},'params':{'model':'b'}}]}",
                "{'requests':[{'params':{'model':'a'}}],'requests':[{'params':{'model':'a'}}]}",
                "{'requests':[{'params':{'model':'a'}}]",
                "{'requests':[{'params':{'model':'a'}}]}{}",
                "{'other':[{'params':{'model':'a'}}]}"
            })
    void whatCannotBeReadLeavesABatchUnknown(String body) {
        assertThat(of(body)).isEqualTo(UNKNOWN);
    }

    @Test
    void aBatchOfVeryManyIsUnknown() {
        StringBuilder all = new StringBuilder("{'requests':[");
        all.append("{'params':{'model':'a','max_tokens':1}},".repeat(BatchSums.MAX_REQUESTS));
        String many = all + "{'params':{'model':'a','max_tokens':1}}]}";

        assertThat(of(many)).isEqualTo(UNKNOWN);
        assertThat(of(many.replaceFirst("\\{'params':\\{'model':'a','max_tokens':1}},", ""))
                        .batch())
                .isNotNull();
    }

    @Test
    void otherRequestsAreWhatTheirPathSays() {
        byte[] body = {'{', '}'};

        assertThat(new AnthropicProtocol().boundsOfUnmetered("POST", "/v1/files", body))
                .isEqualTo(RequestBounds.NOTHING);
    }
}
