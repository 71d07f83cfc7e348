package io.tokentally.adapter.openai.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.ServedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenAiServedModelsTest {

    private static final ProviderSecret KEY = new ProviderSecret("sk-of-acme-0001");

    private HttpServer server;
    private int status = 200;
    private String body = "";
    private @Nullable String path;
    private @Nullable String authorization;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            path = exchange.getRequestURI().getPath();
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void readsTheDayOnWhichEachModelEnds() {
        body = """
                {"object": "list", "data": [
                  {"id": "gpt-5", "object": "model", "created": 1754425777, "owned_by": "system", "shutdown_date": "2027-01-15"},
                  {"id": "gpt-6-luna", "object": "model", "created": 1754425777, "owned_by": "system", "shutdown_date": null},
                  {"id": "o3", "object": "model", "created": 1754425777, "owned_by": "system"}]}""";

        assertThat(models().list(KEY))
                .containsExactly(
                        new ServedModel(new ModelName("gpt-5"), LocalDate.of(2027, 1, 15)),
                        new ServedModel(new ModelName("gpt-6-luna"), null),
                        new ServedModel(new ModelName("o3"), null));
        assertThat(path).isEqualTo("/v1/models");
        assertThat(authorization).isEqualTo("Bearer sk-of-acme-0001");
    }

    @Test
    void aRefusalIsToldWithoutTheKey() {
        status = 401;
        body = """
                {"error": {"message": "Incorrect API key provided: sk-of-acme-0001", "type": "invalid_request_error"}}""";

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> models().list(KEY))
                .withMessage("The models of openai could not be read from 127.0.0.1: it answers with status 401."
                        + " Look at the key and at the upstream's address.");
    }

    @Test
    void whatCannotBeReadIsNoAnswer() {
        for (String answer : List.of("<html>", "{\"data\": [{\"id\": \"gpt-5\", \"shutdown_date\": \"soon\"}]}")) {
            body = answer;

            assertThatExceptionOfType(PriceRefusedException.class)
                    .describedAs(answer)
                    .isThrownBy(() -> models().list(KEY))
                    .withMessageContaining("gives no answer that can be read");
        }
    }

    @Test
    void anAnswerWithoutModelsIsNoAnswer() {
        body = "{\"object\": \"list\", \"data\": []}";

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> models().list(KEY))
                .withMessageContaining("it lists none");
    }

    private OpenAiServedModels models() {
        return new OpenAiServedModels(new ServedModelsOptions(
                Provider.OPENAI,
                URI.create(
                        "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort())),
                true));
    }
}
