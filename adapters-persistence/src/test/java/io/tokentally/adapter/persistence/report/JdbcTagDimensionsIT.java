package io.tokentally.adapter.persistence.report;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.setup.TaggingOfPastCalls;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TagDimension;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import io.tokentally.tck.usage.CallDimensions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Owners declare tags, everybody in the organization sees it, and usage is told apart by them, past usage little by little. */
class JdbcTagDimensionsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
    private static final Viewer MEMBER = ViewerFixtures.viewer(new UserId("member@acme"), ACME, Role.MEMBER);
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer OTHER = ViewerFixtures.viewer(new UserId("owner@globex"), GLOBEX, Role.OWNER);
    private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");

    private static final Period PERIOD =
            new Period(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 12, 31), ZoneOffset.UTC);

    private final TagDimensions dimensions = DATABASE.bean(TagDimensions.class);
    private final UsageLedger ledger = DATABASE.bean(UsageLedger.class);
    private final TaggingOfPastCalls tagging = new TaggingOfPastCalls(DATABASE.owner(), 1);
    private final List<UsageRecord> calls = new RandomCalls(51, ACME, NOON, Duration.ofDays(40)).take(300);

    @BeforeEach
    void fill() {
        List.of(OWNER, ADMIN, MEMBER, OTHER).forEach(DATABASE::addMember);
    }

    @Test
    void whatIsDeclaredIsKnownToTheWholeOrganizationAndToNoOther() {
        declare("team", "feature");
        ledger.post(calls);

        assertThat(List.of(OWNER, ADMIN, MEMBER))
                .allSatisfy(viewer -> assertThat(DeclaredTags.of(DATABASE, viewer))
                        .containsExactly(
                                new TagDimension(new Tag("feature"), 0, false, null),
                                new TagDimension(new Tag("team"), 3, false, null)));
        assertThat(DeclaredTags.of(DATABASE, OTHER)).isEmpty();
    }

    @Test
    void nobodyButOwnersDeclares() {
        for (Viewer viewer : List.of(ADMIN, MEMBER)) {
            assertThatExceptionOfType(AccessRefusedException.class)
                    .isThrownBy(() -> DeclaredTags.declare(DATABASE, viewer, List.of("team")))
                    .withMessageContaining("Only owners say which tags usage is told apart by");
        }
        assertThat(DeclaredTags.of(DATABASE, OWNER)).isEmpty();
    }

    @Test
    void theDatabaseTakesNoSixth() {
        Set<Tag> six =
                Set.of("a", "b", "c", "d", "e", "f").stream().map(Tag::new).collect(Collectors.toSet());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DATABASE.inTransaction(() -> {
                    dimensions.declare(OWNER, six);
                    return six;
                }))
                .withMessageContaining("fewer tags than 6");
    }

    @Test
    void everyChangeIsInTheAuditLogOnce() {
        declare("team");
        declare("team");
        declare("feature");

        assertThat(DATABASE.asOwner()
                        .sql("SELECT detail::jsonb::text FROM audit_entries WHERE action = 'tag_dimensions.changed'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        "{\"after\": {\"names\": [\"team\"]}, \"before\": {\"names\": []}}",
                        "{\"after\": {\"names\": [\"feature\"]}, \"before\": {\"names\": [\"team\"]}}");
    }

    @Test
    void namesOfRecentCallsAreKnown() {
        ledger.post(calls);

        assertThat(DATABASE.inTransaction(() -> dimensions.namesInUse(OWNER)))
                .containsExactlyInAnyOrder("team", "candidate", RandomCalls.TAG_OF_STRANGE_NAME);
        assertThat(DATABASE.inTransaction(() -> dimensions.namesInUse(OTHER))).isEmpty();
    }

    /** Every sum that tells nothing of tags stays what it was, at each step. */
    @Test
    void pastCallsAreToldApartTheNewestFirstAndNoOtherSumChanges() {
        ledger.post(calls);
        ledger.post(new RandomCalls(52, GLOBEX, NOON, Duration.ofDays(40)).take(100));
        List<@Nullable String> before = sums();
        declare("team");

        Instant completeFrom = Instant.MAX;
        for (int step = 0; step < 5; step++) {
            assertThat(tagging.goOn()).isTrue();
            assertThat(sums()).isEqualTo(before);
            assertThat(LedgerContents.drift(DATABASE)).isEmpty();
            TagDimension told = DeclaredTags.of(DATABASE, OWNER).getFirst();
            assertThat(told.completeFrom()).isNotNull().isBefore(completeFrom);
            completeFrom = told.completeFrom();
        }
        assertThat(DeclaredTags.mistold(DATABASE)).isNotEmpty();
        // Broken off here; whoever goes on next time knows no more than the database.
        finish(new TaggingOfPastCalls(DATABASE.owner()));

        assertThat(DeclaredTags.of(DATABASE, OWNER)).singleElement().matches(TagDimension::isComplete);
        assertThat(DeclaredTags.mistold(DATABASE)).isEmpty();
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
        assertThat(sums()).isEqualTo(before);
        assertThat(callsByTeam()).isEqualTo(expectedByTeam(calls));
    }

    /** What is posted meanwhile is older than what is told apart already. */
    @Test
    void instancesTakeTurnsWhileCallsComeIn() throws Exception {
        ledger.post(calls.subList(0, 150));
        declare("team");
        AtomicInteger steps = new AtomicInteger();
        Callable<@Nullable Void> instance = () -> {
            TaggingOfPastCalls own = new TaggingOfPastCalls(DATABASE.owner(), 1);
            while (own.goOn()) {
                steps.incrementAndGet();
            }
            return null;
        };
        Callable<@Nullable Void> poster = () -> {
            for (int first = 100; first < 300; first += 10) {
                ledger.post(calls.subList(first, first + 10));
            }
            return null;
        };

        try (ExecutorService instances = Executors.newFixedThreadPool(4)) {
            for (Future<?> done : instances.invokeAll(List.of(instance, poster, instance, instance))) {
                done.get();
            }
        }
        finish(tagging);

        assertThat(steps.get()).isBetween(100, 310);
        assertThat(DeclaredTags.mistold(DATABASE)).isEmpty();
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
        assertThat(callsByTeam()).isEqualTo(expectedByTeam(calls));
    }

    /** They have not seen it: what they post is there before past calls are looked at. */
    @Test
    void whoeverPostsWhileATagIsDeclaredIsWaitedFor() throws Exception {
        try (Connection poster = DATABASE.owner().getConnection();
                Statement statement = poster.createStatement();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            poster.setAutoCommit(false);
            statement.execute("SELECT share_rollups('acme')");

            Future<?> declaring = threads.submit(() -> declare("team"));
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> declaring.get(500, TimeUnit.MILLISECONDS));
            poster.commit();
            declaring.get(30, TimeUnit.SECONDS);
        }
        assertThat(DeclaredTags.of(DATABASE, OWNER)).hasSize(1);
    }

    /** Whether series tell nothing of it yet, or its value, or that it was one too many. */
    @Test
    void callsAreFoundByTheirTagsWhateverIsToldOfThem() {
        ledger.post(calls);
        assertCallsAreFound();

        declare("team");
        for (int step = 0; step < 40; step++) {
            tagging.goOn();
        }
        assertCallsAreFound();

        for (int month = 10; month <= 12; month++) {
            fillUp("candidate", LocalDate.of(2026, month, 1));
        }
        declare();
        declare("team", "candidate");
        finish(tagging);
        assertThat(callsToldAsOther("candidate")).isPositive();
        assertCallsAreFound();
    }

    /** So that no further value of the month is told apart. */
    private static void fillUp(String name, LocalDate month) {
        DATABASE.asOwner().sql("""
                        INSERT INTO usage_names (organization_id, month, kind, name)
                        SELECT 'acme', ?, 'tag ' || ?, 'one of many ' || number FROM generate_series(1, 1000) AS number
                        """).params(month, name).update();
    }

    private void assertCallsAreFound() {
        for (Tag tag : List.of(new Tag("team"), new Tag("candidate"))) {
            for (String value : List.of("core", "search", "two", "")) {
                CallFilter filter = CallFilter.ALL.with(tag, value);
                List<UsageRecordId> expected = calls.stream()
                        .filter(call -> CallDimensions.value(call, tag).equals(value))
                        .map(UsageRecord::id)
                        .sorted(Comparator.reverseOrder())
                        .toList();
                assertThat(paged(filter)).as("%s", filter).isEqualTo(expected);
                assertThat(DATABASE.inTransaction(() -> DATABASE.bean(CallHistory.class)
                                .count(ADMIN, UsageScope.ORGANIZATION, PERIOD.range(), filter)))
                        .isEqualTo(expected.size());
            }
        }
    }

    private static List<UsageRecordId> paged(CallFilter filter) {
        List<UsageRecordId> found = new ArrayList<>();
        List<UsageRecord> page;
        do {
            UsageRecordId last = found.isEmpty() ? null : found.getLast();
            page = DATABASE.inTransaction(() -> DATABASE.bean(CallHistory.class)
                    .findOlder(ADMIN, UsageScope.ORGANIZATION, PERIOD.range(), filter, last, 20));
            page.forEach(call -> found.add(call.id()));
        } while (!page.isEmpty());
        return found;
    }

    /** In the month of the calls there is room; when they were recorded there was none. */
    @Test
    void whatWasToldAsOtherStaysSo() {
        declare("team");
        fillUp("team", LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1));
        ledger.post(IntStream.range(0, 10)
                .mapToObj(number -> aUsageRecord()
                        .at(Instant.parse("2001-09-10T12:00:00Z"))
                        .tagged(new Tags(Map.of("team", "team " + number, "feature", "chat")))
                        .withSeed(number)
                        .build())
                .toList());
        declare();
        declare("team", "feature");
        finish(tagging);

        assertThat(callsToldAsOther("team")).isEqualTo(10);
        assertThat(callsToldAsOther("feature")).isZero();
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    private static long callsToldAsOther(String name) {
        return DATABASE.asOwner()
                .sql("SELECT count(*) FROM usage_calls call JOIN usage_series series"
                        + " ON series.organization_id = call.organization_id AND series.number = call.series"
                        + " WHERE series.tags ->> ? = 'Other'")
                .param(name)
                .query(Long.class)
                .single();
    }

    @Test
    void whatIsNotDeclaredAnyMoreStaysToldAndGoesOnOnceItIsAgain() {
        declare("team");
        ledger.post(calls.subList(0, 100));
        declare();
        ledger.post(calls.subList(100, 200));
        assertThat(DeclaredTags.of(DATABASE, OWNER)).isEmpty();
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();

        declare("candidate", "team");
        finish(tagging);
        ledger.post(calls);

        assertThat(DeclaredTags.mistold(DATABASE)).isEmpty();
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
        assertThat(callsByTeam()).isEqualTo(expectedByTeam(calls));
    }

    @Test
    void sealedMonthsStayAsTheyAre() {
        ledger.post(calls);
        DATABASE.asOwner()
                .sql("SELECT seal_usage('acme', ?)")
                .param(NOVEMBER.atOffset(ZoneOffset.UTC))
                .query()
                .singleRow();
        declare("team");
        finish(tagging);

        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM usage_series_quarter_hours sums JOIN usage_series ON number = series"
                                + " WHERE tags IS NOT NULL AND quarter_hour < '2026-11-01Z'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(callsByTeam().get("core"))
                .isEqualTo(expectedByTeam(calls.stream()
                                .filter(call -> !call.createdAt().isBefore(NOVEMBER))
                                .toList())
                        .get("core"));
        assertThat(DeclaredTags.of(DATABASE, OWNER)).allMatch(TagDimension::isComplete);
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    /** Each month has room of its own, whenever its calls are told apart. */
    @Test
    void valuesOfPastMonthsTakeNoRoomFromThisOne() {
        for (String month : List.of("2026-09", "2026-10")) {
            ledger.post(IntStream.range(0, 1_100)
                    .mapToObj(number -> aUsageRecord()
                            .at(Instant.parse(month + "-10T12:00:00Z"))
                            .tagged(new Tags(Map.of("team", month + " " + number)))
                            .withSeed(number)
                            .build())
                    .toList());
        }
        declare("team");
        finish(tagging);

        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(DISTINCT tags ->> 'team') FROM usage_series")
                        .query(Long.class)
                        .single())
                .isEqualTo(2_001);
        assertThat(callsByTeam()).containsEntry("Other", 200L);
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    /** Its calls would come in behind. */
    @Test
    void nothingIsToldApartBeforeAnEarlierVersionsCallsAreMoved() {
        ledger.post(calls);
        declare("team");
        JdbcClient owner = DATABASE.asOwner();
        owner.sql("""
                        INSERT INTO rollups_to_move (organization_id, bucket_start, user_id, endpoint, provider, model,
                            requests, failures, unpriced, estimated, input_tokens, output_tokens, total_cost)
                        VALUES ('acme', now(), 'ada@acme', 'chat', 'openai', 'gpt-4o', 1, 0, 0, 0, 0, 0, 0)""").update();
        try {
            assertThat(tagging.goOn()).isFalse();
        } finally {
            owner.sql("DELETE FROM rollups_to_move").update();
        }
        assertThat(tagging.goOn()).isTrue();
    }

    private static void finish(TaggingOfPastCalls tagging) {
        for (int step = 0; tagging.goOn(); step++) {
            assertThat(step).as("steps").isLessThan(1_000);
        }
    }

    private static void declare(String... names) {
        DeclaredTags.declare(DATABASE, OWNER, List.of(names));
    }

    private static List<@Nullable String> sums() {
        return DATABASE.asOwner()
                .sql("SELECT sums::text FROM " + LedgerContents.SUMS + " ORDER BY 1")
                .query(String.class)
                .list();
    }

    /** Those that a provider bills. */
    private static Map<String, Long> expectedByTeam(List<UsageRecord> calls) {
        Map<String, Long> counts = new TreeMap<>();
        calls.stream()
                .filter(call -> !call.isFree())
                .forEach(call ->
                        counts.merge(call.attribution().tags().values().getOrDefault("team", ""), 1L, Long::sum));
        return counts;
    }

    private static Map<String, Long> callsByTeam() {
        List<Report.Row> rows = DATABASE.inTransaction(() -> DATABASE.bean(UsageReports.class)
                .rows(
                        ADMIN,
                        new ReportQuery(
                                UsageScope.ORGANIZATION,
                                PERIOD,
                                Grain.TOTAL,
                                List.of(new Tag("team")),
                                Map.of(),
                                List.of(Measure.REQUESTS),
                                ReportQuery.MAX_TOP)));
        Map<String, Long> counts = new TreeMap<>();
        rows.forEach(row -> counts.put(
                row.isOther() ? "beyond the top" : row.values().getFirst(),
                row.figures().totals().requests()));
        return counts;
    }
}
