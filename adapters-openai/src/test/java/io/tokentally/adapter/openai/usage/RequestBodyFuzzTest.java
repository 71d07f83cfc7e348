package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.provider.BatchFileReader;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.wire.ReferenceNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever a request's body is, it goes out as it came but for what is added to it, and is read in the same way by whoever lets it pass
 * and whoever bills it. With {@code JAZZER_FUZZ=1} the fuzzer looks for bodies of which that is not so, from those under {@code
 * RequestBodyFuzzTestInputs} on; otherwise it tries these.
 */
class RequestBodyFuzzTest {

    private static final String JSON = "application/json";
    private static final String UPLOAD = "multipart/form-data; boundary=b";
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

    /** The boundary is {@code b}. */
    @FuzzTest(maxDuration = "2m")
    void anUploadForABatchIsReadWholeOrNotAtAll(byte[] body) {
        Optional<BatchContents> whole = uploaded(body, Math.max(1, body.length));

        if (whole.isPresent()) {
            assertThat(uploaded(body, 1)).isEqualTo(whole);
            assertThat(uploaded(body, 1 + body.length % 7)).isEqualTo(whole);
            assertThat(FormNames.read(NAMES, UPLOAD, body).readable())
                    .as("a form to everybody")
                    .isTrue();
            assertThat(MultipartForm.fields(UPLOAD, body)).containsEntry("purpose", "batch");
            long number = whole.get().requests().stream()
                    .mapToLong(BatchedRequests::number)
                    .sum();
            assertThat(number).isEqualTo(linesWithText(new String(body, StandardCharsets.ISO_8859_1)));
        }
        RequestBounds named = new OpenAiProtocol().boundsOfUnmetered("POST", "/v1/batches", body);
        if (named.batch() instanceof BatchFile file) {
            assertThat(object(body).path("input_file_id").textValue()).isEqualTo(file.id());
        }
    }

    @Test
    void mutantsOfAnUploadAreReadWholeOrNotAtAll() {
        String line =
                "{\"method\":\"POST\",\"url\":\"/v1/responses\",\"body\":{\"model\":\"m\",\"max_output_tokens\":9}}";
        byte[] upload = ("--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b\"\r\n\r\n" + line + "\n\n"
                        + line
                        + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        Random random = new Random(20_261_201);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutant = upload.clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                int at = random.nextInt(mutant.length);
                if (random.nextBoolean()) {
                    mutant[at] = (byte) "\r\n-b\"{}:,= \\".charAt(random.nextInt(12));
                } else {
                    int length = Math.min(random.nextInt(30), mutant.length - at);
                    System.arraycopy(mutant, random.nextInt(mutant.length - length + 1), mutant, at, length);
                }
            }
            anUploadForABatchIsReadWholeOrNotAtAll(mutant);
            read += uploaded(mutant, mutant.length).isPresent() ? 1 : 0;
        }
        assertThat(read).as("uploads that are read").isPositive();
    }

    /** Of the one part that is a file. */
    private static long linesWithText(String body) {
        int name = body.indexOf("name=\"file\"");
        int start = body.indexOf("\r\n\r\n", name) + 4;
        return Arrays.stream(
                        body.substring(start, body.indexOf("\r\n--b", start)).split("\n", -1))
                .filter(line -> !line.chars().allMatch(octet -> octet == ' ' || octet == '\t' || octet == '\r'))
                .count();
    }

    private static Optional<BatchContents> uploaded(byte[] body, int size) {
        BatchFileReader reader = new OpenAiProtocol()
                .batchFile(new RequestHead(
                        "POST",
                        "/v1/files",
                        "",
                        "localhost",
                        name -> name.equals("content-type") ? List.of(UPLOAD) : List.of()))
                .orElseThrow();
        for (int at = 0; at < body.length; at += size) {
            reader.arrived(body, at, Math.min(size, body.length - at));
        }
        return reader.ended();
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
