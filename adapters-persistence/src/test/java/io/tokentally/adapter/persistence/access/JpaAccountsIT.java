package io.tokentally.adapter.persistence.access;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.tck.access.AccountsContract;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.RegisterExtension;

class JpaAccountsIT extends AccountsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected Accounts accounts() {
        return DATABASE.bean(Accounts.class);
    }

    @Override
    protected AccountRegistry registry() {
        return DATABASE.bean(AccountRegistry.class);
    }

    @Override
    protected <T> T reading(Supplier<T> query) {
        return DATABASE.inTransaction(query);
    }
}
