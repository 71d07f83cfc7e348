package io.tokentally.ui.key;

import io.tokentally.domain.key.KeyPolicy;
import java.util.List;
import java.util.Set;

/** The ways of using a key that have a name. */
enum KeyPreset {
    /** Calls models, and uses its own files, batches, responses and conversations. */
    OWN,
    /** Calls models. */
    MODELS,
    /** Does whatever the provider's account can. */
    EVERYTHING,
    /** Does what its rules say, one by one. */
    RULES;

    static final List<KeyPreset> FOR_MEMBERS = List.of(OWN, MODELS, RULES);
    static final List<KeyPreset> FOR_OWNERS = List.of(values());

    static KeyPreset of(KeyPolicy policy) {
        KeyPolicy anything =
                policy.only(Set.of(), List.of(), Set.of()).tellingBudgets(false).limitingOutput(null);
        if (policy.unrestricted()) {
            return EVERYTHING;
        }
        return anything.equals(KeyPolicy.STANDARD) ? OWN : anything.equals(KeyPolicy.MODELS) ? MODELS : RULES;
    }
}
