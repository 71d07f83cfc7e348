package io.tokentally.application.port.in.alert;

import io.tokentally.application.port.kind.SystemPort;

/** Looks at all rules, and raises what is crossed. Several instances may do so at the same time. */
@SystemPort("compares sums with what owners said, and shows them to nobody but whom they told to tell")
public interface EvaluateAlertRulesUseCase {

    /** Looks once, and returns how many alerts that made. */
    long evaluate();
}
