package io.tokentally.domain.change;

import java.util.Comparator;

/**
 * What serves calls, as reports name it.
 *
 * @param model by its exact name
 */
public record ModelOnTier(String provider, String model, String serviceTier) {

    public static final Comparator<ModelOnTier> ORDER = Comparator.comparing(ModelOnTier::provider)
            .thenComparing(ModelOnTier::model)
            .thenComparing(ModelOnTier::serviceTier);
}
