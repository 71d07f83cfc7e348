package io.tokentally.adapter.persistence.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.terms;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.domain.pricing.Withdrawal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The books of an organization that enters prices, in its own process and in another. */
@Timeout(120)
class PriceBookCacheIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final PriceBookOptions NEVER_REFRESHED =
            new PriceBookOptions(Duration.ofDays(1), Duration.ofSeconds(60), Duration.ofDays(1));
    private static final PriceBookOptions OFTEN_REFRESHED =
            new PriceBookOptions(Duration.ofMillis(20), Duration.ofSeconds(60), Duration.ofDays(1));
    private static final PriceBookOptions IMPATIENT =
            new PriceBookOptions(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofDays(1));

    private static final PriceBook LIST = TestDatabase.LIST;
    private static final Instant ENTERED = Instant.parse("2026-09-01T00:00:00Z");

    private static int organizations;

    /** Of another organization in each test, since the bean's books outlive them. */
    private final Viewer owner = ViewerFixtures.viewer(
            new UserId("owner"), new OrganizationId("organization " + organizations++), Role.OWNER);

    private final OrganizationId organization = owner.organizationId();

    @BeforeEach
    void register() {
        DATABASE.addMember(owner);
    }

    @Test
    void aChangeCountsInTheSameProcessAsSoonAsItIsCommitted() {
        PriceBookSource books = DATABASE.bean(PriceBookSource.class);
        assertThat(books.priceBook(organization)).containsSame(LIST);

        DATABASE.inTransaction(() -> {
            DATABASE.bean(OrganizationPrices.class).add(owner, List.of(price("one")));
            return assertThat(versions(books)).containsExactly("nano-1");
        });

        assertThat(versions(books)).containsExactly("nano-1", "one");
        assertThat(books.priceBook(new OrganizationId("another"))).containsSame(LIST);
    }

    @Test
    void aChangeThatIsNotCommittedDoesNotCount() {
        try (PriceBookCache books = start(NEVER_REFRESHED)) {
            DATABASE.inTransaction(() -> {
                DATABASE.bean(OrganizationPrices.class).add(owner, List.of(price("one")));
                return assertThat(versions(books)).containsExactly("nano-1");
            });
        }
    }

    @Test
    void whatIsTakenBackPricesNothing() {
        add(price("one"));
        DATABASE.inTransaction(() -> {
            DATABASE.bean(OrganizationPrices.class)
                    .withdraw(owner, "one", new Withdrawal("owner", "Typing error", ENTERED));
            return true;
        });

        assertThat(versions(DATABASE.bean(PriceBookSource.class))).containsExactly("nano-1");
    }

    @Test
    void anotherListCountsForWhoeverAgreedSomethingAndForOthers() {
        OrganizationId others = new OrganizationId("others");
        PriceBook next = new PriceBook(Money.USD, List.of(nanoPrice("next", LAUNCH, null, "0.30")));
        AtomicReference<PriceBook> list = new AtomicReference<>(LIST);
        add(price("one"));
        try (PriceBookCache books =
                PriceBookCache.start(list::get, new StoredPricing(DATABASE.asMetering()), OFTEN_REFRESHED)) {
            assertThat(versions(books)).containsExactly("nano-1", "one");
            assertThat(books.priceBook(others)).containsSame(LIST);

            list.set(next);

            awaitVersions(books, "next", "one");
            while (books.priceBook(others).orElseThrow() != next) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aChangeReachesOtherProcesses() {
        try (PriceBookCache elsewhere = start(OFTEN_REFRESHED)) {
            assertThat(versions(elsewhere)).containsExactly("nano-1");

            add(price("one"));

            awaitVersions(elsewhere, "nano-1", "one");
        }
    }

    @Test
    void whileTheDatabaseIsAwayTheBookKnownLastCounts() {
        add(price("one"));
        try (HikariDataSource pool = DATABASE.impatientMeteringPool();
                PriceBookCache books = start(pool, IMPATIENT)) {
            awaitVersions(books, "nano-1", "one");
            OrganizationId unknown = new OrganizationId("unknown");

            DATABASE.goAway();
            try {
                books.refresh();
                assertThat(versions(books)).containsExactly("nano-1", "one");
                assertThat(books.priceBook(unknown)).containsSame(LIST);
                assertThat(books.isReady()).isTrue();
            } finally {
                DATABASE.comeBack();
            }
        }
    }

    @Test
    void booksThatWereNeverReadAreNoGuess() {
        add(price("one"));
        try (HikariDataSource pool = DATABASE.impatientMeteringPool()) {
            DATABASE.goAway();
            PriceBookCache books = start(pool, IMPATIENT);
            try (books) {
                try {
                    assertThat(books.isReady()).isFalse();
                    assertThat(books.priceBook(organization)).isEmpty();
                    assertThat(books.priceBook(new OrganizationId("another"))).isEmpty();
                } finally {
                    DATABASE.comeBack();
                }
                awaitVersions(books, "nano-1", "one");
                assertThat(books.isReady()).isTrue();
            }
        }
    }

    @Test
    void booksThatWereReadTooLongAgoAreNoGuess() {
        PriceBookOptions shortLived =
                new PriceBookOptions(Duration.ofMillis(20), Duration.ofSeconds(60), Duration.ofSeconds(1));
        try (HikariDataSource pool = DATABASE.impatientMeteringPool();
                PriceBookCache books = start(pool, shortLived)) {
            assertThat(books.priceBook(organization)).containsSame(LIST);
            DATABASE.goAway();
            try {
                while (books.priceBook(organization).isPresent()) {
                    Thread.onSpinWait();
                }
                assertThat(books.isReady()).isFalse();
            } finally {
                DATABASE.comeBack();
            }
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerHoldsNoCallUp() throws Exception {
        add(price("one"));
        try (Connection connection = DATABASE.owner().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE price_versions IN ACCESS EXCLUSIVE MODE");
            try (PriceBookCache books = start(IMPATIENT)) {
                // Its own thread waits for the table: whoever asked it would wait as well.
                assertThat(books.priceBook(organization)).isEmpty();

                connection.rollback();
                awaitVersions(books, "nano-1", "one");
            }
        }
    }

    @Test
    void whatCannotBeReadStopsNothing() {
        add(price("one"));
        try (PriceBookCache books = start(OFTEN_REFRESHED)) {
            assertThat(versions(books)).containsExactly("nano-1", "one");
            DATABASE.asOwner().sql("""
                            INSERT INTO price_versions (
                                organization_id, version, terms, origin, author, reason, source, recorded_at, entered_by)
                            VALUES (?, 'broken', '{"rates": 7}', 'OWN', 'a', 'b', 'c', now(), 'd')""").param(organization.value()).update();

            books.refresh();
            assertThat(books.priceBook(organization)).isEmpty();
            assertThat(books.priceBook(new OrganizationId("another"))).containsSame(LIST);
            assertThat(books.isReady()).isTrue();
        }
    }

    @Test
    void whatOneOrganizationEnteredWrongKeepsNoOtherFromChangingPrices() {
        OrganizationId broken = new OrganizationId("broken");
        add(price("one"));
        DATABASE.asOwner().sql("""
                        INSERT INTO price_versions (
                            organization_id, version, terms, origin, author, reason, source, recorded_at, entered_by)
                        VALUES ('broken', 'broken', '{}', 'OWN', 'a', 'b', 'c', now(), 'd')""").update();
        try (PriceBookCache books = start(OFTEN_REFRESHED)) {
            assertThat(books.priceBook(broken)).isEmpty();
            assertThat(versions(books)).containsExactly("nano-1", "one");

            add(price("two", ENTERED.plusSeconds(1)));

            awaitVersions(books, "nano-1", "one", "two");
        }
    }

    @Test
    void pricesThatContradictEachOtherStopNothing() {
        add(price("one"));
        DATABASE.asOwner().sql("""
                        INSERT INTO price_versions (
                            organization_id, version, terms, origin, author, reason, source, recorded_at, entered_by)
                        SELECT organization_id, 'two', terms, origin, author, reason, source, recorded_at, entered_by
                        FROM price_versions""").update();

        try (PriceBookCache books = start(NEVER_REFRESHED)) {
            assertThat(books.priceBook(organization)).isEmpty();
        }
    }

    @Test
    void noNumberOfOrganizationsPutsABookOut() {
        add(price("one"));
        try (PriceBookCache books = start(NEVER_REFRESHED)) {
            for (int other = 0; other < 20_000; other++) {
                assertThat(books.priceBook(new OrganizationId("other " + other)))
                        .containsSame(LIST);
            }
            assertThat(versions(books)).containsExactly("nano-1", "one");
        }
    }

    @Test
    void noThreadOutlivesTheBooks() throws InterruptedException {
        Set<Thread> before = readers();
        Set<Thread> ours;
        try (PriceBookCache books = start(OFTEN_REFRESHED)) {
            books.priceBook(organization);
            ours = readers();
            ours.removeAll(before);
            assertThat(ours).hasSize(1);
        }
        for (Thread reader : ours) {
            assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
        }
    }

    private static Set<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(PriceBookCache.THREAD))
                .collect(Collectors.toSet());
    }

    @Test
    void closedBooksStillAnswer() {
        PriceBookCache books = start(NEVER_REFRESHED);
        books.close();

        assertThat(books.priceBook(organization)).containsSame(LIST);
    }

    private static PriceBookCache start(PriceBookOptions options) {
        return PriceBookCache.start(() -> LIST, new StoredPricing(DATABASE.asMetering()), options);
    }

    private static PriceBookCache start(HikariDataSource pool, PriceBookOptions options) {
        return PriceBookCache.start(() -> LIST, new StoredPricing(JdbcClient.create(pool)), options);
    }

    private void add(ModelPrice price) {
        DATABASE.inTransaction(() -> {
            DATABASE.bean(OrganizationPrices.class).add(owner, List.of(price));
            return true;
        });
    }

    private static ModelPrice price(String version) {
        return price(version, ENTERED);
    }

    private static ModelPrice price(String version, Instant entered) {
        return new ModelPrice(
                version,
                terms(NANO, Validity.since(LAUNCH), perMillion(UsageUnit.INPUT_TOKENS, "0.05")),
                entered(Provenance.Origin.OWN, entered));
    }

    private List<String> versions(PriceBookSource books) {
        return books.priceBook(organization).stream()
                .flatMap(book -> book.prices().stream())
                .map(ModelPrice::version)
                .toList();
    }

    private void awaitVersions(PriceBookSource books, String... versions) {
        while (!versions(books).equals(List.of(versions))) {
            Thread.onSpinWait();
        }
    }
}
