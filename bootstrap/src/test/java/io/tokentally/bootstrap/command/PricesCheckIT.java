package io.tokentally.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tokentally.application.port.in.pricing.CollectPriceBundlesUseCase;
import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.domain.pricing.StoredBundle.Door;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code ./tokentally prices check}, with and without an application that has applied a price bundle. */
@Timeout(300)
class PricesCheckIT {

    private static final String MODELS = """
            {"object": "list", "data": [
              {"id": "brand-new", "object": "model", "created": 1, "owned_by": "system", "shutdown_date": "2027-03-31"},
              {"id": "gpt-6-luna", "object": "model", "created": 1, "owned_by": "system", "shutdown_date": null}]}""";

    /** Of a provider's shutdowns the latest edition that has any counts: this bundle's has one alone. */
    private static final String BUNDLE = """
            {"currency": "USD", "author": "Publisher", "provider": "openai", "source": "https://x.example",
             "models": [{"model": "brand-new", "prices": [{"from": "2026-08-01", "tiers": {
               "standard": {"input": "1", "output": "3"}}}]}],
             "lifecycles": [{"match": ["brand-new"], "shutDown": "2027-03-31", "source": "https://x.example"}]}""";

    @TempDir
    private Path home;

    private HttpServer provider;
    private String authorization = "";

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void startProvider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/v1/models", exchange -> {
            authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = MODELS.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void stopProvider() {
        provider.stop(0);
    }

    @Test
    void withoutAKeyNobodyIsAsked() {
        Result result = run("prices", "check", "--tokentally.home=" + home);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("OPENAI_API_KEY");
        assertThat(authorization).isEmpty();
    }

    @Test
    void whatTheListDoesNotKnowIsToldAndABundleThatWasAppliedIsPartOfTheList()
            throws IOException, InterruptedException {
        assertThat(run("prices", "key", "--out=" + home.resolve("prices.key")).exitCode())
                .isZero();
        Result key = run("prices", "key", "--out=" + home.resolve("second.key"));
        Matcher trusted = Pattern.compile("(?m)^MCowBQYDK2Vw[A-Za-z0-9+/=]+$").matcher(key.out());
        assertThat(trusted.find()).isTrue();
        ConfigurableApplicationContext application = SpringApplication.run(
                TokentallyApplication.class,
                "--server.port=0",
                "--tokentally.home=" + home,
                "--tokentally.demo=false",
                "--tokentally.gateway.port=0",
                "--tokentally.prices.auto-apply=true",
                "--tokentally.prices.trusted-keys=" + trusted.group());
        try {
            Result before = check();
            assertThat(before.exitCode()).isEqualTo(1);
            assertThat(before.out()).contains("brand-new: no end by the price list, ends on 2027-03-31 by openai");
            assertThat(before.err()).contains("The price list and openai differ in 1 of 2 models.");
            assertThat(authorization).isEqualTo("Bearer sk-of-a-test-0001");

            Path prices = Files.writeString(home.resolve("openai.json"), BUNDLE);
            Files.createDirectories(home.resolve("prices"));
            assertThat(run(
                                    "prices",
                                    "bundle",
                                    "--version=1",
                                    "--date=" + LocalDate.now(ZoneOffset.UTC),
                                    "--key=" + home.resolve("second.key"),
                                    "--trusted-key=" + trusted.group(),
                                    "--file=" + prices,
                                    "--out=" + home.resolve("prices").resolve("one.zip"))
                            .exitCode())
                    .isZero();

            application.getBean(CollectPriceBundlesUseCase.class).collect(Door.FOLDER);

            Result after = check();
            assertThat(after.out()).contains("openai lists 2 models, and the price list says the same of all of them.");
        } finally {
            application.close();
        }
    }

    private Result check() {
        return run(
                "prices",
                "check",
                "--tokentally.home=" + home,
                "--tokentally.openai.api-key=sk-of-a-test-0001",
                "--tokentally.openai.base-url=http://127.0.0.1:%d/v1"
                        .formatted(provider.getAddress().getPort()));
    }

    private static Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new CommandLine(
                        List.of(new PricesCommand()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(Stream.of(arguments).toArray(String[]::new));
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
