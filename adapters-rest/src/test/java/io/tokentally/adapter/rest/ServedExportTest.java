package io.tokentally.adapter.rest;

import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordFixtures;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What only a real connection shows. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        classes = RestTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"server.address=127.0.0.1", "test.export.least-rate=2000000", "test.export.grace=1s"})
class ServedExportTest {

    private static final UsageRecord CALL = aUsageRecord().build();

    @LocalServerPort
    private int port;

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeExports exports;

    @Autowired
    private FakeAudit audit;

    @BeforeEach
    void reset() {
        usage.reset();
        exports.reset();
        audit.reset();
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void anExportThatCannotBeCompletedBreaksTheConnection(ExportFormat format) throws Exception {
        usage.holds(() -> Stream.concat(callsOfAllHours(40_000), Stream.of(CALL).peek(call -> {
            throw new IllegalStateException("the database is gone");
        })));

        HttpResponse<InputStream> response = export("export?format=" + ApiEnumNames.word(format));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void anExportThatIsStoppedBreaksTheConnection() throws Exception {
        usage.holds(() -> calls(50_000_000));
        exports.stopAfter(40_000);

        HttpResponse<InputStream> response = export("export?id=0199e7a5-1c00-7abc-8def-0123456789ab");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void aCompleteExportEndsWell() throws Exception {
        usage.holds(() -> calls(10_000));

        byte[] body = export().body().readAllBytes();

        assertThat(new String(body, StandardCharsets.UTF_8).lines()).hasSize(10_001);
    }

    @Test
    void theFirstRowsArriveWhileTheLastAreStillRead() throws Exception {
        CountDownLatch firstRowsSeen = new CountDownLatch(1);
        usage.holds(() -> Stream.concat(calls(10_000), Stream.of(CALL).filter(call -> await(firstRowsSeen))));

        try (InputStream body = export().body()) {
            assertThat(body.readNBytes(100)).hasSize(100);
            firstRowsSeen.countDown();
            body.readAllBytes();
        }
    }

    @Test
    void aClientThatLeavesIsNoErrorOfTheServer(CapturedOutput output) throws Exception {
        CountDownLatch noticed = new CountDownLatch(1);
        usage.holds(() -> Stream.generate(() -> CALL).limit(50_000_000).onClose(noticed::countDown));

        try (InputStream body = export().body()) {
            assertThat(body.readNBytes(100)).hasSize(100);
        }

        assertThat(noticed.await(1, TimeUnit.MINUTES)).isTrue();
        usage.holds(CALL);
        assertThat(export().body().readAllBytes()).isNotEmpty();
        assertThat(output.getAll()).doesNotContain(" ERROR ");
    }

    @Test
    void aReaderWhoIsTooSlowIsCutAndSeesThatItIsNotTheEnd(CapturedOutput output) throws Exception {
        CountDownLatch freed = new CountDownLatch(1);
        usage.holds(() -> calls(50_000_000).onClose(freed::countDown));

        takeSlowly("/api/v1/usage/export.csv", freed);
        assertThat(output.getAll()).contains("A reader took");
    }

    @Test
    void whoTakesTheAuditLogTooSlowlyIsCutAndSeesThatItIsNotTheEnd(CapturedOutput output) throws Exception {
        usage.signIn(Role.OWNER);
        audit.holdsMore(50_000_000);

        takeSlowly("/api/v1/audit/export.csv", audit.exportEnded());
        assertThat(output.getAll()).contains("A reader took");
    }

    private void takeSlowly(String path, CountDownLatch freed) throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .formatted(path)
                            .getBytes(US_ASCII));
            InputStream in = socket.getInputStream();
            // Far more than a byte in ten milliseconds, and far less than is asked for.
            while (freed.getCount() > 0) {
                in.readNBytes(1_000);
                Thread.sleep(10);
            }
            assertThatThrownBy(() -> endOf(in)).isInstanceOf(IOException.class);
        }
    }

    /** Reads to the end, which is a failure unless it is that of the chunks. */
    private static void endOf(InputStream in) throws IOException {
        byte[] rest = in.readAllBytes();
        String tail = new String(rest, Math.max(0, rest.length - 5), Math.min(5, rest.length), US_ASCII);
        if (!tail.equals("0\r\n\r\n")) {
            throw new EOFException("The chunks have no end");
        }
    }

    private HttpResponse<InputStream> export() throws IOException, InterruptedException {
        return export("export.csv");
    }

    private HttpResponse<InputStream> export(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/usage/" + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private static Stream<UsageRecord> calls(int count) {
        return IntStream.range(0, count).mapToObj(number -> CALL);
    }

    /** Of an hour each, every other one without a cost. */
    private static Stream<UsageRecord> callsOfAllHours(int count) {
        return IntStream.range(0, count).mapToObj(number -> {
            UsageRecordFixtures call = aUsageRecord().at(NOON.minus(number, ChronoUnit.HOURS));
            return (number % 2 == 0 ? call : call.unpriced()).build();
        });
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
