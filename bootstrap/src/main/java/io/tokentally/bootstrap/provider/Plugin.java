package io.tokentally.bootstrap.provider;

import io.tokentally.adapter.pricefile.PriceFiles;
import io.tokentally.domain.metering.Provider;
import io.tokentally.provider.ProviderJar;
import io.tokentally.provider.ProviderProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A jar with protocols of providers, in a class loader of its own. */
final class Plugin implements AutoCloseable {

    /** As upstreams are named: the provider's own upstream has its name. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,60}");

    private static final Pattern VERSION = Pattern.compile("/[a-z0-9.-]+");

    private final URLClassLoader loader;
    private final String sha256;
    private final List<ProviderProtocol> protocols;
    private final PriceFiles.@Nullable Added prices;

    private Plugin(
            URLClassLoader loader, String sha256, List<ProviderProtocol> protocols, PriceFiles.@Nullable Added prices) {
        this.loader = loader;
        this.sha256 = sha256;
        this.protocols = protocols;
        this.prices = prices;
    }

    /**
     * @param taken the providers that are there already
     * @throws PluginRefusedException if the jar cannot be used
     */
    static Plugin load(Path jar, Set<Provider> taken) {
        URLClassLoader loader = null;
        boolean loaded = false;
        try {
            String sha256 = sha256(Files.readAllBytes(jar));
            requireVersion(jar);
            loader = new URLClassLoader(
                    "plug-in " + jar.getFileName(),
                    new URL[] {jar.toUri().toURL()},
                    new SharedClasses(ProviderProtocol.class.getClassLoader()));
            List<ProviderProtocol> protocols = ServiceLoader.load(ProviderProtocol.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            if (protocols.isEmpty()) {
                throw new PluginRefusedException(
                        "it names no provider. Name its protocol in META-INF/services/%s."
                                .formatted(ProviderProtocol.class.getName()),
                        null);
            }
            requireUsable(protocols, taken);
            Plugin plugin = new Plugin(loader, sha256, protocols, prices(jar, loader, protocols));
            loaded = true;
            return plugin;
        } catch (IOException | UncheckedIOException e) {
            throw new PluginRefusedException("it cannot be read as a jar: %s. Copy it anew.".formatted(e), e);
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginRefusedException(
                    "its classes cannot be loaded: %s. It must bring along what it uses besides the JDK, Jackson and the provider SPI."
                            .formatted(e),
                    e);
        } catch (PluginRefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PluginRefusedException("it fails: %s. Ask its author.".formatted(e), e);
        } finally {
            if (!loaded && loader != null) {
                close(loader);
            }
        }
    }

    private static void requireVersion(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String version =
                    manifest == null ? null : manifest.getMainAttributes().getValue(ProviderJar.SPI_VERSION_ATTRIBUTE);
            if (!String.valueOf(ProviderJar.SPI_VERSION).equals(version)) {
                throw new PluginRefusedException(
                        "it was made for version %s of the provider SPI, and this is version %d. Its manifest says so in %s. Get one that was made for this version."
                                .formatted(
                                        version == null ? "unknown" : version,
                                        ProviderJar.SPI_VERSION,
                                        ProviderJar.SPI_VERSION_ATTRIBUTE),
                        null);
            }
        }
    }

    private static void requireUsable(List<ProviderProtocol> protocols, Set<Provider> taken) {
        if (names(protocols).size() < protocols.size()) {
            throw new PluginRefusedException("it brings the same provider twice. Ask its author.", null);
        }
        for (ProviderProtocol protocol : protocols) {
            Provider name = protocol.provider();
            if (taken.contains(name)) {
                throw new PluginRefusedException(
                        "it brings the provider '%s', which is there already. Remove one of them.".formatted(name),
                        null);
            }
            if (!NAME.matcher(name.value()).matches()) {
                throw new PluginRefusedException(
                        "it calls its provider '%s', which is no name of 1 to 60 lower-case letters and digits. Ask its author."
                                .formatted(name),
                        null);
            }
            if (protocol.versions().isEmpty()
                    || !protocol.versions().stream()
                            .allMatch(version -> VERSION.matcher(version).matches())) {
                throw new PluginRefusedException(
                        "the versions of '%s' are %s, of which each should be a slash and a word. Ask its author."
                                .formatted(name, protocol.versions()),
                        null);
            }
        }
    }

    private static PriceFiles.@Nullable Added prices(Path jar, URLClassLoader loader, List<ProviderProtocol> protocols)
            throws IOException {
        URL file = loader.findResource(ProviderJar.PRICE_FILE);
        if (file == null) {
            return null;
        }
        try (InputStream content = file.openStream()) {
            return new PriceFiles.Added(jar + "!" + ProviderJar.PRICE_FILE, content.readAllBytes(), names(protocols));
        }
    }

    private static Set<Provider> names(List<ProviderProtocol> protocols) {
        return protocols.stream().map(ProviderProtocol::provider).collect(Collectors.toSet());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    String sha256() {
        return sha256;
    }

    List<ProviderProtocol> protocols() {
        return protocols;
    }

    Set<Provider> names() {
        return names(protocols);
    }

    Optional<PriceFiles.Added> prices() {
        return Optional.ofNullable(prices);
    }

    @Override
    public void close() {
        close(loader);
    }

    private static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The class loader of a plug-in cannot be closed", e);
        }
    }
}
