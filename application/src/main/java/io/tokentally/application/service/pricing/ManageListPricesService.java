package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.ManageListPricesUseCase;
import io.tokentally.application.port.out.pricing.ListPriceChanges;
import io.tokentally.application.port.out.pricing.ListPriceFile;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.pricing.ListPricesInForce;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets operators change the list prices. The file is moved last in the transaction that writes the change down: what cannot be
 * written down is not done.
 */
@Transactional
public class ManageListPricesService implements ManageListPricesUseCase {

    private final ListPriceFile file;
    private final ListPriceChanges changes;

    public ManageListPricesService(ListPriceFile file, ListPriceChanges changes) {
        this.file = file;
        this.changes = changes;
    }

    @Override
    @Transactional(readOnly = true)
    public ListPricesInForce inForce(Session session) {
        session.requireOperator();
        return file.inForce();
    }

    @Override
    public ListPricesInForce replace(Session session, String name, byte[] content) {
        session.requireOperator();
        ListPricesInForce after = file.check(name, content);
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
