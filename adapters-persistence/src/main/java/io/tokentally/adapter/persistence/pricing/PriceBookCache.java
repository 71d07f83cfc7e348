package io.tokentally.adapter.persistence.pricing;

import io.tokentally.adapter.persistence.refresh.RefreshedSnapshot;
import io.tokentally.adapter.persistence.refresh.RefreshedSnapshot.Contents;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.PriceBook;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
    private final Runnable list;
    private final PriceBookOptions options;
    private final RefreshedSnapshot<Map<OrganizationId, Own>> own;

    private PriceBookCache(ListPrices listPrices, StoredPricing stored, Runnable list, PriceBookOptions options) {
        this.listPrices = listPrices;
        this.stored = stored;
        this.list = list;
        this.options = options;
        this.own = new RefreshedSnapshot<>(
                new Contents("The prices of organizations", THREAD, options.maxAge()), Map.of(), this::read);
    }

    /** A cache that is kept up to date until it is closed, and which holds all books now if the database answers. */
    static PriceBookCache start(ListPrices listPrices, StoredPricing stored, PriceBookOptions options) {
        return start(listPrices, stored, () -> {}, options);
    }

    /** @param list brings the list up to date before each reading, and throws what a database throws if that cannot be */
    static PriceBookCache start(ListPrices listPrices, StoredPricing stored, Runnable list, PriceBookOptions options) {
        PriceBookCache cache = new PriceBookCache(listPrices, stored, list, options);
        cache.refresh();
        cache.own.refreshEvery(options.refreshInterval());
        return cache;
    }

    @Override
    public Optional<PriceBook> priceBook(OrganizationId organizationId) {
        if (!isReady()) {
            return Optional.empty();
        }
        Own known = own.latest().get(organizationId);
        return known == null ? Optional.of(listPrices.priceBook()) : Optional.ofNullable(known.book());
    }

    @Override
    public boolean isReady() {
        return own.isCurrent();
    }

    /** Takes over what has changed, before it returns if the database answers in time. Not for event loops. */
    void refresh() {
        own.refresh(options.timeout());
    }

    @Override
    public void close() {
        own.close();
    }

    private Map<OrganizationId, Own> read(Map<OrganizationId, Own> known) {
        this.list.run();
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
}
