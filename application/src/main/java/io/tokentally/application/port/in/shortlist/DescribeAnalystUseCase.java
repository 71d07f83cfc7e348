package io.tokentally.application.port.in.shortlist;

import io.tokentally.domain.metering.ModelName;

/** Somebody wants to know who reads the résumés. */
public interface DescribeAnalystUseCase {

    AnalystDescription describe();

    /**
     * Who reads.
     *
     * @param simulated whether a simulator stands in for the provider, because there is no key
     */
    record AnalystDescription(ModelName model, boolean simulated) {}
}
