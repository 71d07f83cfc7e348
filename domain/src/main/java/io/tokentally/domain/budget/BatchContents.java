package io.tokentally.domain.budget;

import java.util.List;

/**
 * The requests of a batch, added up: of none of them anything else is known any more.
 *
 * @param requests by model and region, at least one of them
 */
public record BatchContents(List<BatchedRequests> requests) implements BatchSource {

    public BatchContents {
        requests = List.copyOf(requests);
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("A batch has requests");
        }
    }
}
