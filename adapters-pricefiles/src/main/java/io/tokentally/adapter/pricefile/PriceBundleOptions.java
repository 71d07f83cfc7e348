package io.tokentally.adapter.pricefile;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where price bundles come from, and whose are taken.
 *
 * @param trustedKeys Ed25519 public keys, each as X.509 in Base64; without one no bundle is taken
 * @param folder where bundles are laid
 * @param address that one is fetched from; absent for none
 */
public record PriceBundleOptions(
        List<String> trustedKeys, Path folder, @Nullable URI address) {

    public PriceBundleOptions {
        trustedKeys = trustedKeys.stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
        TrustedKeys unused = TrustedKeys.of(trustedKeys);
        if (address != null
                && (!"https".equals(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT))
                        || address.getHost() == null
                        || address.getUserInfo() != null)) {
            throw new IllegalArgumentException(
                    "Price bundles are fetched from an address such as https://prices.example/bundle.zip, without a name or password in it.");
        }
    }
}
