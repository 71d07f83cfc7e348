package io.tokentally.adapter.persistence.replica;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections to the database, and, for questions that are asked of it, to its replica: so both are used by the same adapters. */
public final class ReplicatedDataSource extends DelegatingDataSource implements AutoCloseable {

    private final HikariDataSource database;
    private final HikariDataSource replica;
    private final ReplicaLag lag;
    private final ThreadLocal<Boolean> asksReplica = ThreadLocal.withInitial(() -> false);

    /** Closes both with itself. */
    public ReplicatedDataSource(HikariDataSource database, HikariDataSource replica, ReplicaLag lag) {
        super(database);
        this.database = database;
        this.replica = replica;
        this.lag = lag;
    }

    public ReplicaLag lag() {
        return lag;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return (asksReplica.get() ? replica : database).getConnection();
    }

    /** Transactions that the question begins are the replica's. */
    <T> T onReplica(Supplier<T> question) {
        asksReplica.set(true);
        try {
            return question.get();
        } finally {
            asksReplica.remove();
        }
    }

    @Override
    public void close() {
        replica.close();
        database.close();
    }
}
