package io.tokentally.tck.fake;

import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.service.pricing.KeptPrices;
import io.tokentally.domain.access.Viewer;
import io.tokentally.tck.pricing.OrganizationPricesContract;

/** The fake of {@link OrganizationPrices}. */
class KeptPricesTest extends OrganizationPricesContract {

    private final KeptPrices fake = new KeptPrices();

    @Override
    protected OrganizationPrices prices() {
        return fake;
    }

    @Override
    protected void givenMember(Viewer viewer) {
        fake.know(viewer);
    }
}
