package io.tokentally.adapter.persistence.pricing;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.PriceBook;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Keeps the books of the organizations that make calls at hand, and reads them from one thread of its own.
 *
 * <p>While the database is out of reach, and where what is stored cannot be used, an organization keeps the book it had, or
 * the list if it had none. Such calls can be priced again later: what they used is in their records.
 */
final class PriceBooks implements PriceBookSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PriceBooks.class);

    static final String THREAD = "price-books";

    private static final long NEVER_READ = -1;

    /** A book, and the list and the revision of the organization's entries that it was made of. */
    private record Known(PriceBook book, PriceBook list, long revision) {

        Known orNewer(Known other) {
            return other.revision >= revision ? other : this;
        }
    }

    private final ListPrices listPrices;
    private final StoredPricing stored;
    private final PriceBookOptions options;
    private final Map<OrganizationId, Known> known;
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(THREAD).daemon().factory());
    private volatile boolean reachable = true;

    private PriceBooks(ListPrices listPrices, StoredPricing stored, PriceBookOptions options) {
        this.listPrices = listPrices;
        this.stored = stored;
        this.options = options;
        this.known = Collections.synchronizedMap(new LeastRecentlyUsed(options.organizations()));
    }

    /** Books that are kept up to date until they are closed. */
    static PriceBooks start(ListPrices listPrices, StoredPricing stored, PriceBookOptions options) {
        PriceBooks books = new PriceBooks(listPrices, stored, options);
        long interval = options.refreshInterval().toMillis();
        Future<?> unused =
                books.reader.scheduleWithFixedDelay(books::catchUp, interval, interval, TimeUnit.MILLISECONDS);
        return books;
    }

    @Override
    public PriceBook priceBook(OrganizationId organizationId) {
        Known at = known.get(organizationId);
        return at == null ? first(organizationId) : at.book();
    }

    /** Takes over what has changed, before it returns if the database answers in time. */
    void refresh(OrganizationId organizationId) {
        await(organizationId, () -> read(organizationId));
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }

    private PriceBook first(OrganizationId organizationId) {
        if (reachable) {
            await(organizationId, () -> {
                // Many calls may have asked at once.
                if (!known.containsKey(organizationId)) {
                    read(organizationId);
                }
            });
        }
        PriceBook list = listPrices.priceBook();
        return known.merge(organizationId, new Known(list, list, NEVER_READ), (at, other) -> at)
                .book();
    }

    private void await(OrganizationId organizationId, Runnable reading) {
        try {
            reader.submit(reading).get(options.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            unreachable(e);
        } catch (RejectedExecutionException e) {
            LOG.debug("The books are closed; {} keeps the one it has", organizationId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void catchUp() {
        try {
            // A copy, since looking one up would make it one that was asked for.
            Map<OrganizationId, Known> before = Map.copyOf(known);
            if (!before.isEmpty()) {
                Map<OrganizationId, Long> revisions = stored.revisions(before.keySet());
                before.forEach((organizationId, at) -> {
                    if (at.list() != listPrices.priceBook()
                            || !Long.valueOf(at.revision()).equals(revisions.get(organizationId))) {
                        read(organizationId);
                    }
                });
            }
            reachable = true;
        } catch (RuntimeException e) {
            // Whatever it was: an exception would end the schedule.
            unreachable(e);
        }
    }

    private void read(OrganizationId organizationId) {
        PriceBook list = listPrices.priceBook();
        long revision = stored.revision(organizationId);
        known.merge(organizationId, new Known(bookAt(organizationId, list, revision), list, revision), Known::orNewer);
        reachable = true;
    }

    private PriceBook bookAt(OrganizationId organizationId, PriceBook list, long revision) {
        if (revision == 0) {
            return list;
        }
        try {
            return stored.at(organizationId, revision).over(list);
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error(
                    "The prices of organization {} cannot be used, and its calls are priced as before. Take back what it"
                            + " entered last, and price the calls again.",
                    organizationId,
                    e);
            Known at = known.get(organizationId);
            return at == null ? list : at.book();
        }
    }

    private void unreachable(Exception cause) {
        if (reachable) {
            reachable = false;
            LOG.warn("The prices of organizations are out of reach; calls are priced by those known last", cause);
        }
    }

    /** In the order of use. */
    private static final class LeastRecentlyUsed extends LinkedHashMap<OrganizationId, Known> {

        private static final long serialVersionUID = 1L;

        private final int capacity;

        LeastRecentlyUsed(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<OrganizationId, Known> eldest) {
            return size() > capacity;
        }
    }
}
