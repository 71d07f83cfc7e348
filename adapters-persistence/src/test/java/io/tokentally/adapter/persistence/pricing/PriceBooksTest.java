package io.tokentally.adapter.persistence.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** How long a call waits for its book where the database gives no answer. */
@Timeout(30)
class PriceBooksTest {

    private static final PriceBook LIST = new PriceBook(Money.USD, List.of());
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final PriceBookOptions OPTIONS = new PriceBookOptions(10_000, Duration.ofDays(1), PATIENCE);

    private final Silent database = new Silent();

    /** Takes connections and says nothing until the test is over. */
    private static final class Silent extends AbstractDataSource {

        private final AtomicInteger asked = new AtomicInteger();
        private final CountDownLatch over = new CountDownLatch(1);

        @Override
        public Connection getConnection() throws SQLException {
            asked.incrementAndGet();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SQLException("The test is over");
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }
    }

    @AfterEach
    void end() {
        database.over.countDown();
    }

    @Test
    void theFirstCallWaitsForItsPatienceAndIsPricedByTheList() {
        try (PriceBooks books = start()) {
            long begun = System.nanoTime();
            assertThat(books.priceBook(new OrganizationId("acme"))).isSameAs(LIST);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(PATIENCE, Duration.ofSeconds(20));
            assertThat(database.asked).hasValue(1);
        }
    }

    @Test
    void onceTheDatabaseHasNotAnsweredNoFurtherCallWaits() {
        try (PriceBooks books = start()) {
            books.priceBook(new OrganizationId("acme"));

            long begun = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertThat(books.priceBook(new OrganizationId("organization " + i)))
                        .isSameAs(LIST);
                assertThat(books.priceBook(new OrganizationId("acme"))).isSameAs(LIST);
            }
            // Were each to wait, that would be more than a minute and a half.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            assertThat(database.asked).hasValue(1);
        }
    }

    private PriceBooks start() {
        return PriceBooks.start(() -> LIST, new StoredPricing(JdbcClient.create(database)), OPTIONS);
    }
}
