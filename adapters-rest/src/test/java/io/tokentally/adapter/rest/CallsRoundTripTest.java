package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.usagefile.UsageFilesConfiguration;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.out.usage.UsageFiles;
import io.tokentally.application.port.out.usage.UsageFiles.PastCall;
import io.tokentally.application.port.out.usage.UsageFiles.Rows;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What an export tells of a call is the call, to the last digit and letter. */
class CallsRoundTripTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final TellShutdownUseCase NOT_SHUT_DOWN = call -> Optional.empty();
    private static final int CALLS = 200;

    private static final List<String> PIECES = List.of(
            "a", "=1+1", "+", "-", "@x", "\"", "'", ",", ";", " b", "zoë", "👩‍💻", "\\", "＝", "|", "=", "#", "\u200B",
            "\u202E", "−", "{}", "[1]", "null");

    private final UsageFiles files =
            new AnnotationConfigApplicationContext(UsageFilesConfiguration.class).getBean(UsageFiles.class);

    @RepeatedTest(10)
    void jsonLines() throws IOException {
        long seed = new Random().nextLong();
        List<UsageRecord> calls = calls(seed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        write(new CallsJsonLines(out, NOT_SHUT_DOWN), calls);

        assertThat(read(out)).as("seed %d", seed).isEqualTo(calls);
    }

    @RepeatedTest(10)
    void csvWithAllColumns() throws IOException {
        long seed = new Random().nextLong();
        List<UsageRecord> calls = calls(seed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZoneId zone = ZoneId.of(seed % 2 == 0 ? "UTC" : "Asia/Kathmandu");

        write(new CallsCsv(out, CallColumn.all(zone, NOT_SHUT_DOWN), seed % 3 == 0), calls);

        assertThat(read(out)).as("seed %d", seed).isEqualTo(calls);
    }

    private static void write(CallsFile file, List<UsageRecord> calls) throws IOException {
        for (UsageRecord call : calls) {
            file.write(call);
        }
        file.finish();
    }

    private List<UsageRecord> read(ByteArrayOutputStream file) {
        List<UsageRecord> calls = new ArrayList<>();
        files.read(new ByteArrayInputStream(file.toByteArray()), ACME, new Rows() {
            @Override
            public void call(PastCall row) {
                calls.add(new UsageRecord(row.id(), row.call(), Objects.requireNonNull(row.cost())));
            }

            @Override
            public void refused(long line, String reason) {
                throw new AssertionError("line %d: %s".formatted(line, reason));
            }

            @Override
            public void noted(String text) {
                throw new AssertionError(text);
            }
        });
        return calls;
    }

    private static List<UsageRecord> calls(long seed) {
        Random random = new Random(seed);
        RandomCalls calls = new RandomCalls(seed, ACME, Instant.parse("2026-10-01T00:00:00Z"), Duration.ofDays(40));
        List<UsageRecord> all = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            all.add(wild(calls.next(), random));
        }
        return all;
    }

    /** The same call with texts that no spreadsheet would leave as they are. */
    private static UsageRecord wild(UsageRecord call, Random random) {
        MeteredCall metered = call.call();
        boolean named = random.nextInt(10) > 0;
        return new UsageRecord(
                call.id(),
                new MeteredCall(
                        call.createdAt(),
                        new Attribution(
                                ACME,
                                new UserId(text(random)),
                                new Endpoint(text(random)),
                                call.attribution().source(),
                                new Tags(texts(random)),
                                random.nextBoolean()
                                        ? null
                                        : new VirtualKeyId(new UUID(random.nextLong(), random.nextLong()))),
                        random.nextBoolean() ? null : new Operation(text(random)),
                        new Provider(text(random)),
                        named ? new ModelName(text(random)) : ModelName.UNKNOWN,
                        random.nextBoolean() ? null : new ModelName(text(random)),
                        new ServiceTier(text(random)),
                        random.nextBoolean() ? null : new Region(text(random)),
                        metered.reading(),
                        metered.timing(),
                        outcome(metered.outcome(), random),
                        null,
                        List.of(),
                        metered.isFree(),
                        new CallTrace(
                                texts(random),
                                random.nextBoolean() ? null : text(random),
                                metered.trace().attempt())),
                call.cost());
    }

    private static Outcome outcome(Outcome outcome, Random random) {
        return outcome instanceof Outcome.Failure failure
                ? new Outcome.Failure(
                        failure.kind(), failure.httpStatus(), random.nextBoolean() ? null : text(random), text(random))
                : outcome;
    }

    private static Map<String, String> texts(Random random) {
        return random.nextInt(3) > 0 ? Map.of() : Map.of("t" + text(random), text(random), "team", text(random));
    }

    private static String text(Random random) {
        return random.ints(1 + random.nextInt(3), 0, PIECES.size())
                        .mapToObj(PIECES::get)
                        .collect(Collectors.joining())
                + "e";
    }
}
