package io.tokentally.adapter.rest;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;

/** There has never been a price for the model. */
final class UnknownModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownModelException(Provider provider, ModelName model) {
        super("There is no price for %s of %s, and there was none. Find the name with /api/v1/prices?model=."
                .formatted(
                        InvalidParameterException.quote(model.value()),
                        InvalidParameterException.quote(provider.value())));
    }
}
