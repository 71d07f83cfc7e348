package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A model that a provider lists itself.
 *
 * @param shutDown the first day on which it does not answer any more, as the provider tells; absent where it tells none
 */
public record ServedModel(ModelName name, @Nullable LocalDate shutDown) {}
