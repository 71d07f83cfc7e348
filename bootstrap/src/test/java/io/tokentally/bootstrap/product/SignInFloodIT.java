package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A thousand sign-ins at once, each from an address of its own, so that no share of an address stops any of them. */
@ProductTest
@TestPropertySource(properties = {"tokentally.trusted-proxies=127.0.0.1", "tokentally.demo=true"})
class SignInFloodIT {

    private static final int SIGN_INS = 1_000;
    private static final List<String> PEOPLE = List.of("second@acme.example", "owner@globex.example");
    private static final String SUMMARY = "/api/v1/usage/summary?days=1";

    /** What has no answer by then is lost. How few of them wait at a time, BoundedPasswordChecksTest shows without a clock. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("ownerDataSource")
    private DataSource ownerDataSource;

    private final HttpClient client = HttpClient.newHttpClient();
    private JdbcClient owner;

    @BeforeEach
    void come() {
        owner = JdbcClient.create(ownerDataSource);
    }

    /** One of the crowd: of twenty, one is somebody of the demo and right, one wrong, and the others are nobody. */
    private record Attempt(String login, String password, String address) {

        static Attempt number(int number) {
            String address = "10.1.%d.%d".formatted(number / 250, number % 250);
            String person = PEOPLE.get(number / 20 % PEOPLE.size());
            return switch (number % 20) {
                case 0 -> new Attempt(person, "demo", address);
                case 10 -> new Attempt(person, "wrong", address);
                default -> new Attempt("nobody%d@acme.example".formatted(number), "wrong", address);
            };
        }

        boolean isRight() {
            return password.equals("demo");
        }
    }

    private record Outcome(Attempt attempt, String answer) {}

    private Outcome signIn(Attempt attempt) throws Exception {
        String origin = "http://localhost:" + port;
        HttpResponse<Void> answer = client.send(
                HttpRequest.newBuilder(URI.create(origin + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", origin)
                        .header("X-Forwarded-For", attempt.address())
                        .POST(BodyPublishers.ofString("username="
                                + URLEncoder.encode(attempt.login(), StandardCharsets.UTF_8) + "&password="
                                + attempt.password()))
                        .build(),
                BodyHandlers.discarding());
        String told = Visitor.location(answer).replaceFirst(".*/login", "login").replaceFirst("^http.*", "in");
        return new Outcome(attempt, answer.statusCode() + " " + told);
    }

    /** Asks again and again as long as the others are at it. */
    private List<String> look(Visitor visitor, CountDownLatch left) throws InterruptedException {
        List<String> answers = new ArrayList<>();
        while (left.getCount() > 0) {
            Thread.sleep(50);
            answers.add(visitor.statusWithin(PATIENCE, SUMMARY));
        }
        return answers;
    }

    @Test
    void ofAThousandAtOnceEachIsAnsweredAndNoRightPasswordIsToldThatItIsWrong() throws Exception {
        Visitor signedIn = Visitor.signedIn(port, "owner@acme.example");
        CountDownLatch left = new CountDownLatch(SIGN_INS);
        List<Outcome> outcomes = new ArrayList<>();
        List<String> seen;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> crowd = IntStream.range(0, SIGN_INS)
                    .mapToObj(Attempt::number)
                    .map(attempt -> threads.submit((Callable<Outcome>) () -> {
                        try {
                            return signIn(attempt);
                        } finally {
                            left.countDown();
                        }
                    }))
                    .toList();
            seen = threads.submit(() -> look(signedIn, left)).get();
            for (Future<Outcome> one : crowd) {
                outcomes.add(one.get());
            }
        }

        assertThat(seen).as("what somebody saw who was signed in").isNotEmpty().containsOnly("200");
        assertThat(outcomes).hasSize(SIGN_INS);
        assertThat(outcomes.stream().filter(outcome -> outcome.attempt().isRight()))
                .as("right passwords")
                .hasSize(SIGN_INS / 20)
                .allMatch(outcome -> List.of("302 in", "302 login?locked").contains(outcome.answer()));
        assertThat(outcomes.stream().filter(outcome -> !outcome.attempt().isRight()))
                .as("wrong passwords and made-up names")
                .allMatch(outcome ->
                        List.of("302 login?error", "302 login?locked").contains(outcome.answer()));
        assertThat(outcomes)
                .as("most are not looked at")
                .anyMatch(outcome -> outcome.answer().endsWith("locked"));
        assertThat(owner.sql("SELECT count(*) FROM sign_in_attempts")
                        .query(Integer.class)
                        .single())
                .as("rows of what was counted")
                .isLessThanOrEqualTo(SIGN_INS / 10 + PEOPLE.size());
    }

    @Test
    void whoWasToldToComeAgainGetsInOnceTheFloodIsOver() throws Exception {
        Attempt right = new Attempt(PEOPLE.getFirst(), "demo", "10.2.0.1");
        Outcome outcome = signIn(right);
        for (int again = 0; again < 60 && outcome.answer().endsWith("locked"); again++) {
            Thread.sleep(1_000);
            outcome = signIn(right);
        }

        assertThat(outcome.answer()).isEqualTo("302 in");
    }
}
