package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.wire.ReferenceNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a request's body is, it goes out as it came but for what is added to it, and is read in the same way by whoever lets it pass
 * and whoever bills it. With {@code JAZZER_FUZZ=1} the fuzzer looks for bodies of which that is not so, from those under {@code
 * RequestBodyFuzzTestInputs} on; otherwise it tries these.
 */
class RequestBodyFuzzTest {

    private static final String JSON = "application/json";
    private static final int TOKENS = 321;

    /** The longest value of a form that rules of keys look at in full. */
    private static final int LONGEST_VALUE = 300;

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ReferenceNames NAMES =
            new ReferenceNames(Set.of("file_id"), Pattern.compile("file-[a-z0-9]{8,}"), Set.of(), Set.of());

    @FuzzTest(maxDuration = "2m")
    void aBodyGoesOutAsItCameButForWhatIsAdded(byte[] body) {
        for (MeteredApi api : MeteredApi.values()) {
            byte[] asking =
                    new OpenAiCall(api, null).prepare(JSON, body.clone()).body();
            if (!Arrays.equals(asking, body)) {
                ObjectNode expected = object(body);
                JsonNode options = expected.get("stream_options");
                ObjectNode all = options instanceof ObjectNode given ? given : expected.putObject("stream_options");
                all.put("include_usage", true);
                assertThat(object(asking)).isEqualTo(expected);
            }
            byte[] limited = new OpenAiCall(api, null).limitOutput(JSON, body.clone(), TOKENS);
            if (!Arrays.equals(limited, body)) {
                ObjectNode expected = object(body);
                expected.put(api == MeteredApi.RESPONSES ? "max_output_tokens" : "max_completion_tokens", TOKENS);
                assertThat(object(limited)).isEqualTo(expected);
            }
        }
        String text = new String(body, StandardCharsets.ISO_8859_1);
        assertThat(new OpenAiProtocol().begin(RequestHead.of("POST", "/v1/responses", text + ".api.openai.com")))
                .isPresent();
        JsonNode tree = tree(body);
        if (tree != null) {
            UnixSeconds.read(tree.path("created_at"))
                    .ifPresent(time -> assertThat(time.toString()).startsWith("20"));
        }
    }

    /** The first line is the content type behind {@code multipart/form-data;}. */
    @FuzzTest(maxDuration = "2m")
    void aFormNamesTheModelThatItIsBilledAs(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = Math.max(0, text.indexOf('\n'));
        String type = "multipart/form-data;" + text.substring(0, end);
        byte[] body = Arrays.copyOfRange(bytes, Math.min(bytes.length, end + 1), bytes.length);

        Map<String, String> fields = MultipartForm.fields(type, body);
        NamedInBody named = FormNames.read(NAMES, type, body);

        assertThat(new OpenAiCall(MeteredApi.TRANSCRIPTIONS, null).prepare(type, body))
                .isNotNull();
        if (named.readable()) {
            String model = fields.get("model");
            assertThat(named.namesModel()).isEqualTo(!named.models().isEmpty());
            if (model != null && model.length() < LONGEST_VALUE) {
                assertThat(named.models()).containsExactly(model);
            } else if (model == null) {
                assertThat(named.models()).allMatch(value -> value.length() >= LONGEST_VALUE);
            }
        }
    }

    private static ObjectNode object(byte[] bytes) {
        JsonNode tree = tree(bytes);
        assertThat(tree)
                .as("JSON to Jackson: %s", new String(bytes, StandardCharsets.UTF_8))
                .isInstanceOf(ObjectNode.class);
        return (ObjectNode) tree;
    }

    private static @Nullable JsonNode tree(byte[] bytes) {
        try {
            return JACKSON.readTree(bytes);
        } catch (IOException e) {
            return null;
        }
    }
}
