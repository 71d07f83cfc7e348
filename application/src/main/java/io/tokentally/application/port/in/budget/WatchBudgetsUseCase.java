package io.tokentally.application.port.in.budget;

import io.tokentally.application.port.kind.SystemPort;

/** An installation looks at how budgets stand, to tell it as metrics. */
@SystemPort("asked by the installation itself, and hands nothing back")
public interface WatchBudgetsUseCase {

    /** Looks once. */
    void watch();
}
