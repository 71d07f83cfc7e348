package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.notification.NotificationSender;
import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.usage.UsageRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Posts records, connected as the metering role, which may hand them to the owner's function and neither read nor write any table
 * of usage.
 *
 * <p>A post is a transaction of its own, with one statement for each organization, in their order, so that no two writers wait for
 * each other. Roll-ups are brought up to date by that statement, from the rows that it really added: a record that is there already,
 * in the table or twice in the collection, changes neither.
 */
final class JdbcUsageLedger implements UsageLedger {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcUsageLedger.class);

    private final JdbcTemplate metering;
    private final TransactionOperations transactions;
    private final NotificationSender notifications;

    JdbcUsageLedger(DataSource metering, NotificationSender notifications) {
        this.metering = new JdbcTemplate(metering);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(metering));
        this.notifications = notifications;
    }

    /** @throws RecordsRejectedException if the database will never take them */
    @Override
    public void post(Collection<UsageRecord> usageRecords) {
        if (usageRecords.isEmpty()) {
            return;
        }
        try {
            // First, for the records are posted once more if they are not posted now, and what is remembered stays.
            remember(usageRecords);
            SortedMap<String, List<UsageRecord>> byOrganization = byOrganization(usageRecords);
            transactions.executeWithoutResult(status -> byOrganization.forEach(this::post));
            notifications.announce(byOrganization.keySet());
        } catch (DataAccessException e) {
            throw refusalOr(e);
        }
    }

    private static SortedMap<String, List<UsageRecord>> byOrganization(Collection<UsageRecord> usageRecords) {
        return usageRecords.stream()
                .collect(Collectors.groupingBy(
                        call -> call.attribution().organizationId().value(), TreeMap::new, Collectors.toList()));
    }

    private void post(String organization, List<UsageRecord> usageRecords) {
        PostedCalls calls = new PostedCalls(organization, usageRecords);
        List<UUID> others =
                metering.query(PostedCalls.POST, calls::fill, (row, number) -> row.getObject(1, UUID.class));
        for (UUID other : others) {
            LOG.warn(
                    "A call came again with other contents; the ledger keeps the first: {} of organization {}",
                    other,
                    organization);
        }
    }

    private void remember(Collection<UsageRecord> usageRecords) {
        List<String> organizations = new ArrayList<>();
        List<String> providers = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<UUID> keys = new ArrayList<>();
        for (UsageRecord call : usageRecords) {
            for (MadeResource made : call.made()) {
                organizations.add(call.attribution().organizationId().value());
                providers.add(call.provider().value());
                ids.add(made.id());
                keys.add(made.owner().value());
            }
        }
        if (!ids.isEmpty()) {
            JdbcClient.create(metering)
                    .sql("SELECT public.remember_resources(?, ?, ?, ?)")
                    .params(
                            organizations.toArray(String[]::new),
                            providers.toArray(String[]::new),
                            ids.toArray(String[]::new),
                            keys.toArray(UUID[]::new))
                    .query()
                    .singleRow();
        }
    }

    /**
     * Of the classes of SQLSTATE, 22 (data exception) and 23 (integrity violation) speak of the records themselves; and what is sealed
     * stays so.
     */
    private static RuntimeException refusalOr(DataAccessException failure) {
        if (DatabaseRefusal.isSealed(failure)) {
            return new RecordsRejectedException("its organization's usage of that time is sealed", failure);
        }
        String state = sqlState(failure);
        if (state != null && (state.startsWith("22") || state.startsWith("23"))) {
            return new RecordsRejectedException(reason(failure, state), failure);
        }
        return failure;
    }

    private static @Nullable String sqlState(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException cause ? cause.getSQLState() : null;
    }

    /** The database's own message may repeat values; the state and the constraint name what is wrong without them. */
    private static String reason(DataAccessException failure, String state) {
        ServerErrorMessage message =
                failure.getMostSpecificCause() instanceof PSQLException cause ? cause.getServerErrorMessage() : null;
        String constraint = message == null ? null : message.getConstraint();
        return constraint == null ? "SQLSTATE " + state : "SQLSTATE " + state + ", constraint " + constraint;
    }
}
