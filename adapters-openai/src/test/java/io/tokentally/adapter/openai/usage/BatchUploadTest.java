package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.provider.BatchFileReader;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.wire.BatchSums;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchUploadTest {

    private static final String FORM = "multipart/form-data; boundary=--x7";
    private static final String CHAT =
            "{'model':'gpt-4.1-nano','messages':[{'role':'user','content':'Hi}'}],'max_completion_tokens':300,'n':2}";
    private static final String RESPONSE = "{'model':'gpt-5-mini','input':'Good morning','max_output_tokens':7}";
    private static final String EMBEDDING = "{'model':'text-embedding-3-small','input':['a','b']}";
    private static final String LINES = line("/v1/chat/completions", CHAT) + "\n" + line("/v1/responses", RESPONSE)
            + "\r\n\n" + line("/v1/chat/completions", CHAT.replace("Hi", "Hello")) + "\n"
            + line("/v1/embeddings", EMBEDDING);

    private static String line(String url, String body) {
        return "{'custom_id':'a','method':'POST','url':'" + url + "','body':" + body + "}";
    }

    private static String purpose(String purpose) {
        return "----x7\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose + "\r\n";
    }

    private static String file(String lines) {
        return "----x7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b\u00e4tch.jsonl\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + lines + "\r\n";
    }

    private static String upload(String lines) {
        return purpose("batch") + file(lines) + "----x7--\r\n";
    }

    private static Optional<BatchContents> read(String body) {
        return read(body, 1_000);
    }

    private static Optional<BatchContents> read(String body, int pieceSize) {
        BatchFileReader reader = begin(FORM, "api.openai.com").orElseThrow();
        byte[] bytes = bytes(body);
        for (int at = 0; at < bytes.length; at += pieceSize) {
            reader.arrived(bytes, at, Math.min(pieceSize, bytes.length - at));
        }
        return reader.ended();
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<BatchFileReader> begin(String type, String host) {
        return new OpenAiProtocol().batchFile(head("POST", "/v1/files", host, Map.of("content-type", List.of(type))));
    }

    private static RequestHead head(String method, String path, String host, Map<String, List<String>> headers) {
        return new RequestHead(method, path, "", host, name -> headers.getOrDefault(name, List.of()));
    }

    private static BatchedRequests requests(
            String model, long number, long longest, long input, @Nullable Long output, long answers) {
        return new BatchedRequests(
                new ModelName(model),
                number,
                longest,
                new RequestBounds(input, output, answers, Set.of(), Set.of(ServiceTier.BATCH), null));
    }

    @Test
    void linesAreAddedUpByModelWhereverTheUploadIsCut() {
        String body = upload(LINES);
        long chat = CHAT.length();
        BatchContents expected = new BatchContents(List.of(
                requests("gpt-4.1-nano", 2, chat + 3, 2 * chat + 3, 1_200L, 4),
                requests("gpt-5-mini", 1, RESPONSE.length(), RESPONSE.length(), 7L, 1),
                requests("text-embedding-3-small", 1, EMBEDDING.length(), EMBEDDING.length(), 0L, 1)));

        for (int cut = 1; cut <= bytes(body).length; cut++) {
            assertThat(read(body, cut)).as("cut at %d", cut).contains(expected);
        }
    }

    @Test
    void whatTheFileIsForMayBeSaidBehindIt() {
        assertThat(read(file(LINES) + purpose("batch") + "----x7--")).isEqualTo(read(upload(LINES)));
        assertThat(read(file(LINES)
                        + "----x7\r\ncontent-disposition: form-data; name=\"expires_after[seconds]\"\r\n\r\n3600\r\n"
                        + purpose("batch") + "----x7--"))
                .isPresent();
    }

    @Test
    void aRegionsHostIsTheRegionOfItsRequests() {
        BatchFileReader reader = begin(FORM, "eu.api.openai.com").orElseThrow();
        byte[] body = bytes(upload(LINES));
        reader.arrived(body, 0, body.length);

        assertThat(reader.ended().orElseThrow().requests().getFirst().bounds().region())
                .isEqualTo(new Region("eu"));
    }

    @Test
    void oneLineWithoutALimitLeavesThoseOfItsModelWithoutOne() {
        String open = line("/v1/responses", RESPONSE.replace(",'max_output_tokens':7", ""));
        List<BatchedRequests> requests =
                read(upload(LINES + "\n" + open)).orElseThrow().requests();

        assertThat(requests).extracting(of -> of.bounds().outputTokens()).containsExactly(1_200L, null, 0L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'gpt-5-mini','input':[{'role':'user','content':[{'type':'input_image'}]}]}|IMAGES",
                "{'model':'gpt-5-mini','input':'x','tools':[{'type':'web_search'}]}|TOOLS",
                "{'model':'gpt-5-mini','previous_response_id':'resp_1'}|STORED_CONVERSATION"
            })
    void aLineSaysWhyItHasNoBound(String body, Unbounded reason) {
        assertThat(read(upload(line("/v1/responses", body)))
                        .orElseThrow()
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
                "\n \r\n",
                "no JSON",
                "{'prompt':'of fine-tuning','completion':'x'}",
                "{'method':'GET','url':'/v1/responses','body':{'model':'a'}}",
                "{'method':'POST','url':'/v1/holograms','body':{'model':'a'}}",
                "{'method':'POST','body':{'model':'a'}}",
                "{'method':'POST','url':'/v1/responses','body':{'input':'a'}}",
                "{'method':'POST','url':'/v1/responses','body':{'model':'a'},'body':{'model':'a'}}",
                "{'method':'POST','url':'/v1/responses','url':'/v1/embeddings','body':{'model':'a'}}",
                "{'method':'POST','url':'/v1/responses','body':{'model':'a'}} {}",
                "{'method':'POST','url':'/v1/responses','body':{'model':'a'}}{'method':'POST'}",
                "{'method':'POST','url':'/v1/responses','body':{'model':'a'}",
                "{'method':'POST',\n'url':'/v1/responses','body':{'model':'a'}}"
            })
    void oneLineThatCannotBeReadLeavesTheFileUnknown(String line) {
        assertThat(read(upload(line))).isEmpty();
        if (!line.isBlank()) {
            assertThat(read(upload(LINES + "\n" + line))).isEmpty();
            assertThat(read(upload(line + "\n" + LINES), 3)).isEmpty();
        }
    }

    @Test
    void aFileOfVeryManyLinesIsUnknown() {
        String line = line("/v1/responses", "{'model':'a','max_output_tokens':1}") + "\n";

        assertThat(read(upload(line.repeat(BatchSums.MAX_REQUESTS)))).isPresent();
        assertThat(read(upload(line.repeat(BatchSums.MAX_REQUESTS + 1)))).isEmpty();
    }

    @Test
    void whatIsNoFormForABatchIsUnknown() {
        String end = "----x7--\r\n";
        for (String body : List.of(
                file(LINES) + end,
                purpose("batch") + end,
                purpose("fine-tune") + file(LINES) + end,
                file(LINES) + purpose("assistants") + end,
                purpose("batchs") + file(LINES) + end,
                purpose("batc") + file(LINES) + end,
                purpose("batch") + purpose("batch") + file(LINES) + end,
                purpose("batch") + file(LINES) + file(LINES) + end,
                purpose("batch") + file(LINES).replace("; filename=\"b\u00e4tch.jsonl\"", "") + end,
                purpose("batch") + file(LINES),
                purpose("batch") + file(LINES) + "----x7--x",
                purpose("batch") + file(LINES) + end + "\r\n",
                purpose("batch") + file(LINES) + "----x7-\r",
                purpose("batch") + file(LINES) + "----x7 \r\n" + end,
                "preamble\r\n" + upload(LINES),
                "\r\n" + upload(LINES),
                purpose("batch") + file(LINES).replace("Content-Type", "Content-Disposition") + end,
                purpose("batch") + file(LINES).replace("Content-Type: a", "Content-Transfer-Encoding: a") + end,
                purpose("batch") + file(LINES).replace("Content-Type", "X: " + "y".repeat(1_000)) + end,
                purpose("batch") + "----x7\r\n\r\n" + LINES + "\r\n" + end)) {
            assertThat(read(body)).as(body).isEmpty();
            assertThat(read(body, 1)).as(body).isEmpty();
        }
        assertThat(read(upload(LINES)
                        .replace("Content-Type: application/octet-stream", "Content-Transfer-Encoding: Binary")))
                .isPresent();
    }

    @Test
    void whatLooksLikeTheEndOfAPartIsPartOfIt() {
        String tricky = line("/v1/responses", "{'model':'a','input':'----x7','max_output_tokens':1}") + "\r\n\r\n\r"
                + line("/v1/responses", "{'model':'a','input':'--x7','max_output_tokens':1}") + "\r\r\n";
        String body = upload(tricky);

        for (int cut = 1; cut <= body.length(); cut++) {
            assertThat(read(body, cut).orElseThrow().requests().getFirst().number())
                    .isEqualTo(2);
        }
    }

    @Test
    void otherRequestsSendNoFile() {
        OpenAiProtocol protocol = new OpenAiProtocol();
        Map<String, List<String>> form = Map.of("content-type", List.of(FORM));

        assertThat(protocol.batchFile(head("POST", "/v1/uploads", "localhost", form)))
                .isEmpty();
        assertThat(protocol.batchFile(head("GET", "/v1/files", "localhost", form)))
                .isEmpty();
        assertThat(protocol.batchFile(head("POST", "/v1/files", "localhost", Map.of())))
                .isEmpty();
        assertThat(begin("application/json", "localhost")).isEmpty();
        assertThat(protocol.batchFile(
                        head("POST", "/v1/files", "localhost", Map.of("content-type", List.of(FORM, FORM)))))
                .isEmpty();
        assertThat(protocol.batchFile(head(
                        "POST",
                        "/v1/files",
                        "localhost",
                        Map.of("content-type", List.of(FORM), "content-encoding", List.of("gzip")))))
                .isEmpty();
    }

    @Test
    void aBatchNamesTheFileOfItsRequests() {
        assertThat(batch("{'input_file_id':'file-1','endpoint':'/v1/responses'}"))
                .isEqualTo(RequestBounds.ofBatch(new BatchFile("file-1")));
        for (String other : List.of(
                "",
                "{}",
                "{'input_file_id':7}",
                "{'input_file_id':''}",
                "{'input_file_id':'" + "x".repeat(201) + "'}",
                "{'input_file_id':'file-1','input_file_id':'file-2'}",
                "{'input_file_id':'file-1'")) {
            assertThat(batch(other)).isEqualTo(RequestBounds.unbounded(Unbounded.BATCH));
        }
        assertThat(new OpenAiProtocol().boundsOfUnmetered("POST", "/v1/files", bytes("{'input_file_id':'file-1'}")))
                .isEqualTo(RequestBounds.NOTHING);
    }

    private static RequestBounds batch(String body) {
        return new OpenAiProtocol().boundsOfUnmetered("POST", "/v1/batches", bytes(body));
    }
}
