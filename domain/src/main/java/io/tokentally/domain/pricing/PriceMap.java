package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.Provider;
import java.util.List;
import java.util.Set;

/**
 * What a public price map says, in our terms.
 *
 * @param source where the map comes from
 * @param terms at most one for a model on a tier at an instant
 * @param remarks what of the map could not be taken over
 */
public record PriceMap(String source, List<PriceTerms> terms, List<Remark> remarks) {

    /** The forms in which prices come. */
    public enum Format {
        /** The form of the built-in book. */
        TOKENTALLY,
        /** https://github.com/pydantic/genai-prices, {@code prices/data.json}, version 2. */
        GENAI_PRICES,
        /** https://github.com/BerriAI/litellm, {@code model_prices_and_context_window.json}. */
        LITELLM
    }

    /**
     * Something that was left out.
     *
     * @param where the entry, for instance {@code openai/gpt-4o}
     * @param what the field or the rule that is not understood
     */
    public record Remark(String where, String what) {}

    public PriceMap {
        terms = List.copyOf(terms);
        remarks = List.copyOf(remarks);
    }

    /** The part that speaks of these providers; of none means of all. Every remark stays. */
    public PriceMap of(Set<Provider> providers) {
        return providers.isEmpty()
                ? this
                : new PriceMap(
                        source,
                        terms.stream()
                                .filter(offered -> providers.contains(offered.provider()))
                                .toList(),
                        remarks);
    }
}
