package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.Provider;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a public price map says, in our terms.
 *
 * @param source where the map comes from
 * @param offers at most one for a model on a tier at an instant
 * @param remarks what of its prices could not be taken over, or is suspect
 */
public record PriceMap(String source, List<Offer> offers, List<Remark> remarks) {

    /** The forms in which prices come. */
    public enum Format {
        /** The form of the built-in book. */
        TOKENTALLY,
        /** https://github.com/pydantic/genai-prices, {@code prices/data.json}, versions 1 and 2. */
        GENAI_PRICES,
        /** https://github.com/BerriAI/litellm, {@code model_prices_and_context_window.json}. */
        LITELLM
    }

    /**
     * A place in a map.
     *
     * @param provider whose prices stand there; absent where the entry does not say
     * @param entry its name, for instance {@code openai/gpt-4o}
     * @param line the one that it begins on
     */
    public record Place(@Nullable Provider provider, String entry, int line) {}

    /** What an entry says a model costs. */
    public record Offer(Place place, PriceTerms terms) {}

    /**
     * Something that was left out or is suspect.
     *
     * @param what the field or the rule that is not understood, or the price that is not believed
     */
    public record Remark(Place place, String what) {}

    public PriceMap {
        offers = List.copyOf(offers);
        remarks = List.copyOf(remarks);
    }

    /** The part that speaks of these providers, remarks among it; of none means of all. */
    public PriceMap of(Set<Provider> providers) {
        return providers.isEmpty()
                ? this
                : new PriceMap(
                        source,
                        offers.stream()
                                .filter(offer ->
                                        providers.contains(offer.terms().provider()))
                                .toList(),
                        remarks.stream()
                                .filter(remark -> remark.place().provider() != null
                                        && providers.contains(remark.place().provider()))
                                .toList());
    }
}
