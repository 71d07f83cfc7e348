package io.tokentally.adapter.persistence.pricing;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.domain.access.Viewer;
import io.tokentally.tck.pricing.OrganizationPricesContract;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.RegisterExtension;

class JpaOrganizationPricesIT extends OrganizationPricesContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected OrganizationPrices prices() {
        return DATABASE.bean(OrganizationPrices.class);
    }

    @Override
    protected void givenMember(Viewer viewer) {
        DATABASE.addMember(viewer);
    }

    @Override
    protected <T> T working(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }
}
