package io.tokentally.adapter.persistence;

import io.tokentally.application.port.out.pricing.PriceEditions;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.PriceBundle;
import io.tokentally.domain.pricing.PriceEdition;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers which bundles the list is to be priced by. */
public final class UsedBundles implements PriceEditions {

    private volatile Map<Integer, String> used = Map.of();

    /** What each holds, by version. */
    public Map<Integer, String> used() {
        return used;
    }

    @Override
    public void use(Map<BundleRelease, byte[]> applied) {
        used = applied.entrySet().stream()
                .collect(Collectors.toMap(
                        bundle -> bundle.getKey().version(),
                        bundle -> new String(bundle.getValue(), StandardCharsets.UTF_8)));
    }

    @Override
    public PriceEdition builtIn() {
        return new PriceEdition(LocalDate.EPOCH, List.of(), List.of());
    }

    @Override
    public Set<String> trustedKeys() {
        return Set.of();
    }

    @Override
    public PriceBundle verify(String name, byte[] content) {
        throw new UnsupportedOperationException("The database verifies nothing");
    }

    @Override
    public PriceBundle reread(String name, byte[] content) {
        throw new UnsupportedOperationException("The database reads nothing");
    }
}
