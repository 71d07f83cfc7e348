package io.tokentally.application.port.in.alert;

import io.tokentally.application.port.kind.SystemPort;

/** Looks at what is to come: models that end, and budgets that are forecast to be passed. Several instances may do so at the same time. */
@SystemPort("compares what is to come with what owners said, and shows it to nobody but whom they told to tell")
public interface WatchOutlooksUseCase {

    /** Looks once, and returns how many alerts that made. */
    long look();
}
