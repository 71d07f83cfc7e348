package io.tokentally.bootstrap.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.refusal.WriteRefusedCallsUseCase;
import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.bootstrap.product.Api;
import io.tokentally.bootstrap.product.DemoHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The providers' official clients for Node, which must be on the machine: what was not tried must not look like what works. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeClientsIT {

    private static final Path FOLDER = Path.of("target", "node-clients");
    private static final List<String> PACKAGES = List.of("openai@7.57.0", "@anthropic-ai/sdk@1.13.0");
    private static final String OWNER = "owner@acme.example";
    private static final int PATIENCE_SECONDS = 180;
    private static final int INSTALL_ATTEMPTS = 3;

    @TempDir
    private static Path home;

    private AnthropicStandIn anthropic;
    private ConfigurableApplicationContext application;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        assertThat(works("node", "--version") && works("npm", "--version"))
                .as("Node and npm, on the path. Install them, or leave out long tests: ./tokentally test")
                .isTrue();
        Files.createDirectories(FOLDER);
        install();
        anthropic = new AnthropicStandIn();
        application = SpringApplication.run(
                TokentallyApplication.class,
                "--server.port=0",
                "--tokentally.gateway.port=0",
                "--tokentally.home=" + DemoHome.in(home),
                "--tokentally.gateway.anthropic.base-url=" + anthropic.baseUrl());
    }

    @AfterAll
    void stop() {
        if (application != null) {
            application.close();
        }
        if (anthropic != null) {
            anthropic.close();
        }
    }

    /** A registry may be busy for a moment. */
    private static void install() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("npm", "install", "--no-save", "--no-audit", "--no-fund"));
        command.addAll(PACKAGES);
        Files.writeString(FOLDER.resolve("package.json"), "{\"private\": true}");
        Result result = run(command);
        for (int again = 1; again < INSTALL_ATTEMPTS && result.code() != 0; again++) {
            result = run(command);
        }
        assertThat(result.code()).as("npm install: %s", result.output()).isZero();
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return run(List.of(command)).code() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private record Result(int code, String output) {}

    private static Result run(List<String> command) throws IOException, InterruptedException {
        Path folder = Files.isDirectory(FOLDER) ? FOLDER : Path.of(".");
        Path log = Files.createTempFile("node", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, "It took too long");
            }
            return new Result(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
        } finally {
            Files.delete(log);
        }
    }

    @Test
    void bothClientsWorkPlainStreamedRefusedAndBrokenOff() throws Exception {
        Api api = new Api(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        String made = api.post(OWNER, "/api/v1/keys", "{\"name\": \"node\", \"service\": \"node\"}", "same-origin")
                .body();
        String key = new JsonMapper().readTree(made).get("secret").asString();
        JsonNode spent = new JsonMapper()
                .readTree(
                        api.post(OWNER, "/api/v1/keys", "{\"name\": \"spent\", \"service\": \"spent\"}", "same-origin")
                                .body());
        SpentBudget.of(application, OWNER, spent.get("id").asString(), "Nothing for Node");
        Files.copy(
                Path.of("src", "test", "node", "clients.mjs"),
                FOLDER.resolve("clients.mjs"),
                StandardCopyOption.REPLACE_EXISTING);

        Result result = run(List.of(
                "node",
                "clients.mjs",
                "http://127.0.0.1:" + application.getEnvironment().getProperty("local.gateway.port"),
                key,
                AnthropicStandIn.KEY,
                spent.get("secret").asString()));

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output().lines())
                .contains(
                        "openai plain",
                        "openai streamed without usage",
                        "openai streamed with usage",
                        "openai tools",
                        "openai refused",
                        "openai aborted",
                        "anthropic plain",
                        "anthropic streamed",
                        "anthropic refused",
                        "openai over budget, asked once",
                        "anthropic over budget, asked once");
        assertThat(SpentBudget.requestsOfOpenAi(application))
                .as("those with the other key")
                .isEqualTo(5);
        assertThat(anthropic.requests()).as("those with the other key").isEqualTo(2);
        application.getBean(WriteRefusedCallsUseCase.class).write();
        assertThat(api.json(OWNER, "/api/v1/usage/refused-calls?by=key,reason&days=1&scope=organization")
                        .get("rows")
                        .valueStream()
                        .filter(row -> row.at("/group/key")
                                .asString()
                                .equals(spent.get("id").asString())))
                .as("one of each client's")
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.at("/group/reason").asString()).isEqualTo("budget_exceeded");
                    assertThat(row.get("calls").asLong()).isEqualTo(2);
                });
        for (String feature :
                List.of("node_plain", "node_stream", "node_usage", "node_abort", "node_message", "node_events")) {
            assertThat(recorded(api, feature)).as(feature).isTrue();
        }
    }

    private static boolean recorded(Api api, String feature) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            if (api.json(OWNER, "/api/v1/usage/calls?scope=organization&endpoint=" + feature)
                    .toString()
                    .contains("\"" + feature + "\"")) {
                return true;
            }
            Thread.sleep(50);
        }
        return false;
    }
}
