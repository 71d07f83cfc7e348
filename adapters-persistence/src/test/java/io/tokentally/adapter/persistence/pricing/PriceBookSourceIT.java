package io.tokentally.adapter.persistence.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.terms;

import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.tck.pricing.PriceBookSourceContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The cache of price books does what every source of price books does. */
class PriceBookSourceIT extends PriceBookSourceContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OSCAR = ViewerFixtures.viewer("oscar", "acme", Role.OWNER);
    private static final PriceBookOptions NEVER_REFRESHED =
            new PriceBookOptions(Duration.ofDays(1), Duration.ofSeconds(60), Duration.ofDays(1));
    private static final ModelPrice AGREED = new ModelPrice(
            "agreed",
            terms(NANO, Validity.since(LAUNCH), perMillion(UsageUnit.INPUT_TOKENS, "0.05")),
            entered(Provenance.Origin.OWN, Instant.parse("2026-09-01T00:00:00Z")));

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void agree() {
        DATABASE.addMember(OSCAR);
        DATABASE.inTransaction(() -> {
            DATABASE.bean(OrganizationPrices.class).add(OSCAR, List.of(AGREED));
            return true;
        });
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Override
    protected PriceBookSource books() {
        return start(DATABASE.asMetering(), NEVER_REFRESHED);
    }

    @Override
    protected PriceBookSource unreadBooks() {
        HikariDataSource pool = DATABASE.impatientMeteringPool();
        open.add(pool);
        DATABASE.goAway();
        try {
            return start(JdbcClient.create(pool), NEVER_REFRESHED);
        } finally {
            DATABASE.comeBack();
        }
    }

    @Override
    protected PriceBook list() {
        return TestDatabase.LIST;
    }

    @Override
    protected OrganizationId customer() {
        return OSCAR.organizationId();
    }

    private PriceBookSource start(JdbcClient metering, PriceBookOptions options) {
        PriceBookCache books = PriceBookCache.start(() -> TestDatabase.LIST, new StoredPricing(metering), options);
        open.add(books);
        return books;
    }
}
