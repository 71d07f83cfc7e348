package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.domain.key.PathRule;
import io.tokentally.domain.key.ResourceOwner;
import io.tokentally.domain.key.ResourceScope;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key may not do goes nowhere. Two people, each with a key, and one account with the provider. */
class KeyPolicyTest {

    private static final String ADA = "tt_" + "A".repeat(40);
    private static final String EVE = "tt_" + "E".repeat(40);
    private static final VirtualKeyId ADA_ID = new VirtualKeyId(new UUID(2, 1));
    private static final VirtualKeyId EVE_ID = new VirtualKeyId(new UUID(2, 2));
    private static final KeyHolder ADAS = KeyHolder.user(new UserId("ada"));
    private static final KeyHolder EVES = KeyHolder.user(new UserId("eve"));
    private static final String FILE = "file-AbCdEf0123456789";
    private static final String RESPONSE = "resp_0123456789abcdef";
    private static final String AUDIO = "audio_abc123";

    /** Of a kind that came later than those that are known by their beginnings. */
    private static final String ITEM = "newkind_67ccd2bf17f0819081ff3bb2cf6508e60bb6a6b452d3795b";

    private volatile String body = "{}";
    private final ScriptedUpstream upstream = ScriptedUpstream.start((wire, server) -> {
        while (server.receive(wire)) {
            wire.send(Calls.ok(body));
        }
    });
    private final GatewayUnderTest gateway = GatewayUnderTest.before(upstream);

    @BeforeEach
    void giveKeys() {
        gateway.keys().give(ADA, ADA_ID, ADAS, KeyPolicy.STANDARD);
        gateway.keys().give(EVE, EVE_ID, EVES, KeyPolicy.STANDARD);
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    private HttpText send(String key, String method, String target, String type, String content) throws Exception {
        try (Wire client = gateway.connect()) {
            client.send("%s %s HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n%s"
                    .formatted(
                            method,
                            target,
                            key,
                            type.isEmpty() ? "" : "Content-Type: " + type + "\r\n",
                            content.length(),
                            content));
            return receive(client);
        }
    }

    private HttpText post(String key, String target, String content) throws Exception {
        return send(key, "POST", target, "application/json", content);
    }

    /** As Google's clients do, with Eve's key. */
    private HttpText generate(String model) throws Exception {
        String prompt = "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}";
        try (Wire client = gateway.connect()) {
            client.send(
                    ("POST /google/v1beta/models/%s:generateContent HTTP/1.1\r\nHost: gateway\r\nx-goog-api-key: %s\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
                            .formatted(model, EVE, prompt.length(), prompt));
            return receive(client);
        }
    }

    private HttpText get(String key, String target) throws Exception {
        return send(key, "GET", target, "", "");
    }

    private void assertForbidden(HttpText answer, String said) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).startsWith("{\"error\":{").contains(said);
    }

    /** Ada has uploaded a file and had a response made. */
    private void adaMakes() throws Exception {
        body = "{\"id\":\"" + FILE + "\",\"object\":\"file\"}";
        assertThat(send(ADA, "POST", "/v1/files", "multipart/form-data; boundary=x", "--x--")
                        .status())
                .isEqualTo(200);
        body = "{\"id\":\"" + RESPONSE
                + "\",\"model\":\"gpt-4.1-nano\",\"status\":\"completed\",\"output\":[{\"id\":\"msg_0123456789abcdef\"},{\"id\":\""
                + ITEM + "\"}],"
                + "\"usage\":{\"input_tokens\":8,\"output_tokens\":3,\"total_tokens\":11}}";
        assertThat(post(ADA, "/v1/responses", "{\"model\":\"gpt-4.1-nano\",\"input\":\"Hi\"}")
                        .status())
                .isEqualTo(200);
        body =
                "{\"id\":\"chatcmpl-1\",\"model\":\"gpt-audio\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + "\"audio\":{\"id\":\"" + AUDIO + "\",\"transcript\":\"Hi\"}},\"finish_reason\":\"stop\"}]}";
        assertThat(post(ADA, "/v1/chat/completions", "{\"model\":\"gpt-audio\",\"audio\":{\"voice\":\"alloy\"}}")
                        .status())
                .isEqualTo(200);
    }

    /** Google's paths name the model, and have capitals. */
    @Test
    void aModelThatThePathNamesIsJudgedAsOneThatTheBodyNames() throws Exception {
        gateway.keys()
                .give(
                        EVE,
                        EVE_ID,
                        EVES,
                        KeyPolicy.STANDARD.only(Set.of(), List.of(new ModelPattern("gemini-lite*")), Set.of()));
        body =
                "{\"modelVersion\":\"gemini-lite\",\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":4}}";

        HttpText refused = generate("gemini-pro");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("may not call this model");
        assertThat(gateway.records().count()).isZero();
        assertThat(generate("gemini-lite-2").status()).isEqualTo(200);
        assertThat(gateway.records().next().operation()).isEqualTo(new Operation("generate.content"));
    }

    @Test
    void whatAKeyMadeIsRecordedWithTheCallThatMadeIt() throws Exception {
        adaMakes();

        assertThat(gateway.records().next().made()).containsExactly(new MadeResource(FILE, ADA_ID));
        MeteredCall response = gateway.records().next();
        assertThat(response.made())
                .containsExactlyInAnyOrder(
                        new MadeResource(RESPONSE, ADA_ID),
                        new MadeResource("msg_0123456789abcdef", ADA_ID),
                        new MadeResource(ITEM, ADA_ID));
        assertThat(gateway.records().next().made()).containsExactly(new MadeResource(AUDIO, ADA_ID));
    }

    @Test
    void aKeyUsesWhatItMade() throws Exception {
        adaMakes();
        int before = upstream.requests();

        assertThat(get(ADA, "/v1/files/" + FILE + "/content").status()).isEqualTo(200);
        assertThat(get(ADA, "/openai/v1/responses/" + RESPONSE).status()).isEqualTo(200);
        assertThat(post(ADA, "/v1/responses", "{\"model\":\"m\",\"previous_response_id\":\"" + RESPONSE + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(post(ADA, "/v1/batches", "{\"input_file_id\":\"" + FILE + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(post(
                                ADA,
                                "/v1/chat/completions",
                                "{\"model\":\"m\",\"messages\":[{\"audio\":{\"id\":\"" + AUDIO + "\"}}]}")
                        .status())
                .isEqualTo(200);
        assertThat(upstream.requests()).isEqualTo(before + 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/files/FILE",
                "/v1/files/FILE/content",
                "/v1//files/FILE",
                "/v1/files/FILE/",
                "/v1/%66iles/FILE",
                "/v1/files/%66ile-AbCdEf0123456789",
                "/openai/v1/responses/RESP",
                "/v1/responses/RESP/input_items",
                "/v1/responses/RESP?stream=true",
                "/v1/models?x=FILE",
                "/v1/models?x=%66ile-AbCdEf0123456789",
            })
    void anothersIdInThePathOrTheQueryGoesNowhere(String target) throws Exception {
        adaMakes();
        int before = upstream.requests();

        HttpText answer = get(EVE, target.replace("FILE", FILE).replace("RESP", RESPONSE));

        assertForbidden(answer, "made with another key");
        assertThat(upstream.requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/responses {'model':'m','previous_response_id':'RESP'}",
                "/v1/responses {'model':'m','previous_response_id':'\\u0072esp_0123456789abcdef'}",
                "/v1/responses {'model':'m','conversation':{'id':'RESP'}}",
                "/v1/responses {'model':'m','input':[{'content':[{'type':'input_file','file_id':'FILE'}]}]}",
                "/v1/responses {'model':'m','input':[{'type':'item_reference','id':'msg_0123456789abcdef'}]}",
                "/v1/responses {'model':'m','input':[{'type':'item_reference','id':'ITEM'}]}",
                "/v1/chat/completions {'model':'m','messages':[{'role':'assistant','audio':{'id':'AUDIO'}}]}",
                "/v1/responses {'model':'m','tools':[{'container':{'type':'auto','file_ids':['x','FILE']}}]}",
                "/v1/chat/completions {'model':'m','messages':[{'content':[{'file':{'file_id':'FILE'}}]}]}",
                "/v1/batches {'input_file_id':'FILE'}",
                "/v1/vector_stores {'file_ids':['FILE']}",
                "/v1/containers {'file_ids':['FILE']}",
                "/v1/conversations {'items':[{'content':[{'image':'FILE'}]}]}",
            })
    void anothersIdInTheBodyGoesNowhere(String call) throws Exception {
        adaMakes();
        gateway.resources().store("x", new ResourceOwner(EVE_ID, EVES));
        int before = upstream.requests();

        String[] parts = call.split(" ", 2);
        HttpText answer = post(
                EVE,
                parts[0],
                parts[1].replace('\'', '"')
                        .replace("FILE", FILE)
                        .replace("RESP", RESPONSE)
                        .replace("ITEM", ITEM)
                        .replace("AUDIO", AUDIO));

        assertForbidden(answer, "made with another key");
        assertThat(upstream.requests()).isEqualTo(before);
    }

    @Test
    void anothersIdInAFormGoesNowhere() throws Exception {
        adaMakes();
        gateway.resources().store("cntr_of_eve", new ResourceOwner(EVE_ID, EVES));
        int before = upstream.requests();
        String form = "--x\r\nContent-Disposition: form-data; name=\"file_id\"\r\n\r\n" + FILE + "\r\n--x--\r\n";

        assertForbidden(
                send(EVE, "POST", "/v1/containers/cntr_of_eve/files", "multipart/form-data; boundary=x", form),
                "made with another key");
        assertForbidden(
                send(
                        EVE,
                        "POST",
                        "/v1/containers/cntr_of_eve/files",
                        "multipart/form-data; boundary=x",
                        form.replace("\"file_id\"", "file_id")),
                "this body cannot be");
        assertThat(upstream.requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|{'previous_response_id':'x','previous_response_id':'RESP','model':'m'}",
                "application/json|{'model':'m'} {'previous_response_id':'RESP'}",
                "application/json; charset=utf-16|{'model':'m'}",
                "text/plain|{'model':'m'}",
                "application/x-www-form-urlencoded|{'model':'m'}",
                "application/json|[]",
                "application/json|{'model'",
            })
    void aBodyThatTwoParsersMightReadDifferentlyGoesNowhere(String type, String content) throws Exception {
        adaMakes();
        int before = upstream.requests();

        HttpText answer = send(
                EVE, "POST", "/v1/responses", type, content.replace('\'', '"').replace("RESP", RESPONSE));

        assertForbidden(answer, "this body cannot be");
        assertThat(upstream.requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/organization/users,administer",
        "POST,/v1/organization/admin_api_keys,administer",
        "GET,/v1/%6frganization/users,administer",
        "GET,//v1/organization/users,No provider",
        "POST,/v1/fine_tuning/jobs,administer",
        "GET,/v1/fine_tuning/jobs,administer",
        "DELETE,/v1/models/ft:gpt-4o:acme,administer",
        "GET,/v1/files,may not list",
        "GET,/v1/batches?limit=5,may not list",
        "GET,/v1/chat/completions,may not list",
        "POST,/v1/realtime/client_secrets,may not call this path",
        "POST,/v1/x/chat/completions,may not call this path",
        "PUT,/v1/files/file-1,may not call this path",
        "GET,/v1/Files/file-1,may not call this path",
        "GET,/anthropic/v1/organizations/me,administer",
        "GET,/anthropic/v1/messages/batches,may not list",
        "GET,/v1/files/file-nobody-knows-1,not made through this gateway",
    })
    void whatIsNotAllowedGoesNowhere(String method, String target, String said) throws Exception {
        HttpText answer = send(ADA, method, target, "", "");

        assertThat(answer.status()).isIn(403, 404);
        assertThat(answer.body()).contains(said);
        assertThat(upstream.requests()).isZero();
        assertThat(gateway.records().count()).isZero();
    }

    @Test
    void modelsMayHaveSlashesInTheirNames() throws Exception {
        assertThat(get(ADA, "/v1/models/org%2Fname").status()).isEqualTo(200);
    }

    @Test
    void whatOwnersAllowPasses() throws Exception {
        gateway.keys()
                .give(
                        EVE,
                        EVE_ID,
                        EVES,
                        new KeyPolicy(
                                false,
                                Set.of(OperationGroup.MODELS, OperationGroup.RESOURCES, OperationGroup.LISTS),
                                List.of(new PathRule("GET /v1/fine_tuning/*")),
                                Set.of(),
                                List.of(),
                                Set.of(),
                                ResourceScope.ORGANIZATION,
                                true));
        adaMakes();

        assertThat(get(EVE, "/v1/files").status()).isEqualTo(200);
        assertThat(get(EVE, "/v1/fine_tuning/jobs").status()).isEqualTo(200);
        assertThat(get(EVE, "/v1/files/" + FILE).status()).isEqualTo(200);
        assertThat(get(EVE, "/v1/files/file-nobody-knows-1").status()).isEqualTo(200);
        assertForbidden(post(EVE, "/v1/fine_tuning/jobs", "{}"), "administer");
    }

    @Test
    void onlyTheModelsThatAKeyMayCallAreCalled() throws Exception {
        gateway.keys()
                .give(
                        EVE,
                        EVE_ID,
                        EVES,
                        KeyPolicy.STANDARD.only(
                                Set.of(), List.of(new ModelPattern("gpt-4.1-nano*")), Set.of(Provider.OPENAI)));
        body = Calls.COMPLETION;

        assertThat(post(EVE, "/v1/chat/completions", Calls.CHAT).status()).isEqualTo(200);
        for (String model :
                List.of("'gpt-5'", "'\\u0067pt-5'", "'gpt-4.1-nano','tools':[{'model':'gpt-5'}]", "' gpt-4.1-nano'")) {
            assertForbidden(
                    post(
                            EVE,
                            "/v1/chat/completions",
                            "{'model':%s}".formatted(model).replace('\'', '"')),
                    "may not call this model");
        }
        assertForbidden(post(EVE, "/v1/chat/completions", "{}"), "names none that could be checked");
        assertForbidden(
                post(EVE, "/v1/batches", "{\"endpoint\":\"/v1/responses\"}"), "names none that could be checked");
        assertForbidden(
                post(EVE, "/v1/chat/completions", "{\"model\":\"gpt-5\",\"model\":\"gpt-4.1-nano\"}"),
                "this body cannot be");
        HttpText other = send(EVE, "GET", "/anthropic/v1/models", "", "");
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.body()).startsWith("{\"type\":\"error\"").contains("may not call this provider");
        assertThat(upstream.requests()).isEqualTo(1);
    }

    /** A key for chats does nothing else, whatever it says that the call is for. */
    @Test
    void onlyTheOperationsThatAKeyMayCallAreCalledWhicheverFeatureCalls() throws Exception {
        gateway.keys()
                .give(
                        EVE,
                        EVE_ID,
                        EVES,
                        KeyPolicy.STANDARD.only(Set.of(new Operation("chat.completions")), List.of(), Set.of()));
        body = Calls.COMPLETION;

        assertThat(postFor("rank", "/v1/chat/completions", Calls.CHAT).status()).isEqualTo(200);
        MeteredCall call = gateway.records().next();
        assertThat(call.attribution().endpoint()).isEqualTo(new Endpoint("rank"));
        assertThat(call.operation()).isEqualTo(new Operation("chat.completions"));
        for (String path : List.of("/v1/embeddings", "/v1/responses", "/v1/images/generations", "/v1/batches")) {
            assertForbidden(
                    postFor("chat.completions", path, "{\"model\":\"m\",\"input\":\"Hi\"}"), "and not this one");
        }
        assertForbidden(get(EVE, "/v1/models"), "and not this one");
        assertThat(upstream.requests()).isEqualTo(1);
    }

    private HttpText postFor(String feature, String target, String content) throws Exception {
        return send(EVE, "POST", target, "application/json\r\nX-Tokentally-Endpoint: " + feature, content);
    }

    @Test
    void aLoweredCeilingHoldsAtOnceForMembersKeysOldOnesToo() throws Exception {
        assertThat(send(KnownKeys.USER_KEY, "GET", "/v1/files", "", "").status())
                .isEqualTo(200);

        gateway.policies().ceiling(KeyPolicy.MODELS);

        assertForbidden(send(KnownKeys.USER_KEY, "GET", "/v1/files", "", ""), "may not list");
        assertThat(send(KnownKeys.SERVICE_KEY, "GET", "/v1/files", "", "").status())
                .isEqualTo(200);
    }

    @Test
    void theProvidersOrganizationIsNotForTheCallerToChoose() throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(Calls.post(
                    "/v1/chat/completions",
                    "Authorization: Bearer " + ADA + "\r\nOpenAI-Project: proj_of_others\r\n",
                    Calls.CHAT));
            assertForbidden(receive(client), "organization or project");
        }
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void whatTheMemoryHasForgottenTheDatabaseKnows() throws Exception {
        gateway.resources().store(FILE, new ResourceOwner(ADA_ID, ADAS));

        assertThat(get(ADA, "/v1/files/" + FILE).status()).isEqualTo(200);
        assertForbidden(get(EVE, "/v1/files/" + FILE), "made with another key");
        assertThat(gateway.resources().questions()).isEqualTo(2);
    }

    @Test
    void whatAnotherInstanceHasJustHadMadeIsFoundAMomentLater() throws Exception {
        gateway.resources().beforeLater(() -> gateway.resources().store(FILE, new ResourceOwner(ADA_ID, ADAS)));

        assertThat(get(ADA, "/v1/files/" + FILE).status()).isEqualTo(200);
    }

    @Test
    void whileNobodyCanTellTheCallMayBeTriedAgain() throws Exception {
        gateway.resources().goAway();

        HttpText answer = get(ADA, "/v1/files/" + FILE);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void aBatchsOutputBelongsToWhoeverMadeTheBatch() throws Exception {
        KeyPolicy wide = new KeyPolicy(
                false,
                KeyPolicy.STANDARD.operations(),
                List.of(),
                Set.of(),
                List.of(),
                Set.of(),
                ResourceScope.ORGANIZATION,
                false);
        gateway.keys().give(EVE, EVE_ID, EVES, wide);
        body = "{\"id\":\"batch_0123456789\",\"object\":\"batch\"}";
        assertThat(post(ADA, "/v1/batches", "{}").status()).isEqualTo(200);
        body = "{\"id\":\"batch_0123456789\",\"status\":\"completed\",\"output_file_id\":\"file-output0123456\"}";
        assertThat(get(EVE, "/v1/batches/batch_0123456789").status()).isEqualTo(200);

        gateway.keys().give(EVE, EVE_ID, EVES, KeyPolicy.STANDARD);
        assertThat(get(ADA, "/v1/files/file-output0123456/content").status()).isEqualTo(200);
        assertForbidden(get(EVE, "/v1/files/file-output0123456/content"), "made with another key");
    }
}
