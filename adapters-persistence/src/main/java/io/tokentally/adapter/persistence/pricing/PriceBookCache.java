package io.tokentally.adapter.persistence.pricing;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.PriceBook;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The books of all organizations that have entered prices, in memory, read and refreshed by one thread of its own. Whoever
 * has entered none pays by the list.
 *
 * <p>While the database is out of reach the books read last count, until they are too old. An organization whose entries make
 * no book has none.
 */
final class PriceBookCache implements PriceBookSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PriceBookCache.class);

    static final String THREAD = "price-books";

    /**
     * What an organization's entries came to.
     *
     * @param list the one that the book lies over
     * @param book absent where the entries make none
     */
    private record Own(
            long revision, PriceBook list, @Nullable PriceBook book) {}

    private final ListPrices listPrices;
    private final StoredPricing stored;
    private final PriceBookOptions options;
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(THREAD).daemon().factory());
    private volatile Map<OrganizationId, Own> own = Map.of();
    private volatile boolean everRead;
    private volatile boolean reachable = true;
    private volatile long readAtNanos;

    private PriceBookCache(ListPrices listPrices, StoredPricing stored, PriceBookOptions options) {
        this.listPrices = listPrices;
        this.stored = stored;
        this.options = options;
    }

    /** A cache that is kept up to date until it is closed, and which holds all books now if the database answers. */
    static PriceBookCache start(ListPrices listPrices, StoredPricing stored, PriceBookOptions options) {
        PriceBookCache cache = new PriceBookCache(listPrices, stored, options);
        long interval = options.refreshInterval().toMillis();
        cache.refresh();
        Future<?> unused =
                cache.reader.scheduleWithFixedDelay(cache::catchUp, interval, interval, TimeUnit.MILLISECONDS);
        return cache;
    }

    @Override
    public Optional<PriceBook> priceBook(OrganizationId organizationId) {
        if (!isReady()) {
            return Optional.empty();
        }
        Own known = own.get(organizationId);
        return known == null ? Optional.of(listPrices.priceBook()) : Optional.ofNullable(known.book());
    }

    @Override
    public boolean isReady() {
        return everRead && System.nanoTime() - readAtNanos < options.maxAge().toNanos();
    }

    /** Takes over what has changed, before it returns if the database answers in time. Not for event loops. */
    void refresh() {
        Duration timeout = options.timeout();
        try {
            reader.submit(this::catchUp).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn("The prices of organizations were not read within {}", timeout);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Reading price books lets no exception out", e);
        } catch (RejectedExecutionException e) {
            LOG.debug("The price books are closed and take nothing over any more");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }

    private void catchUp() {
        try {
            long startedAtNanos = System.nanoTime();
            own = read(own);
            readAtNanos = startedAtNanos;
            everRead = true;
            reachable = true;
        } catch (RuntimeException e) {
            // Whatever it was: an exception would end the schedule.
            unreachable(e);
        }
    }

    private Map<OrganizationId, Own> read(Map<OrganizationId, Own> known) {
        PriceBook list = listPrices.priceBook();
        Map<OrganizationId, Own> fresh = new HashMap<>();
        stored.revisions().forEach((organizationId, revision) -> {
            Own before = known.get(organizationId);
            boolean current = before != null && before.revision() == revision && before.list() == list;
            fresh.put(organizationId, current ? before : read(organizationId, revision, list));
        });
        return Map.copyOf(fresh);
    }

    private Own read(OrganizationId organizationId, long revision, PriceBook list) {
        try {
            return new Own(revision, list, stored.at(organizationId, revision).over(list));
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error(
                    "The prices of organization {} cannot be used, and its calls are not priced. Take back what it entered"
                            + " last; the calls are priced then.",
                    organizationId,
                    e);
            return new Own(revision, list, null);
        }
    }

    private void unreachable(Exception cause) {
        if (reachable) {
            reachable = false;
            LOG.warn(
                    "The prices of organizations are out of reach; those read last count for {}",
                    options.maxAge(),
                    cause);
        }
    }
}
