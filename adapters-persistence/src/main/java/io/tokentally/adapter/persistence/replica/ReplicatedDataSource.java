package io.tokentally.adapter.persistence.replica;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections to the database, and, for questions that are asked of it, to its replica: so both are used by the same adapters. */
public final class ReplicatedDataSource extends DelegatingDataSource implements Closeable {

    private final DataSource database;
    private final DataSource replica;
    private final List<Closeable> both;
    private final ReplicaLag lag;
    private final ThreadLocal<Boolean> asksReplica = ThreadLocal.withInitial(() -> false);

    /** Closes both with itself. */
    public <P extends DataSource & Closeable> ReplicatedDataSource(P database, P replica, ReplicaLag lag) {
        super(database);
        this.database = database;
        this.replica = replica;
        this.both = List.of(replica, database);
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
    public void close() throws IOException {
        for (Closeable each : both) {
            each.close();
        }
    }
}
