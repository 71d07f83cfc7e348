package io.tokentally.architecture;

import io.tokentally.architecture.Layout.Layer;
import io.tokentally.architecture.Layout.PortKinds;
import java.util.List;

/** The layout of Tokentally itself, for its own build and as a fork's starting point; without any exemption. */
public final class TokentallyLayout {

    private TokentallyLayout() {}

    /** @param root {@code io.tokentally}, or the package that mirrors it */
    public static Layout.Builder below(String root) {
        return Layout.below(root)
                .layer(Layer.DOMAIN, "domain")
                .layer(Layer.APPLICATION, "application")
                .layer(Layer.IN_PORTS, "application.port.in")
                .layer(Layer.OUT_PORTS, "application.port.out")
                .layer(Layer.SERVICES, "application.service")
                .layer(Layer.SPI, "provider")
                .layer(Layer.WIRE, "provider.wire")
                .layer(Layer.CODEC, "codec")
                .layer(Layer.UI, "ui")
                .layer(Layer.WIRING, "bootstrap")
                .adapter("adapter.openai", "adapter.openai.usage", "adapter.openai.shortlist")
                .adapter("adapter.anthropic")
                .drivingAdapter("adapter.gateway")
                .drivingAdapter("adapter.rest")
                .drivingAdapter("adapter.session")
                .drivenAdapter("adapter.alert")
                .drivenAdapter("adapter.crypto")
                .drivenAdapter("adapter.documents")
                .drivenAdapter("adapter.journal")
                .drivenAdapter("adapter.metrics")
                .drivenAdapter("adapter.persistence")
                .drivenAdapter("adapter.pricefile")
                .drivenAdapter("adapter.usagefile")
                .wireReaders("adapter.openai", "adapter.anthropic")
                .stranger("simulator")
                .other("application.port.kind")
                .other("architecture")
                .other("database")
                .other("tck")
                .other("demo")
                .program("benchmark")
                .program("packing")
                .wiredFromAbove("adapter.gateway")
                .singleFeature("adapter.alert")
                .singleFeature("adapter.anthropic")
                .singleFeature("adapter.crypto")
                .singleFeature("adapter.journal")
                .singleFeature("adapter.metrics")
                .singleFeature("adapter.pricefile")
                .singleFeature("adapter.session")
                .singleFeature("adapter.usagefile")
                .singleFeature("application.port.kind")
                .singleFeature("architecture")
                .singleFeature("codec")
                .singleFeature("database")
                .singleFeature("packing")
                .singleFeature("simulator")
                .vendor(
                        "OpenAI's SDK",
                        "adapter.openai",
                        "a second provider must not meet the first one's types",
                        "com.openai..")
                .vendor(
                        "persistence",
                        "adapter.persistence",
                        "how the ledger is kept is known in one place, where it can be changed",
                        "jakarta.persistence..",
                        "org.hibernate..",
                        "org.springframework.data..",
                        "liquibase..",
                        "org.mapstruct..")
                .vendor(
                        "document parsers",
                        "adapter.documents",
                        "parsers of foreign files are fenced in behind one port, with its limits",
                        "com.ibm.icu..",
                        "org.apache.pdfbox..",
                        "org.apache.poi..",
                        "org.mozilla.universalchardet..")
                .vendor(
                        "SQLite",
                        "adapter.journal",
                        "the ledger is PostgreSQL's; what a process keeps for itself is nobody else's to read",
                        "org.sqlite..")
                .vendor(
                        "Netty",
                        "adapter.gateway",
                        "who counts references and must not block an event loop is known in one place",
                        "io.netty..")
                .vendor("Vaadin", "ui", "nobody but the views needs to know what they are drawn with", "com.vaadin..")
                .portKinds(portKinds(root));
    }

    private static PortKinds portKinds(String root) {
        String kinds = root + ".application.port.kind.";
        String access = root + ".domain.access.";
        return new PortKinds(
                kinds + "ReadsOrganizationData",
                kinds + "ActsForPerson",
                kinds + "SystemPort",
                List.of(
                        access + "Viewer",
                        // A viewer, or somebody who sees the list of prices alone.
                        root + ".application.port.in.pricing.BrowsePricesUseCase$Payer"),
                List.of(access + "Session", access + "ViewerToken", access + "LinkSecret"),
                List.of(
                        access + "Member",
                        access + "Invitation",
                        root + ".domain.audit.AuditEntry",
                        root + ".domain.key.VirtualKey",
                        root + ".domain.key.ProviderKey",
                        root + ".domain.pricing.OrganizationPricing",
                        root + ".domain.repricing.Repricing",
                        root + ".domain.shortlist.Candidate",
                        root + ".domain.summary.UsageSummary",
                        root + ".domain.summary.UsageTotals",
                        root + ".domain.usage.UsageRecord"));
    }
}
