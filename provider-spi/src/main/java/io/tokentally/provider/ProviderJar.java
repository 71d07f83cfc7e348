package io.tokentally.provider;

/**
 * What a jar must have to be found as a provider: a service file that names its {@link ProviderProtocol}, the version of this
 * module that it was written against, and prices if it has any.
 */
public final class ProviderJar {

    /** The version of what is in these packages. It grows when a jar that was written before could no longer run. */
    public static final int SPI_VERSION = 1;

    /** The attribute of a jar's manifest that says which version it needs. */
    public static final String SPI_VERSION_ATTRIBUTE = "Tokentally-Provider-Spi";

    /** The resource with its prices, in the form of a price file; it adds prices of the jar's own providers. */
    public static final String PRICE_FILE = "META-INF/tokentally/prices.json";

    private ProviderJar() {}
}
