package io.tokentally.application.port.out.budget;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.metering.Provider;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What requests the files have that organizations keep at providers for batches, as it was read when they were sent. What was told or asked
 * lately is in memory; the rest is where all installations find it. No method waits for anything.
 */
@SystemPort("asked when a batch is made, for whoever makes it")
public interface BatchFiles {

    /** Keeps nothing, and knows nothing. */
    BatchFiles NONE = new BatchFiles() {
        @Override
        public void keep(OrganizationId organization, Provider provider, BatchFile file, BatchContents contents) {}

        @Override
        public CompletableFuture<Optional<BatchContents>> find(
                OrganizationId organization, Provider provider, BatchFile file) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    };

    /** Keeps it. What is known of a file stays as it is, since no file changes. */
    void keep(OrganizationId organization, Provider provider, BatchFile file, BatchContents contents);

    /**
     * What is known of a file that the organization has sent itself.
     *
     * @return fails if nobody can tell at the moment
     */
    CompletableFuture<Optional<BatchContents>> find(OrganizationId organization, Provider provider, BatchFile file);
}
