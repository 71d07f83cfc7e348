package io.tokentally.adapter.persistence.key;

import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions of the database's owner, who works apart from everybody's use cases: at the start, or by a command. */
final class OwnerTransactions {

    private final TransactionTemplate template;

    OwnerTransactions(DataSource owner) {
        this.template = new TransactionTemplate(new JdbcTransactionManager(owner));
    }

    <T> T inOne(Supplier<T> work) {
        return Objects.requireNonNull(template.execute(status -> work.get()));
    }
}
