package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the price list knows of shutdowns, beside what the provider tells of the models that it lists. Models that it does not
 * list are not compared: an account sees those alone that it may call.
 *
 * @param models how many the provider lists
 * @param told whether it tells of any day; if not, as other servers of its protocol, there is nothing to compare
 * @param differences by name
 */
public record ShutdownComparison(Provider provider, int models, boolean told, List<Difference> differences) {

    /**
     * A model whose day is not the same in both; one of the days is there.
     *
     * @param listed the day in the price list
     * @param told the day that the provider tells
     */
    public record Difference(
            ModelName model,
            @Nullable LocalDate listed,
            @Nullable LocalDate told) {}

    public ShutdownComparison {
        differences = List.copyOf(differences);
    }

    public static ShutdownComparison of(Provider provider, List<ServedModel> served, PriceBook list) {
        boolean told = served.stream().anyMatch(model -> model.shutDown() != null);
        List<Difference> differences = new ArrayList<>();
        if (told) {
            for (ServedModel model : served) {
                LocalDate listed = list.lifecycleOf(provider, model.name())
                        .map(ModelLifecycle::shutDown)
                        .orElse(null);
                if (!Objects.equals(listed, model.shutDown())) {
                    differences.add(new Difference(model.name(), listed, model.shutDown()));
                }
            }
            differences.sort(
                    Comparator.comparing(difference -> difference.model().value()));
        }
        return new ShutdownComparison(provider, served.size(), told, differences);
    }
}
