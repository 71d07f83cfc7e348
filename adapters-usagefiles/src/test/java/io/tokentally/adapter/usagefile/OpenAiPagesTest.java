package io.tokentally.adapter.usagefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.usage.UsageFiles.PastCall;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.usage.SummedUsage;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiPagesTest {

    /** As OpenAI answers {@code group_by=model,project_id,batch,service_tier} by the hour. */
    static final String PAGE = """
        {
          "object": "page",
          "data": [
            {
              "object": "bucket",
              "start_time": 1761984000,
              "end_time": 1761987600,
              "results": [
                {
                  "object": "organization.usage.completions.result",
                  "input_tokens": 1000, "input_cached_tokens": 300, "input_uncached_tokens": 660, "input_cache_write_tokens": 40,
                  "input_text_tokens": 600, "input_audio_tokens": 50, "input_image_tokens": 10,
                  "input_cached_text_tokens": 280, "input_cached_audio_tokens": 20, "input_cached_image_tokens": 0,
                  "output_tokens": 500, "output_text_tokens": 470, "output_audio_tokens": 30, "output_image_tokens": 0,
                  "num_model_requests": 7,
                  "project_id": "proj_1", "user_id": null, "api_key_id": null, "model": "gpt-4o-2024-08-06",
                  "batch": false, "service_tier": "default"
                },
                {
                  "object": "organization.usage.completions.result",
                  "input_tokens": 200, "input_cached_tokens": 50, "output_tokens": 10, "num_model_requests": 2,
                  "project_id": "proj_1", "user_id": "user-1", "model": "gpt-4.1-nano", "batch": true
                }
              ]
            },
            {"object": "bucket", "start_time": 1761987600, "end_time": 1761991200, "results": []}
          ],
          "has_more": false,
          "next_page": null
        }
        """;

    @Test
    void aResultIsOneRecordThatSaysWhatItIsTheSumOf() {
        ReadRows rows = ReadRows.of(PAGE);

        assertThat(rows.refused).isEmpty();
        assertThat(rows.calls).hasSize(2);
        PastCall first = rows.calls.getFirst();
        assertThat(first.cost()).isNull();
        assertThat(first.id().instant()).isEqualTo(Instant.parse("2025-11-01T08:00:00Z"));
        assertThat(first.sum())
                .isEqualTo(new SummedUsage(
                        Instant.parse("2025-11-01T08:00:00Z"),
                        SummedUsage.Width.HOUR,
                        "batch,model,project_id,service_tier,user_id",
                        7));
        assertThat(first.call().provider()).isEqualTo(Provider.OPENAI);
        assertThat(first.call().attribution().endpoint()).hasToString("imported");
        assertThat(first.call().attribution().userId()).hasToString("imported");
        assertThat(first.call().attribution().source()).isEqualTo(Attribution.Source.DEFAULT);
        assertThat(first.call().attribution().tags().values())
                .isEqualTo(Map.of(
                        "openai.batch", "false",
                        "openai.project_id", "proj_1",
                        "openai.service_tier", "default",
                        "sum.grouped_by", "batch,model,project_id,service_tier,user_id",
                        "sum.requests", "7",
                        "sum.width", "1h"));
        assertThat(first.call().operation()).hasToString("organization.usage.completions");
        assertThat(first.call().serviceTier()).isEqualTo(ServiceTier.STANDARD);
    }

    @Test
    void noTokenIsCountedTwice() {
        UsageReading reading = ReadRows.of(PAGE).calls.getFirst().call().reading();

        assertThat(reading.kind()).isEqualTo(UsageReading.Kind.ESTIMATED);
        assertThat(reading.knownQuantities().amounts())
                .isEqualTo(Map.of(
                        UsageUnit.INPUT_TOKENS, 600L,
                        UsageUnit.AUDIO_INPUT_TOKENS, 50L,
                        UsageUnit.IMAGE_INPUT_TOKENS, 10L,
                        UsageUnit.CACHED_INPUT_TOKENS, 280L,
                        UsageUnit.CACHED_AUDIO_INPUT_TOKENS, 20L,
                        UsageUnit.CACHE_WRITE_TOKENS, 40L,
                        UsageUnit.OUTPUT_TOKENS, 470L,
                        UsageUnit.AUDIO_OUTPUT_TOKENS, 30L));
    }

    /** The whole hour is no long input. */
    @Test
    void ratesForLongInputsGoByTheRequestAndNotByTheHour() {
        assertThat(ReadRows.of(PAGE).calls)
                .flatExtracting(row -> row.call().reading().parts())
                .extracting(UsagePart::requestInputTokens)
                .containsExactly(143L, 100L);
    }

    @Test
    void anEarlierFormTellsTheWholeAndWhatOfItWasCached() {
        PastCall second = ReadRows.of(PAGE).calls.getLast();

        assertThat(second.call().reading().knownQuantities().amounts())
                .isEqualTo(Map.of(
                        UsageUnit.INPUT_TOKENS, 150L,
                        UsageUnit.CACHED_INPUT_TOKENS, 50L,
                        UsageUnit.OUTPUT_TOKENS, 10L));
        assertThat(second.call().serviceTier()).isEqualTo(ServiceTier.BATCH);
        assertThat(second.call().attribution().userId()).hasToString("user-1");
        assertThat(second.call().attribution().source()).isEqualTo(Attribution.Source.NON_MEMBER);
    }

    @Test
    void theSameResultIsTheSameRecordWhereverItStands() {
        String inOneLine = PAGE.replaceAll("\\s*\\n\\s*", " ");
        ReadRows once = ReadRows.of(PAGE);

        assertThat(ReadRows.of(inOneLine + "\n" + inOneLine + "\n").calls)
                .extracting(PastCall::id)
                .containsExactly(
                        once.calls.get(0).id(),
                        once.calls.get(1).id(),
                        once.calls.get(0).id(),
                        once.calls.get(1).id());
        assertThat(ReadRows.of("[" + PAGE + "," + PAGE + "]").calls).hasSize(4);
        assertThat(ReadRows.of(PAGE.replace("proj_1", "proj_2")).calls)
                .extracting(PastCall::id)
                .doesNotContain(once.calls.get(0).id(), once.calls.get(1).id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "input_tokens": 1000,      | "input_tokens": 1001,  | result 1 of the bucket of 2025-11-01T08:00:00Z: input_tokens is 1001, and what it consists of adds up to 1000
        "output_tokens": 500,      | "output_tokens": 50,   | result 1 of the bucket of 2025-11-01T08:00:00Z: output_tokens is 50, and what it consists of adds up to 500
        "model": "gpt-4o-2024-08-06" | "model": null        | result 1 of the bucket of 2025-11-01T08:00:00Z: it names no model, so that nobody can price it: group by model
        "batch": false             | "batch": null          | result 1 of the bucket of 2025-11-01T08:00:00Z: it does not tell batches apart, which cost half: group by model and batch
        "num_model_requests": 7    | "num_model_requests": -7 | result 1 of the bucket of 2025-11-01T08:00:00Z: a sum cannot be of -7 requests
        "num_model_requests": 7    | "num_model_requests": 7.5 | result 1 of the bucket of 2025-11-01T08:00:00Z: num_model_requests must be a whole number
        """)
    void whatCannotBeToldTrulyIsRefusedAndTheOthersAreKept(String from, String to, String reason) {
        assertThat(PAGE).contains(from);

        ReadRows rows = ReadRows.of(PAGE.replaceFirst(from.replace("(", "\\("), to));

        assertThat(rows.refused).containsExactly("4: " + reason);
        assertThat(rows.calls).hasSize(1);
    }

    @Test
    void aBucketThatIsNoWholeTimeIsRefused() {
        assertThat(ReadRows.of(PAGE.replace("1761987600,\n      \"results", "1761987000,\n      \"results")).refused)
                .singleElement()
                .asString()
                .startsWith(
                        "4: a bucket: it is from 2025-11-01T08:00:00Z until 2025-11-01T08:50:00Z, and no whole minute");
        assertThat(ReadRows.of(PAGE.replace("1761984000", "1761984100")
                                .replace("1761987600,\n      \"r", "1761987700,\n      \"r"))
                        .refused)
                .hasSize(1);
        assertThat(ReadRows.of(PAGE.replace("1761984000", "99999999999999999")).refused)
                .singleElement()
                .asString()
                .contains("start_time is no time");
    }

    @ParameterizedTest
    @CsvSource({
        "embeddings,           '\"input_tokens\": 5',                    EMBEDDING_INPUT_TOKENS, 5",
        "audio_speeches,       '\"characters\": 6',                      SPEECH_CHARACTERS,      6",
        "audio_transcriptions, '\"seconds\": 7',                         AUDIO_SECONDS,          7",
        "images,               '\"images\": 8, \"size\": \"1024x1024\"', IMAGES,                 8"
    })
    void otherKindsTellTheirOwnUnits(String kind, String figures, UsageUnit unit, long amount) {
        ReadRows rows = ReadRows.of(bucket("""
            {"object": "organization.usage.%s.result", %s, "num_model_requests": 3, "model": "some-model"}\
            """.formatted(kind, figures)));

        assertThat(rows.refused).isEmpty();
        assertThat(rows.calls.getFirst().call().reading().knownQuantities().amounts())
                .isEqualTo(Map.of(unit, amount));
        assertThat(rows.calls.getFirst().call().operation()).hasToString("organization.usage." + kind);
    }

    @Test
    void imagesOfTheOneModelThatMakesNoOtherQualityAreTakenBySize() {
        ReadRows rows = ReadRows.of(bucket("""
            {"object": "organization.usage.images.result", "images": 8, "size": "512x512", "num_model_requests": 3,
            "model": "dall-e-2"}\
            """));

        assertThat(rows.calls.getFirst().call().reading().knownQuantities().amounts())
                .isEqualTo(Map.of(UsageUnit.IMAGES_512, 8L));
    }

    @Test
    void whatIsNoModelsUsageIsRefused() {
        assertThat(ReadRows.of(bucket("""
            {"object": "organization.costs.result", "amount": {"value": 0.06, "currency": "usd"}}\
            """)).refused)
                .singleElement()
                .asString()
                .contains("results of 'organization.costs.result' are not taken in");
    }

    @Test
    void ofAFileThatBreaksOffWhatCameBeforeIsRead() {
        int secondBucket = PAGE.indexOf("1761987600, \"end");
        ReadRows rows = ReadRows.of(PAGE.substring(0, secondBucket));

        assertThat(rows.calls).hasSize(2);
        assertThat(rows.refused).singleElement().asString().contains("the file breaks off here or is no JSON");
        for (int length = 1; length < PAGE.length(); length++) {
            assertThat(ReadRows.of(PAGE.substring(0, length)).calls).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void aLastPageThatIsNotTheLastIsToldOf() {
        assertThat(ReadRows.of(PAGE.replace("\"has_more\": false", "\"has_more\": true")).notes)
                .anyMatch(note -> note.contains("has_more"));
        assertThat(ReadRows.of(PAGE.replace("\"has_more\": false", "\"has_more\": true") + PAGE).notes)
                .noneMatch(note -> note.contains("has_more"));
    }

    @Test
    void completionsThatDoNotTellTheirTierAreToldOf() {
        assertThat(ReadRows.of(PAGE.replace("\"default\"", "null")).notes)
                .singleElement()
                .asString()
                .contains("not grouped by service_tier");
        assertThat(ReadRows.of(PAGE.replace("\"default\"", "\"priority\""))
                        .calls
                        .getFirst()
                        .call()
                        .serviceTier())
                .isEqualTo(ServiceTier.PRIORITY);
    }

    private static String bucket(String result) {
        return """
            {"object": "page", "data": [{"object": "bucket", "start_time": 1761984000, "end_time": 1761987600, "results": [%s]}]}
            """.formatted(result);
    }
}
