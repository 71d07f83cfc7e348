package io.tokentally.adapter.anthropic;

import static io.tokentally.domain.budget.RequestBounds.Unbounded.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageBoundsTest {

    private static final String HELLO = "'model':'claude-opus-4-8','messages':[{'role':'user','content':'Hi'}]";

    @Test
    void messageIsBoundedByItsBytesAndItsLimit() {
        String body = "{" + HELLO + ",'max_tokens':300}";

        assertThat(of(body))
                .isEqualTo(new RequestBounds(
                        body.length(),
                        300L,
                        1,
                        Set.of(),
                        Set.of(ServiceTier.STANDARD, ServiceTier.PRIORITY),
                        new Region("us")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "'max_tokens':30,'max_tokens':300|300",
                "'max_tokens':300,'max_tokens':30|300",
                "'max_tokens':-1|none",
                "'max_tokens':1e3|none",
                "'max_tokens':'300'|none",
                "'stream':true|none"
            })
    void limitIsTheLargestThatAServerMayTake(String member, @Nullable Long output) {
        assertThat(of("{" + HELLO + "," + member + "}").outputTokens()).isEqualTo(output);
    }

    @Test
    void instructionsForToolsComeOnTop() {
        String one = "{" + HELLO + ",'max_tokens':1,'tools':[{'name':'f','input_schema':{}}]}";
        String two = "{" + HELLO + ",'max_tokens':1,'tools':[{'type':'bash_20250124'},{'type':'custom','name':'f'}]}";

        assertThat(of(one).inputTokens()).isEqualTo(one.length() + 4_000);
        assertThat(of(one).isBounded()).isTrue();
        assertThat(of(two).inputTokens()).isEqualTo(two.length() + 6_000);
        assertThat(of(two).isBounded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "'system':[{'type':'text','text':'Be brief','cache_control':{'type':'ephemeral','ttl':'1h'}}]|none",
                "'messages':[{'content':[{'type':'tool_result','content':'42'},{'type':'thinking'}]}]|none",
                "'messages':[{'content':[{'type':'document','source':{'type':'text','data':'a'}}]}]|none",
                "'context_management':{'edits':[{'type':'clear_tool_uses_20250919'}]}|none",
                "'messages':[{'content':[{'type':'image'}]}]|IMAGES",
                "'messages':[{'content':[{'type':'tool_result','content':[{'type':'image'}]}]}]|IMAGES",
                "'messages':[{'content':[{'type':'document','source':{'type':'base64'}}]}]|FILES",
                "'messages':[{'content':[{'type':'document','source':{'type':'content','content':[{'type':'image'}]}}]}]|IMAGES",
                "'messages':[{'content':[{'type':'container_upload'}]}]|FILES",
                "'messages':[{'content':[{'type':'hologram'}]}]|OTHER",
                "'messages':'Hi'|OTHER",
                "'tools':[{'type':'web_search_20250305'}]|TOOLS",
                "'tools':[{'type':'code_execution_20250825'}],'tools':[]|TOOLS",
                "'mcp_servers':[{'type':'url'}]|TOOLS",
                "'container':'container_1'|TOOLS",
                "'context_management':{'edits':[{'type':'compact_20260112'}]}|OTHER",
                "'context_management':7|OTHER",
                "'fallbacks':[{'model':'m'}]|OTHER",
                "'model':'a','model':'b'|OTHER"
            })
    void messagesSayWhyTheyHaveNoBound(String members, @Nullable Unbounded reason) {
        assertThat(of("{'max_tokens':7," + members + "}").unbounded())
                .isEqualTo(reason == null ? Set.of() : Set.of(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "'service_tier':'standard_only'|standard|us",
                "'service_tier':'auto'|standard,priority|us",
                "'speed':'fast','inference_geo':'eu'|fast|eu",
                "'service_tier':'standard_only','inference_geo':'global'|standard|none",
                "'service_tier':'standard_only','inference_geo':'global','inference_geo':'us'|standard|us",
                "'service_tier':'standard_only','inference_geo':7|standard|us"
            })
    void tierAndRegionAreTheDearestThatTheRequestLeavesOpen(String members, String tiers, @Nullable String region) {
        RequestBounds bounds = of("{" + HELLO + "," + members + "}");

        assertThat(bounds.serviceTiers()).extracting(ServiceTier::value).containsExactlyInAnyOrder(tiers.split(","));
        assertThat(bounds.region()).isEqualTo(region == null ? null : new Region(region));
    }

    @Test
    void countingTokensIsFree() {
        assertThat(new MessagesCall("messages.count_tokens", true)
                        .prepare("application/json", new byte[] {'{'})
                        .bounds()
                        .isFree())
                .isTrue();
    }

    @Test
    void whatCannotBeReadHasNoBound() {
        assertThat(of("{'max_tokens':7,").isBounded()).isFalse();
        assertThat(of("7").isBounded()).isFalse();
    }

    @Test
    void makingABatchIsWorkThatIsBilledLater() {
        AnthropicProtocol protocol = new AnthropicProtocol();

        assertThat(protocol.boundsOfUnmetered("POST", "/v1/messages/batches").unbounded())
                .containsExactly(BATCH);
        assertThat(protocol.boundsOfUnmetered("POST", "/v1/files").isFree()).isTrue();
    }

    private static RequestBounds of(String body) {
        return new MessagesCall("messages", false)
                .prepare("application/json", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .bounds();
    }
}
