package io.tokentally.provider;

import java.net.URI;
import java.util.Objects;

/**
 * What paths at a provider's server begin with.
 *
 * @param basePath ahead of the version
 * @param hasVersions whether the version called follows; else {@code basePath} stands for it
 */
public record UpstreamPath(String basePath, boolean hasVersions) {

    /**
     * An address that ends with a version has all of the protocol's there; without one it stands for any, where the provider's own address
     * has one.
     */
    public static UpstreamPath of(ProviderProtocol protocol, URI baseUrl) {
        String whole = pathOf(baseUrl);
        String version = versionAtEnd(protocol, whole);
        boolean standsForVersion = version.isEmpty() && !ownVersion(protocol).isEmpty();
        return new UpstreamPath(whole.substring(0, whole.length() - version.length()), !standsForVersion);
    }

    /** The version that the provider's own address ends with, so that its SDKs want one in theirs; empty if it has none. */
    public static String ownVersion(ProviderProtocol protocol) {
        return protocol.defaultBaseUrl()
                .map(own -> versionAtEnd(protocol, pathOf(own)))
                .orElse("");
    }

    /** The path of a version there. */
    public String of(String version) {
        return hasVersions ? basePath + version : basePath;
    }

    private static String pathOf(URI address) {
        return Objects.requireNonNullElse(address.getRawPath(), "").replaceAll("/+$", "");
    }

    private static String versionAtEnd(ProviderProtocol protocol, String path) {
        return protocol.versions().stream().filter(path::endsWith).findFirst().orElse("");
    }
}
