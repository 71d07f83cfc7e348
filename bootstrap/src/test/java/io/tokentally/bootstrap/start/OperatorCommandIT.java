package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.bootstrap.product.Api;
import io.tokentally.bootstrap.start.CommandProcess.Result;
import io.tokentally.bootstrap.start.FirstOperator.WayIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** How somebody becomes the operator of an installation. */
@Tag("long")
@Timeout(600)
class OperatorCommandIT {

    private static final String LOGIN = "operator@localhost";
    private static final String METRICS = "/actuator/metrics";
    private static final String FIRST = "heron-over-still-water";
    private static final String SECOND = "lantern-in-the-orchard";
    private static final Pattern LINK = Pattern.compile("http://localhost:8080/reset#([0-9a-f]{64})");

    @TempDir
    private Path home;

    @Test
    void theFirstStartPrintsALinkAndTheCommandAnother() throws Exception {
        CommandProcess commands = new CommandProcess(home);
        try (ConfigurableApplicationContext application = start()) {
            WayIn wayIn = application
                    .getBean(StartupInitializer.class)
                    .operatorsWayIn()
                    .orElseThrow();
            assertThat(wayIn.login()).isEqualTo(LOGIN);
            assertThat(choose(application, wayIn.link().secret().value(), FIRST))
                    .isEqualTo(200);
            assertThat(choose(application, wayIn.link().secret().value(), SECOND))
                    .isEqualTo(422);
            assertThat(opens(application, FIRST)).isTrue();

            Result printed = commands.run("operator");
            assertThat(printed.exitCode()).as(printed.output()).isZero();
            assertThat(printed.output()).contains(LOGIN);
            Matcher link = LINK.matcher(printed.output());
            assertThat(link.find()).as(printed.output()).isTrue();
            assertThat(choose(application, link.group(1), SECOND)).isEqualTo(200);
            assertThat(opens(application, SECOND)).isTrue();
            assertThat(opens(application, FIRST)).isFalse();
            assertThat(commands.run("operator", "--second-factor=reset").exitCode())
                    .isZero();

            Result refused = commands.run("operator", "--login=" + FirstOwner.LOGIN);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("somebody who is no operator");
            assertThat(commands.run("operator", "--login=nobody").output()).contains("'nobody' is no e-mail address");
        }
        try (ConfigurableApplicationContext application = start()) {
            assertThat(application.getBean(StartupInitializer.class).operatorsWayIn())
                    .isEmpty();
            assertThat(application.getBean(StartupInitializer.class).isWithoutOperator())
                    .isFalse();
        }
    }

    /** An operator needs a second factor, so that the right password is told from a wrong one by what it lacks. */
    private static boolean opens(ConfigurableApplicationContext application, String password) {
        HttpResponse<String> answer = new Api(port(application)).get(LOGIN, password, METRICS);
        assertThat(answer.statusCode()).isEqualTo(401);
        return answer.body().contains("urn:tokentally:problem:second-factor");
    }

    private static int choose(ConfigurableApplicationContext application, String secret, String password)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://localhost:%d/reset/reset".formatted(port(application))))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString("secret=%s&password=%s".formatted(secret, password)))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static int port(ConfigurableApplicationContext application) {
        return Integer.parseInt(String.valueOf(application.getEnvironment().getProperty("local.server.port")));
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                TokentallyApplication.class,
                "--server.port=0",
                "--tokentally.home=" + home,
                "--tokentally.demo=false",
                "--tokentally.gateway.port=0");
    }
}
