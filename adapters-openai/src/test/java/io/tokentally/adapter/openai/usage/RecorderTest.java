package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import io.tokentally.adapter.openai.usage.WireServer.Answer;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.in.usage.UsageContext;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RecorderTest {

    private final RecordedCalls recorded = new RecordedCalls();
    private WireServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WireServer().answering(Answer.json(Wire.CHAT));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void recorderThatThrowsIsToldToTheMonitorOnly() throws InterruptedException {
        RecordUsageUseCase broken = (call, reservation) -> {
            throw new IllegalStateException("The journal is full");
        };
        OpenAIClient client = recorded.metered(broken).wrap(server.client());

        assertThat(client.chat().completions().create(Wire.chat()).choices()).hasSize(1);

        assertThat(recorded.failures.poll(20, TimeUnit.SECONDS)).hasMessage("The journal is full");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void recorderThatHangsDoesNotHoldCallsUp() {
        CountDownLatch released = new CountDownLatch(1);
        RecordUsageUseCase hanging = (call, reservation) -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return recorded.record(call);
        };
        OpenAIClient client = recorded.metered(hanging).wrap(server.client());

        client.chat().completions().create(Wire.chat());
        client.chat().completions().create(Wire.chat());

        assertThat(recorded.isEmpty()).isTrue();
        released.countDown();
        assertThat(recorded.next(2)).hasSize(2);
    }

    @Test
    void callIsRecordedBeforeTheCallerHasTheAnswer() {
        OpenAIClient client = recorded.metered().wrap(server.client());

        client.chat().completions().create(Wire.chat());

        assertThat(recorded.isEmpty()).isFalse();
    }

    @Test
    void manyCallsAtOnceAreRecordedForTheRightUsers() {
        OpenAIClient client = recorded.metered().wrap(server.client());
        List<Attribution> users =
                IntStream.range(0, 200).mapToObj(RecorderTest::user).toList();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            users.forEach(user -> threads.execute(() -> UsageContext.of(user).run(() -> {
                if (user.hashCode() % 2 == 0) {
                    client.chat().completions().create(Wire.chat());
                } else {
                    client.async().chat().completions().create(Wire.chat()).join();
                }
            })));
        }

        assertThat(recorded.next(200))
                .extracting(call -> call.attribution())
                .containsExactlyInAnyOrderElementsOf(users);
    }

    private static Attribution user(int number) {
        return Attribution.of(
                new OrganizationId("org-" + number % 7), new UserId("user-" + number), new Endpoint("feature"));
    }
}
