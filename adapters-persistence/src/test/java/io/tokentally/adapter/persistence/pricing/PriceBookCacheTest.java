package io.tokentally.adapter.persistence.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Price books whose database takes connections and never says anything. */
@Timeout(30)
class PriceBookCacheTest {

    private static final PriceBook LIST = new PriceBook(Money.USD, List.of());
    private static final PriceBookOptions OPTIONS =
            new PriceBookOptions(Duration.ofDays(1), Duration.ofMillis(100), Duration.ofDays(1));

    private final Silent database = new Silent();

    private static final class Silent extends AbstractDataSource {

        private final Set<String> askedBy = ConcurrentHashMap.newKeySet();
        private final CountDownLatch over = new CountDownLatch(1);

        @Override
        public Connection getConnection() throws SQLException {
            askedBy.add(Thread.currentThread().getName());
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
    void noCallEverAsksTheDatabase() {
        try (PriceBookCache books =
                PriceBookCache.start(() -> LIST, new StoredPricing(JdbcClient.create(database)), OPTIONS)) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(books.priceBook(new OrganizationId("organization " + i)))
                        .isEmpty();
            }
            assertThat(books.isReady()).isFalse();
            assertThat(database.askedBy).containsExactly(PriceBookCache.THREAD);
        }
    }

    @Test
    void whoeverChangesPricesWaitsForTheTimeoutAndNoLonger() {
        try (PriceBookCache books =
                PriceBookCache.start(() -> LIST, new StoredPricing(JdbcClient.create(database)), OPTIONS)) {
            books.refresh();

            assertThat(books.isReady()).isFalse();
        }
    }
}
