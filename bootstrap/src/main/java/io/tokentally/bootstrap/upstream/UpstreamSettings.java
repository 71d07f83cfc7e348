package io.tokentally.bootstrap.upstream;

import io.tokentally.bootstrap.upstream.UpstreamProperties.Setting;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.start.StartRefusedException;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.UpstreamPath;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the upstreams out of the settings, and refuses what cannot be. */
final class UpstreamSettings {

    /** What a server speaks that nothing is said of: most speak OpenAI's. */
    private static final String USUAL_PROTOCOL = "openai";

    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,60}");
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /** The gateway answers there itself. */
    private static final String HEALTH = "health";

    private final Map<String, ProviderProtocol> protocols;
    private final Map<String, Setting> settings;
    private final List<FeatureProvider> features;
    private final Function<String, @Nullable String> environment;

    private record Address(URI url, String setting, boolean needsKey) {}

    /** @param environment the value of a property by its name; nothing if it is not set */
    UpstreamSettings(
            List<ProviderProtocol> protocols,
            Map<String, Setting> settings,
            List<FeatureProvider> features,
            Function<String, @Nullable String> environment) {
        this.protocols = protocols.stream()
                .collect(Collectors.toMap(
                        protocol -> protocol.provider().value(),
                        protocol -> protocol,
                        (one, other) -> one,
                        TreeMap::new));
        this.settings = settings;
        this.features = features;
        this.environment = environment;
    }

    /** @throws StartRefusedException if one of them cannot be used */
    Upstreams read() {
        Map<String, Setting> all = new TreeMap<>(settings);
        protocols.keySet().forEach(name -> all.putIfAbsent(name, Setting.EMPTY));
        List<Upstream> upstreams = all.entrySet().stream()
                .map(entry -> upstream(entry.getKey(), entry.getValue()))
                .toList();
        refuseSharedPrefixes(upstreams);
        return new Upstreams(upstreams);
    }

    private Upstream upstream(String name, Setting setting) {
        if (!NAME.matcher(name).matches()) {
            throw new StartRefusedException(
                    "An upstream is named '%s', which is no name of 1 to 60 lower-case letters and digits."
                            .formatted(name),
                    "Rename its settings, for instance to TOKENTALLY_UPSTREAMS_AZURE1_BASEURL.");
        }
        ProviderProtocol protocol = protocol(name, setting);
        Address address = address(name, setting, protocol);
        String prefix = prefix(name, setting);
        return new Upstream(
                new Provider(name),
                protocol.provider(),
                prefix,
                // Clients that are given a version with the provider's own address are given one here.
                "/" + prefix + UpstreamPath.ownVersion(protocol),
                address.url(),
                address.needsKey(),
                prices(name, setting),
                address.setting());
    }

    private ProviderProtocol protocol(String name, Setting setting) {
        String asked = setting.protocol();
        String spoken = asked != null ? asked : protocols.containsKey(name) ? name : USUAL_PROTOCOL;
        ProviderProtocol protocol = protocols.get(spoken);
        if (protocol == null) {
            throw new StartRefusedException(
                    "%s is '%s', a protocol that nobody here speaks.".formatted(variable(name, "PROTOCOL"), spoken),
                    "Set it to one of %s.".formatted(String.join(", ", protocols.keySet())));
        }
        if (protocols.containsKey(name) && !spoken.equals(name)) {
            throw new StartRefusedException(
                    "%s is '%s', but an upstream with the name of a protocol speaks that one."
                            .formatted(variable(name, "PROTOCOL"), spoken),
                    "Leave it out, or give the upstream another name.");
        }
        return protocol;
    }

    private Address address(String name, Setting setting, ProviderProtocol protocol) {
        if (setting.baseUrl() != null) {
            return address(variable(name, "BASEURL"), setting.baseUrl());
        }
        if (!protocols.containsKey(name)) {
            throw new StartRefusedException(
                    "The upstream '%s' has no base URL.".formatted(name),
                    "Set %s, for instance to https://%s.example/v1. Names are letters and digits, without a hyphen or an underscore."
                            .formatted(variable(name, "BASEURL"), name));
        }
        String upper = name.toUpperCase(Locale.ROOT);
        String apart = property("tokentally.gateway." + name + ".base-url");
        if (apart != null) {
            return address("TOKENTALLY_GATEWAY_" + upper + "_BASEURL", apart);
        }
        for (FeatureProvider feature : features) {
            if (feature.provider().value().equals(name) && feature.baseUrl() != null) {
                Address found = address(feature.setting(), feature.baseUrl().toString());
                return new Address(found.url(), found.setting(), !feature.simulated());
            }
        }
        String usual = property(upper + "_BASE_URL");
        if (usual != null) {
            return address(upper + "_BASE_URL", usual);
        }
        URI own = protocol.defaultBaseUrl()
                .orElseThrow(() -> new StartRefusedException(
                        "No upstream speaks the protocol '%s', which names no address of its own.".formatted(name),
                        "Set %s to the provider's address.".formatted(variable(name, "BASEURL"))));
        return new Address(own, variable(name, "BASEURL"), true);
    }

    private @Nullable String property(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** What is refused is not repeated: it may hold a password. */
    private static Address address(String setting, String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw refused(setting, "is no address");
        }
        boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!isHttp || url.getHost() == null) {
            throw refused(setting, "is no http or https address");
        }
        if (url.getRawUserInfo() != null) {
            throw refused(setting, "names a user");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw refused(setting, "has a query or a fragment");
        }
        return new Address(url, setting, true);
    }

    private static StartRefusedException refused(String setting, String why) {
        return new StartRefusedException(
                setting + " " + why + ".",
                "Set it to an address that ends with its path, for instance https://api.openai.com/v1.");
    }

    private String prefix(String name, Setting setting) {
        String prefix = setting.prefix() == null ? name : setting.prefix().replaceAll("^/|/$", "");
        boolean isTaken = prefix.equals(HEALTH)
                || protocols.values().stream()
                        .flatMap(protocol -> protocol.versions().stream())
                        .anyMatch(version -> version.equals("/" + prefix));
        if (!PREFIX.matcher(prefix).matches() || isTaken) {
            throw new StartRefusedException(
                    "The upstream '%s' cannot have the prefix '%s'%s."
                            .formatted(name, prefix, isTaken ? ", which the gateway needs for itself" : ""),
                    "Set %s to one word of lower-case letters, digits and hyphens, for instance azure-1."
                            .formatted(variable(name, "PREFIX")));
        }
        return prefix;
    }

    private @Nullable Provider prices(String name, Setting setting) {
        if (setting.prices() == null) {
            return protocols.containsKey(name) ? new Provider(name) : null;
        }
        try {
            return new Provider(setting.prices());
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "%s is no provider's name: %s.".formatted(variable(name, "PRICES"), e.getMessage()),
                    "Set it to a provider of the price list, for instance openai, or leave it out.",
                    e);
        }
    }

    private static void refuseSharedPrefixes(List<Upstream> upstreams) {
        Map<String, Provider> owners = new HashMap<>();
        for (Upstream upstream : upstreams) {
            Provider other = owners.putIfAbsent(upstream.prefix(), upstream.name());
            if (other != null) {
                throw new StartRefusedException(
                        "The upstreams '%s' and '%s' have the same prefix '%s'."
                                .formatted(other, upstream.name(), upstream.prefix()),
                        "Set %s to another.".formatted(variable(upstream.name().value(), "PREFIX")));
            }
        }
    }

    private static String variable(String name, String what) {
        return "TOKENTALLY_UPSTREAMS_%s_%s".formatted(name.toUpperCase(Locale.ROOT), what);
    }
}
