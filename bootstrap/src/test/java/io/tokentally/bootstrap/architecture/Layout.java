package io.tokentally.bootstrap.architecture;

import java.util.List;

/**
 * Which layer lives in which package, below a root: that of the product, or that of a fixture which mirrors it.
 *
 * @param root the package above all layers, for instance {@code io.tokentally}
 */
record Layout(String root) {

    static final Layout PRODUCT = new Layout("io.tokentally");

    private static final List<String> MODULES = List.of(
            "domain",
            "application.port.in",
            "application.port.out",
            "application.service",
            "provider",
            "codec",
            "adapter.openai",
            "adapter.anthropic",
            "adapter.gateway",
            "adapter.documents",
            "adapter.journal",
            "adapter.persistence",
            "adapter.pricefile",
            "adapter.rest",
            "ui",
            "simulator",
            "bootstrap");

    /** The package of each module, and of each floor of the application. */
    List<String> modules() {
        return MODULES.stream().map(module -> root + "." + module).toList();
    }

    /** That package and all below it, as ArchUnit writes it. */
    String in(String relativePackage) {
        return root + "." + relativePackage + "..";
    }

    /** The core: what must stay true whichever framework comes or goes. */
    String[] core() {
        return new String[] {in("domain"), in("application")};
    }

    String everything() {
        return root + "..";
    }

    /** The name as the product's own classes have it, for lists of exemptions. */
    String relative(String fullName) {
        return fullName.startsWith(root + ".") ? fullName.substring(root.length() + 1) : fullName;
    }
}
