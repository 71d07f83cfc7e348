package io.tokentally.adapter.persistence.budget;

import io.tokentally.application.port.out.budget.BatchFiles;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.metering.Provider;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Files for batches, of which the last ones told or asked about are in memory. All are written, and others read, on a thread of its own, as
 * the metering role, which may ask for a file by its name and sees no list of them. What cannot be written is known here alone.
 */
final class KnownBatchFiles implements BatchFiles, AutoCloseable {

    static final String THREAD = "batch-files";

    /** Longer than providers keep a file for a batch unless they are told to. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final int MAX_WAITING = 256;
    private static final long IDLE_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(KnownBatchFiles.class);

    private final JdbcTemplate metering;
    private final int most;
    private final LinkedHashMap<Named, BatchContents> known = new LinkedHashMap<>();
    private final ThreadPoolExecutor database = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name(THREAD + "-", 0).daemon().factory());

    private record Named(OrganizationId organization, Provider provider, BatchFile file) {}

    /** @param most that are kept in memory */
    KnownBatchFiles(JdbcTemplate metering, int most) {
        this.metering = metering;
        this.most = most;
        database.allowCoreThreadTimeOut(true);
    }

    @Override
    public void keep(OrganizationId organization, Provider provider, BatchFile file, BatchContents contents) {
        Named named = new Named(organization, provider, file);
        remember(named, contents);
        try {
            database.execute(() -> write(named, contents));
        } catch (RejectedExecutionException e) {
            LOG.warn("Other instances will not know what is in a file for a batch: {} wait already", MAX_WAITING);
        }
    }

    private void write(Named named, BatchContents contents) {
        try {
            metering.query(
                    "SELECT keep_batch_file(?, ?, ?, ?::jsonb, ?::interval)",
                    row -> {},
                    named.organization().value(),
                    named.provider().value(),
                    named.file().id(),
                    BatchContentsJson.write(contents),
                    KEPT.toString());
        } catch (DataAccessException e) {
            LOG.warn("Other instances will not know what is in a file for a batch", e);
        }
    }

    private synchronized void remember(Named named, BatchContents contents) {
        known.putIfAbsent(named, contents);
        if (known.size() > most) {
            known.pollFirstEntry();
        }
    }

    private synchronized @Nullable BatchContents known(Named named) {
        return known.get(named);
    }

    @Override
    public CompletableFuture<Optional<BatchContents>> find(
            OrganizationId organization, Provider provider, BatchFile file) {
        Named named = new Named(organization, provider, file);
        BatchContents here = known(named);
        if (here != null) {
            return CompletableFuture.completedFuture(Optional.of(here));
        }
        Supplier<Optional<BatchContents>> reading = () -> read(named);
        try {
            return CompletableFuture.supplyAsync(reading, database);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Optional<BatchContents> read(Named named) {
        Optional<BatchContents> found = Optional.ofNullable(DataAccessUtils.singleResult(metering.queryForList(
                        "SELECT requests_of_batch_file(?, ?, ?)::text",
                        String.class,
                        named.organization().value(),
                        named.provider().value(),
                        named.file().id())))
                .map(BatchContentsJson::read);
        found.ifPresent(contents -> remember(named, contents));
        return found;
    }

    @Override
    public void close() {
        database.shutdownNow();
    }
}
