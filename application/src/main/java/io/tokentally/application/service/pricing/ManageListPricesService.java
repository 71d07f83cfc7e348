package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.ManageListPricesUseCase;
import io.tokentally.application.port.out.pricing.ListPriceChanges;
import io.tokentally.application.port.out.pricing.ListPriceFile;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.pricing.ListPricesChange;
import io.tokentally.domain.pricing.ListPricesInForce;
import java.time.Clock;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets operators change the list prices. The file is moved after the change is written down, in the same transaction: what
 * cannot be written down is not done.
 */
@Transactional
public class ManageListPricesService implements ManageListPricesUseCase {

    private final ListPriceFile file;
    private final ListPrices listPrices;
    private final ListPriceChanges changes;
    private final Clock clock;

    public ManageListPricesService(ListPriceFile file, ListPrices listPrices, ListPriceChanges changes, Clock clock) {
        this.file = file;
        this.listPrices = listPrices;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public ListPricesInForce inForce(Session session) {
        session.requireOperator();
        return file.inForce();
    }

    @Override
    @Transactional(readOnly = true)
    public ListPricesChange preview(Session session, String name, byte[] content) {
        session.requireOperator();
        return ListPricesChange.of(
                listPrices.priceBook(), file.check(name, content).priceBook(), clock.instant());
    }

    @Override
    public ListPricesInForce replace(Session session, String name, byte[] content) {
        session.requireOperator();
        ListPricesInForce after = file.check(name, content).facts();
        changes.note(session.token(), file.inForce(), after);
        file.replace(name, content);
        return file.inForce();
    }

    @Override
    public ListPricesInForce withdraw(Session session) {
        session.requireOperator();
        changes.note(session.token(), file.inForce(), null);
        file.withdraw();
        return file.inForce();
    }
}
