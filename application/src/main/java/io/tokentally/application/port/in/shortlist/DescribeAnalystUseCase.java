package io.tokentally.application.port.in.shortlist;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.metering.ModelName;

/** Somebody wants to know who reads the résumés. */
@SystemPort("names the model, which is nobody's data")
public interface DescribeAnalystUseCase {

    AnalystDescription describe();

    /**
     * Who reads.
     *
     * @param simulated whether a simulator stands in for the provider, because there is no key
     */
    record AnalystDescription(ModelName model, boolean simulated) {}
}
