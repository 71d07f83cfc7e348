package io.tokentally.adapter.openai.usage;

import static io.tokentally.domain.budget.RequestBounds.Unbounded.AUDIO;
import static io.tokentally.domain.budget.RequestBounds.Unbounded.BATCH;
import static io.tokentally.domain.budget.RequestBounds.Unbounded.IMAGES;
import static io.tokentally.domain.budget.RequestBounds.Unbounded.OTHER;
import static io.tokentally.domain.budget.RequestBounds.Unbounded.TOOLS;
import static io.tokentally.domain.budget.RequestBounds.Unbounded.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.provider.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiBoundsTest {

    private static final String CHAT = "'model':'gpt-4.1','messages':[{'role':'user','content':'Hi'}]";

    @Test
    void inputIsNoMoreThanTheBytes() {
        String body = json("{" + CHAT + ",'max_tokens':7}");

        RequestBounds bounds = of(MeteredApi.CHAT_COMPLETIONS, body);

        assertThat(bounds)
                .isEqualTo(new RequestBounds(
                        body.length(), 7L, 1, Set.of(), Set.of(ServiceTier.STANDARD, ServiceTier.PRIORITY), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "'max_tokens':7|7|1",
                "'max_completion_tokens':9|9|1",
                "'max_tokens':7,'max_completion_tokens':9|9|1",
                "'max_completion_tokens':9,'max_tokens':70|70|1",
                "'max_tokens':7,'n':3|21|3",
                "'max_tokens':7,'n':null|7|1",
                "'n':3|none|3",
                "'model':'gpt-4.1'|none|1",
                "'max_tokens':null|none|1",
                "'max_tokens':null,'max_completion_tokens':9|9|1",
                "'max_tokens':7,'max_tokens':700|700|1",
                "'max_tokens':700,'max_tokens':7|700|1",
                "'max_tokens':7,'max_tokens':null|none|1",
                "'max_tokens':null,'max_tokens':7|none|1",
                "'max_tokens':7,'n':2,'n':5,'n':3|35|5",
                "'max_tokens':0|none|1",
                "'max_tokens':-7|none|1",
                "'max_tokens':1e3|none|1",
                "'max_tokens':7.0|none|1",
                "'max_tokens':'7'|none|1",
                "'max_tokens':true|none|1",
                "'max_tokens':[7]|none|1",
                "'max_tokens':7,'max_completion_tokens':'9'|none|1",
                "'max_tokens':99999999999999999999999|none|1",
                "'max_tokens':99999999999,'n':128|none|128"
            })
    void limitHoldsForAllChoices(String members, @Nullable Long output, long answers) {
        RequestBounds bounds = of(MeteredApi.CHAT_COMPLETIONS, json("{'messages':[]," + members + "}"));

        assertThat(bounds.outputTokens()).isEqualTo(output);
        assertThat(bounds.answers()).isEqualTo(answers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'n':'3'", "'n':1e1", "'n':0", "'n':-1", "'n':2,'n':null"})
    void numberOfChoicesThatIsNoneHasNoBound(String member) {
        assertThat(of(MeteredApi.CHAT_COMPLETIONS, json("{" + CHAT + ",'max_tokens':7," + member + "}"))
                        .unbounded())
                .containsExactly(OTHER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "'prompt':'Hi','max_tokens':5|5",
                "'prompt':['a','b'],'max_tokens':5|10",
                "'prompt':[1,2,3],'max_tokens':5|5",
                "'prompt':[[1,2],[3]],'max_tokens':5,'n':2|20",
                "'prompt':'Hi','max_tokens':5,'n':2,'best_of':4|20",
                "'prompt':'Hi'|none"
            })
    void legacyCompletionsAnswerEachPrompt(String members, @Nullable Long output) {
        assertThat(of(MeteredApi.COMPLETIONS, json("{" + members + "}")).outputTokens())
                .isEqualTo(output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'messages':[{'role':'user','content':[{'type':'text','text':'Hi'}]}]",
                "'messages':[{'role':'assistant','content':null,'tool_calls':[{'id':'c','type':'function'}]}]",
                "'messages':[],'tools':[{'type':'function','function':{'name':'f'}},{'type':'custom'}]",
                "'messages':[],'tools':null,'modalities':['text'],'web_search_options':null,'audio':null"
            })
    void chatsOfTextAreBounded(String members) {
        assertThat(of(MeteredApi.CHAT_COMPLETIONS, json("{'max_tokens':7," + members + "}"))
                        .isBounded())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'messages':[{'content':[{'type':'image_url'}]}]|IMAGES",
                "'messages':[{'content':[{'type':'input_audio'}]}]|AUDIO",
                "'messages':[{'content':[{'type':'file'}]}]|FILES",
                "'messages':[{'content':[{'type':'video_url'}]}]|VIDEO",
                "'messages':[{'content':[{'type':'hologram'}]}]|OTHER",
                "'messages':[{'content':[{}]}]|OTHER",
                "'messages':[{'content':{'type':'text'}}]|OTHER",
                "'messages':{'content':'Hi'}|OTHER",
                "'messages':[{'content':'Hi','audio':{'id':'a'}}]|AUDIO",
                "'messages':[],'modalities':['text','audio']|AUDIO",
                "'messages':[],'audio':{'voice':'v'}|AUDIO",
                "'messages':[],'web_search_options':{}|TOOLS",
                "'messages':[],'tools':[{'type':'web_search'}]|TOOLS",
                "'messages':[],'tools':[{}]|TOOLS",
                "'messages':[],'tools':{}|OTHER",
                "'messages':[],'prediction':{'type':'content'}|OTHER",
                "'messages':[],'model':'gpt-4o-search-preview'|TOOLS",
                "'messages':[],'model':'a','model':'b'|OTHER",
                "'messages':[{'content':[{'type':'image_url'}]}],'messages':[]|IMAGES",
                "'tools':[{'type':'mcp'}],'messages':[],'tools':[]|TOOLS",
                "'messages':[{'content':[{'type':'image_url','type':'text'}]}]|OTHER"
            })
    void chatsSayWhyTheyHaveNoBound(String members, Unbounded reason) {
        assertThat(of(MeteredApi.CHAT_COMPLETIONS, json("{'max_tokens':7," + members + "}"))
                        .unbounded())
                .containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "'input':'Hi'|none",
                "'input':[{'role':'user','content':'Hi'}],'instructions':'Be brief'|none",
                "'input':[{'type':'message','content':[{'type':'input_text','text':'Hi'}]}]|none",
                "'input':[{'type':'function_call'},{'type':'function_call_output','output':'42'}]|none",
                "'input':[{'type':'reasoning','id':'rs_1','encrypted_content':'abc'}]|none",
                "'input':'Hi','tools':[{'type':'function','name':'f'}],'previous_response_id':null|none",
                "'input':'Hi','background':false|none",
                "'input':'Hi','previous_response_id':'resp_1'|STORED_CONVERSATION",
                "'input':'Hi','conversation':{'id':'conv_1'}|STORED_CONVERSATION",
                "'prompt':{'id':'pmpt_1'}|STORED_CONVERSATION",
                "'input':[{'type':'item_reference','id':'i'}]|STORED_CONVERSATION",
                "'input':[{'id':'i'}]|STORED_CONVERSATION",
                "'input':[{'type':'reasoning','id':'rs_1','summary':[]}]|STORED_CONVERSATION",
                "'input':[{'role':'user','content':[{'type':'input_image'}]}]|IMAGES",
                "'input':[{'type':'function_call_output','output':[{'type':'input_image'}]}]|IMAGES",
                "'input':[{'role':'user','content':[{'type':'input_file'}]}]|FILES",
                "'input':[{'type':'computer_call_output'}]|TOOLS",
                "'input':'Hi','tools':[{'type':'code_interpreter'}]|TOOLS",
                "'input':'Hi','background':true|none",
                "'input':'Hi','background':'yes'|OTHER",
                "'input':'Hi','context_management':[{'type':'compaction'}]|OTHER"
            })
    void responsesSayWhyTheyHaveNoBound(String members, @Nullable Unbounded reason) {
        RequestBounds bounds = of(MeteredApi.RESPONSES, json("{'max_output_tokens':7," + members + "}"));

        assertThat(bounds.outputTokens()).isEqualTo(7);
        assertThat(bounds.unbounded()).isEqualTo(reason == null ? Set.of() : Set.of(reason));
    }

    @Test
    void imageToolsMakeImages() {
        assertThat(of(MeteredApi.RESPONSES, json("{'input':'Hi','tools':[{'type':'image_generation'}]}"))
                        .unbounded())
                .containsExactlyInAnyOrder(TOOLS, IMAGES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'service_tier':'default'|standard",
                "'service_tier':'flex'|flex",
                "'service_tier':'priority'|priority",
                "'service_tier':'fast'|priority",
                "'service_tier':'auto'|standard,priority",
                "'service_tier':null|standard,priority",
                "'service_tier':'flex','service_tier':'priority'|flex,priority"
            })
    void tierIsTheOneAskedForOrAnyThatTheProjectMayBeSetTo(String member, String tiers) {
        assertThat(of(MeteredApi.RESPONSES, json("{'input':'Hi'," + member + "}"))
                        .serviceTiers())
                .extracting(ServiceTier::value)
                .containsExactlyInAnyOrder(tiers.split(","));
    }

    @Test
    void whatHasNoOutputNeedsNoLimit() {
        assertThat(of(MeteredApi.EMBEDDINGS, json("{'input':['a','b']}")).isBounded())
                .isTrue();
        assertThat(of(MeteredApi.DECISIONS, json("{'input':'a'}")).outputTokens())
                .isZero();
        assertThat(of(MeteredApi.SPEECH, json("{'model':'tts-1','input':'a'}")).isBounded())
                .isTrue();
        assertThat(of(MeteredApi.SPEECH, json("{'model':'gpt-4o-mini-tts','input':'a'}"))
                        .unbounded())
                .containsExactly(AUDIO);
    }

    @Test
    void moderationsAreFreeWhateverTheyAre() {
        assertThat(of(MeteredApi.MODERATIONS, "{").isFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = MeteredApi.class, mode = EnumSource.Mode.EXCLUDE, names = "MODERATIONS")
    void whatCannotBeReadHasNoBound(MeteredApi api) {
        assertThat(of(api, "{\"max_tokens\":7,")).isEqualTo(RequestBounds.UNKNOWN);
        assertThat(of(api, "[]")).isEqualTo(RequestBounds.UNKNOWN);
    }

    @Test
    void chatOfTooManyPartsHasNoBound() {
        String parts = "{'type':'text'},".repeat(30_000) + "{'type':'image_url'}";

        assertThat(of(MeteredApi.CHAT_COMPLETIONS, json("{'max_tokens':7,'messages':[{'content':[" + parts + "]}]}"))
                        .unbounded())
                .containsExactly(OTHER);
    }

    @Test
    void deepSchemaOfAFunctionLeavesTheBound() {
        String schema = "{'a':".repeat(40) + "1" + "}".repeat(40);

        assertThat(of(
                                MeteredApi.CHAT_COMPLETIONS,
                                json("{" + CHAT + ",'max_tokens':7,'tools':[{'type':'function','function':" + schema
                                        + "}]}"))
                        .isBounded())
                .isTrue();
    }

    @Test
    void regionIsThatOfTheHost() {
        RequestBounds bounds = new OpenAiCall(MeteredApi.CHAT_COMPLETIONS, new Region("eu"))
                .prepare("application/json", json("{" + CHAT + "}").getBytes(StandardCharsets.UTF_8))
                .bounds();

        assertThat(bounds.region()).isEqualTo(new Region("eu"));
    }

    @Test
    void filesAreHeardOrSeen() {
        byte[] form = new byte[0];
        String type = "multipart/form-data; boundary=b";

        assertThat(new OpenAiCall(MeteredApi.TRANSCRIPTIONS, null)
                        .prepare(type, form)
                        .bounds()
                        .unbounded())
                .containsExactly(AUDIO);
        assertThat(new OpenAiCall(MeteredApi.IMAGE_EDITS, null)
                        .prepare(type, form)
                        .bounds()
                        .unbounded())
                .containsExactly(IMAGES);
    }

    @Test
    void fetchingIsFreeAndHavingThingsMadeIsNot() {
        assertThat(bounds("GET", "/v1/batches/b").isFree()).isTrue();
        assertThat(bounds("GET", "/v1/responses/r").isFree()).isTrue();
        assertThat(bounds("GET", "/v1/videos/v").isFree()).isTrue();
        assertThat(bounds("POST", "/v1/videos").unbounded()).containsExactly(VIDEO);
        assertThat(bounds("POST", "/v1/containers").unbounded()).containsExactly(TOOLS);
    }

    @Test
    void unmeteredCallsAreFreeOrUnknownAndBatchesAreWork() {
        OpenAiProtocol protocol = new OpenAiProtocol();

        assertThat(protocol.boundsOfUnmetered("GET", "/v1/models").isFree()).isTrue();
        assertThat(protocol.boundsOfUnmetered("POST", "/v1/files").isFree()).isTrue();
        assertThat(protocol.boundsOfUnmetered("POST", "/v1/batches").unbounded())
                .containsExactly(BATCH);
        assertThat(protocol.boundsOfUnmetered("POST", "/v1/fine_tuning/jobs")).isEqualTo(RequestBounds.UNKNOWN);
    }

    private static RequestBounds bounds(String method, String path) {
        return new OpenAiProtocol()
                .begin(RequestHead.of(method, path, "localhost"))
                .orElseThrow()
                .prepare("application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .bounds();
    }

    private static RequestBounds of(MeteredApi api, String body) {
        return new OpenAiCall(api, null)
                .prepare("application/json", body.getBytes(StandardCharsets.UTF_8))
                .bounds();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
