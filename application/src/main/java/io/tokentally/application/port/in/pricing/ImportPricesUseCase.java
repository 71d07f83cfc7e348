package io.tokentally.application.port.in.pricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ImportReview;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceMap;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;

/** An owner takes a public price map in. */
@ReadsOrganizationData
public interface ImportPricesUseCase {

    /**
     * Reads a map and changes nothing.
     *
     * @throws io.tokentally.domain.pricing.PriceRefusedException if the file cannot be used
     */
    Preview preview(Viewer viewer, PriceMapFile file);

    /**
     * Enters what is new or changed in it and believed, all or nothing, and returns how many versions that were.
     *
     * @param providers whose prices are taken; none means all
     * @throws io.tokentally.domain.pricing.PriceRefusedException if the prices contradict each other
     */
    int apply(Viewer viewer, PriceMap map, Set<Provider> providers, String reason);

    /**
     * Takes everything back that one import entered.
     *
     * @param importedAt as {@link io.tokentally.domain.pricing.PriceImport#at()} tells it
     * @return how many versions that were
     * @throws io.tokentally.domain.pricing.PriceRefusedException if there is no such import, or nothing of it is left
     */
    int takeBack(Viewer viewer, Instant importedAt, String reason);

    /**
     * @param name for messages and the audit trail
     * @param validFrom from when the prices count
     */
    record PriceMapFile(PriceMap.Format format, String name, InputStream content, Instant validFrom) {}

    /**
     * @param map all that was read
     * @param book what the organization pays by now
     */
    record Preview(PriceMap map, PriceBook book) {

        /**
         * What would be taken of it.
         *
         * @param providers whose prices are taken; none means all
         */
        public ImportReview review(Set<Provider> providers) {
            return ImportReview.of(book, map.of(providers));
        }
    }
}
