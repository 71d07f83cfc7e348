package io.tokentally.bootstrap.provider;

import io.tokentally.adapter.pricefile.PriceFiles;
import io.tokentally.domain.metering.Provider;
import io.tokentally.provider.ProviderProtocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The protocols of all providers, by the order in which they were found, and the plug-ins that brought some of them. */
public final class InstalledProviders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledProviders.class);

    private final List<ProviderProtocol> builtIn;
    private final List<Plugin> plugins;

    private InstalledProviders(List<ProviderProtocol> builtIn, List<Plugin> plugins) {
        this.builtIn = builtIn;
        this.plugins = plugins;
    }

    /**
     * Finds the providers of the class path, and those of the jars in a folder. A jar that cannot be used is left out, which the log
     * tells.
     *
     * @param folder need not exist
     * @throws io.tokentally.domain.start.StartRefusedException if others than the user can put jars into the folder
     */
    public static InstalledProviders load(Path folder) {
        List<ProviderProtocol> builtIn =
                ServiceLoader.load(ProviderProtocol.class, ProviderProtocol.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        List<Plugin> plugins = new ArrayList<>();
        for (Path jar : PluginFolder.jars(folder)) {
            try {
                Plugin plugin = Plugin.load(jar, names(builtIn, plugins));
                plugins.add(plugin);
                LOG.info("The plug-in {} (SHA-256 {}) brings {}", jar, plugin.sha256(), plugin.names());
            } catch (PluginRefusedException e) {
                LOG.error("The plug-in {} is left out: {}", jar, e.getMessage());
            }
        }
        return new InstalledProviders(builtIn, List.copyOf(plugins));
    }

    private static Set<Provider> names(List<ProviderProtocol> builtIn, List<Plugin> plugins) {
        return Stream.concat(
                        builtIn.stream().map(ProviderProtocol::provider),
                        plugins.stream().flatMap(plugin -> plugin.names().stream()))
                .collect(Collectors.toSet());
    }

    public List<ProviderProtocol> protocols() {
        return Stream.concat(builtIn.stream(), plugins.stream().flatMap(plugin -> plugin.protocols().stream()))
                .toList();
    }

    /** The price files of plug-ins. */
    public List<PriceFiles.Added> addedPrices() {
        return plugins.stream().flatMap(plugin -> plugin.prices().stream()).toList();
    }

    @Override
    public void close() {
        plugins.forEach(Plugin::close);
    }
}
