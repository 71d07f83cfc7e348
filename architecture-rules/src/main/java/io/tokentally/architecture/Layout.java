package io.tokentally.architecture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which layer lives in which package, whose libraries belong where, and what rules let pass by name. Packages are relative to
 * the root; a layer that is not named has no rules.
 */
public final class Layout {

    private final Builder parts;

    private Layout(Builder parts) {
        this.parts = parts;
    }

    /** @param root the package above all layers, for instance {@code com.example.shop} */
    public static Builder below(String root) {
        return new Builder(root);
    }

    String root() {
        return parts.root;
    }

    /** That package and all below it, as ArchUnit writes it. */
    String in(String relativePackage) {
        return parts.root + "." + relativePackage + "..";
    }

    String everything() {
        return parts.root + "..";
    }

    String[] allIn(Collection<String> relativePackages) {
        return relativePackages.stream().map(this::in).toArray(String[]::new);
    }

    /** The layer's package, where the layout has such a layer. */
    Optional<String> packageOf(Layer layer) {
        return Optional.ofNullable(parts.layers.get(layer));
    }

    /** The packages of those of the layers that the layout has. */
    List<String> packagesOf(Layer... layers) {
        return Stream.of(layers).flatMap(layer -> packageOf(layer).stream()).toList();
    }

    /** The core: what must stay true whichever framework comes or goes. */
    List<String> core() {
        return packagesOf(Layer.DOMAIN, Layer.APPLICATION);
    }

    /** The package of each adapter. */
    Set<String> adapters() {
        return parts.adapters;
    }

    Set<String> driving() {
        return parts.driving;
    }

    Set<String> driven() {
        return parts.driven;
    }

    Set<String> wireReaders() {
        return parts.wireReaders;
    }

    Set<String> strangers() {
        return parts.strangers;
    }

    Set<String> programs() {
        return parts.programs;
    }

    Set<String> wiredFromAbove() {
        return parts.wiredFromAbove;
    }

    Set<String> singleFeatures() {
        return parts.singleFeatures;
    }

    List<Vendor> vendors() {
        return parts.vendors;
    }

    Optional<PortKinds> portKinds() {
        return Optional.ofNullable(parts.portKinds);
    }

    /** Every package that holds classes of a module, without the root: what lies in none of them is nowhere. */
    List<String> modules() {
        Set<String> modules = new LinkedHashSet<>();
        Stream.of(Layer.values())
                .filter(layer -> layer != Layer.WIRE)
                .filter(layer ->
                        layer != Layer.APPLICATION || packagesOf(Layer.SERVICES).isEmpty())
                .flatMap(layer -> packageOf(layer).stream())
                .forEach(modules::add);
        modules.addAll(parts.adapters);
        modules.addAll(parts.strangers);
        modules.addAll(parts.others);
        return List.copyOf(modules);
    }

    /** What the rule lets pass, by its name below the root, and why. */
    Map<String, String> exemptions(String rule) {
        return parts.exemptions.getOrDefault(rule, Map.of());
    }

    Map<String, Map<String, String>> exemptions() {
        return parts.exemptions;
    }

    boolean isExempt(String rule, String fullName) {
        return exemptions(rule).containsKey(relative(fullName));
    }

    /** The same layout, with nothing let pass under that name. */
    Layout without(String rule, String name) {
        Builder copy = parts.copy();
        Map<String, String> left = new LinkedHashMap<>(exemptions(rule));
        left.remove(name);
        copy.exemptions.put(rule, left);
        return new Layout(copy);
    }

    /** The name below the root, as lists of exemptions have it. */
    String relative(String fullName) {
        return fullName.startsWith(parts.root + ".") ? fullName.substring(parts.root.length() + 1) : fullName;
    }

    /** The layers that rules know by their task. */
    public enum Layer {
        /** Records and pure functions, on the JDK alone. */
        DOMAIN,
        /** Everything between the domain and the adapters; the three below are its floors. */
        APPLICATION,
        IN_PORTS,
        OUT_PORTS,
        SERVICES,
        /** What plugs of one kind, such as providers, are written against. */
        SPI,
        /** The tools for those plugs, inside the SPI's package. */
        WIRE,
        /** How records are written where adapters keep them. */
        CODEC,
        UI,
        /** The application's own wiring, which may use everything. */
        WIRING
    }

    /**
     * A library that is used in one place.
     *
     * @param name as messages call it
     * @param home the package that may use it
     * @param reason why it is kept there
     * @param packages of the library, as ArchUnit writes them
     */
    public record Vendor(String name, String home, String reason, List<String> packages) {

        public Vendor {
            packages = List.copyOf(packages);
        }
    }

    /**
     * How ports tell whose data they hand out. All types are named in full.
     *
     * @param organization annotation of ports, or of methods, that take a viewer first
     * @param personal annotation of those that take a proof of who asks first
     * @param system annotation of those that nobody looks through, with the reason as its value
     * @param viewers the types that say who looks
     * @param proofs the types that prove who asks
     * @param data the types that are an organization's data
     */
    public record PortKinds(
            String organization,
            String personal,
            String system,
            List<String> viewers,
            List<String> proofs,
            List<String> data) {

        public PortKinds {
            viewers = List.copyOf(viewers);
            proofs = List.copyOf(proofs);
            data = List.copyOf(data);
        }
    }

    /** Puts a layout together. */
    public static final class Builder {

        private final String root;
        private final Map<Layer, String> layers = new LinkedHashMap<>();
        private final Set<String> adapters = new LinkedHashSet<>();
        private final Set<String> driving = new LinkedHashSet<>();
        private final Set<String> driven = new LinkedHashSet<>();
        private final Set<String> wireReaders = new LinkedHashSet<>();
        private final Set<String> strangers = new LinkedHashSet<>();
        private final Set<String> others = new LinkedHashSet<>();
        private final Set<String> programs = new LinkedHashSet<>();
        private final Set<String> wiredFromAbove = new LinkedHashSet<>();
        private final Set<String> singleFeatures = new LinkedHashSet<>();
        private final List<Vendor> vendors = new ArrayList<>();
        private final Map<String, Map<String, String>> exemptions = new LinkedHashMap<>();
        private @Nullable PortKinds portKinds;

        private Builder(String root) {
            if (root.isBlank()) {
                throw new IllegalArgumentException("The layout needs a root package, not '%s'.".formatted(root));
            }
            this.root = root;
        }

        public Builder layer(Layer layer, String relativePackage) {
            layers.put(layer, relativePackage);
            return this;
        }

        /** An adapter that plugs into nothing but the SPI, as one of a provider does. */
        public Builder adapter(String relativePackage) {
            adapters.add(relativePackage);
            return this;
        }

        /** An adapter that calls use cases. */
        public Builder drivingAdapter(String relativePackage) {
            driving.add(relativePackage);
            return adapter(relativePackage);
        }

        /** An adapter that the core calls through out-ports. */
        public Builder drivenAdapter(String relativePackage) {
            driven.add(relativePackage);
            return adapter(relativePackage);
        }

        /** An adapter that does both, each in a package of its own. */
        public Builder adapter(String relativePackage, String drivingPackage, String drivenPackage) {
            driving.add(drivingPackage);
            driven.add(drivenPackage);
            return adapter(relativePackage);
        }

        /** Those packages may use the SPI's tools. */
        public Builder wireReaders(String... relativePackages) {
            wireReaders.addAll(List.of(relativePackages));
            return this;
        }

        /** A module that uses none of ours, and proves something by that. */
        public Builder stranger(String relativePackage) {
            strangers.add(relativePackage);
            return this;
        }

        /** A module that no rule speaks of by name, such as a tool. */
        public Builder other(String relativePackage) {
            others.add(relativePackage);
            return this;
        }

        /** A module of programs that are no part of the application: they may print, and use any library. */
        public Builder program(String relativePackage) {
            programs.add(relativePackage);
            return other(relativePackage);
        }

        /** The root of that module wires its inner packages, which do not use it. */
        public Builder wiredFromAbove(String relativePackage) {
            wiredFromAbove.add(relativePackage);
            return this;
        }

        /** That module is one feature, and has no packages below its own. */
        public Builder singleFeature(String relativePackage) {
            singleFeatures.add(relativePackage);
            return this;
        }

        /** The library of those packages, as ArchUnit writes them, is used in {@code home} alone. */
        public Builder vendor(String name, String home, String reason, String... packages) {
            vendors.add(new Vendor(name, home, reason, List.of(packages)));
            return this;
        }

        public Builder portKinds(PortKinds kinds) {
            portKinds = kinds;
            return this;
        }

        /**
         * Lets one thing pass.
         *
         * @param rule the rule's name
         * @param name of a class, or of a method as {@code Class.method}, below the root
         * @param reason why
         */
        public Builder exempt(String rule, String name, String reason) {
            exemptions.computeIfAbsent(rule, any -> new LinkedHashMap<>()).put(name, reason);
            return this;
        }

        /** Lets several things pass, each with its reason. */
        public Builder exempt(String rule, Map<String, String> reasons) {
            reasons.forEach((name, reason) -> exempt(rule, name, reason));
            return this;
        }

        public Layout build() {
            return new Layout(copy());
        }

        private Builder copy() {
            Builder copy = new Builder(root);
            copy.layers.putAll(layers);
            copy.adapters.addAll(adapters);
            copy.driving.addAll(driving);
            copy.driven.addAll(driven);
            copy.wireReaders.addAll(wireReaders);
            copy.strangers.addAll(strangers);
            copy.others.addAll(others);
            copy.programs.addAll(programs);
            copy.wiredFromAbove.addAll(wiredFromAbove);
            copy.singleFeatures.addAll(singleFeatures);
            copy.vendors.addAll(vendors);
            exemptions.forEach((rule, reasons) -> copy.exemptions.put(rule, new LinkedHashMap<>(reasons)));
            copy.portKinds = portKinds;
            return copy;
        }
    }
}
