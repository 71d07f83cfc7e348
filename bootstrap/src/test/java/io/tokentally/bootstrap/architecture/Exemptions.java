package io.tokentally.bootstrap.architecture;

import io.tokentally.architecture.Layout;
import java.util.Map;

/** What a rule lets pass, by its name below the root package, and why. What is not needed must go from here. */
final class Exemptions {

    /** Methods of the system's own ports that hand out an organization's data. */
    private static final Map<String, String> HANDED_OUT_BY_THE_SYSTEM = Map.of(
            "application.port.out.audit.AuditChains.passOn",
                    "passes the log on to the output that the installation's owner has chosen",
            "application.port.out.key.KeyDirectory.find", "finds out who calls, of which nobody looks at anything");

    /** What of the wiring knows an adapter of a provider. */
    private static final Map<String, String> NAMES_A_PROVIDER = Map.of(
            "bootstrap.configuration.AdaptersConfiguration",
            "takes in the analyst of the AI features, which is OpenAI's",
            "bootstrap.configuration.OpenAiWiring",
            "tells the analyst where OpenAI is",
            "bootstrap.configuration.ServedModelsWiring",
            "says where OpenAI is asked for the ends of its models, which others do not tell by API");

    /** Driven adapters that use an in-port. */
    private static final Map<String, String> DRIVEN_WITH_A_USE_CASE = Map.of(
            "adapter.openai.shortlist.StructuredChat",
            "says whose its calls are, as whoever calls a metered client does");

    /** Public classes of adapters that are no configuration. */
    private static final Map<String, String> PUBLIC_IN_ADAPTERS = Map.ofEntries(
            Map.entry("adapter.alert.AlertHookOptions", "what bootstrap configures"),
            Map.entry("adapter.crypto.AcceptedKeysConfiguration", "what commands are wired with"),
            Map.entry("adapter.crypto.MasterKeyOptions", "what bootstrap configures"),
            Map.entry("adapter.journal.JournalOptions", "what bootstrap configures"),
            Map.entry("adapter.gateway.GatewayStartException", "bootstrap tells what to do about it"),
            Map.entry("adapter.gateway.options.GatewayOptions", "what bootstrap configures"),
            Map.entry("adapter.gateway.options.GatewayShares", "what bootstrap configures"),
            Map.entry("adapter.gateway.GatewayState", "what bootstrap tells health by"),
            Map.entry("adapter.gateway.client.TlsFilesException", "bootstrap tells what to do about it"),
            Map.entry("adapter.openai.models.ServedModelsOptions", "what bootstrap configures"),
            Map.entry("adapter.openai.OpenAiOptions", "what bootstrap or a host application configures"),
            Map.entry("adapter.pricefile.PriceFiles", "what bootstrap configures"),
            Map.entry("adapter.pricefile.PriceBundleOptions", "what bootstrap configures"),
            Map.entry("adapter.pricefile.PriceBundleWriter", "what a command publishes bundles with"),
            Map.entry("adapter.persistence.pricing.AppliedBundlesConfiguration", "what a command is wired with"),
            Map.entry("adapter.persistence.setup.DatabaseNotPreparedException", "bootstrap tells what to do about it"),
            Map.entry("adapter.persistence.replica.ReplicaLag", "bootstrap has it measured, and shows it"),
            Map.entry("adapter.persistence.replica.ReplicatedDataSource", "bootstrap connects to both with it"),
            Map.entry("adapter.persistence.setup.DatabaseSetup", "bootstrap prepares the database that it started"),
            Map.entry("adapter.persistence.setup.RoleConnections", "what bootstrap's pools sign in by"),
            Map.entry("adapter.persistence.setup.RoleLogin", "what bootstrap prepares the database with"),
            Map.entry("adapter.persistence.setup.TaggingOfPastCalls", "bootstrap runs it beside the application"),
            Map.entry("adapter.persistence.setup.UsageMonths", "bootstrap has it make room ahead"),
            Map.entry("adapter.persistence.setup.UsageMove", "bootstrap runs it beside the application"),
            Map.entry("adapter.persistence.budget.BudgetOptions", "what bootstrap configures"),
            Map.entry("adapter.persistence.key.KeyDirectoryOptions", "what bootstrap configures"),
            Map.entry("adapter.rest.CredentialRefusedException", "what bootstrap's security refuses with"),
            Map.entry("adapter.rest.ArchivedCalls", "what bootstrap's archive of calls is written as"),
            Map.entry("adapter.rest.ApiAddress", "what bootstrap configures"),
            Map.entry("adapter.rest.ExportOptions", "what bootstrap configures"),
            Map.entry("adapter.rest.SignInOptions", "what bootstrap configures"),
            Map.entry("adapter.session.CurrentSessions", "bootstrap's security asks it at each request"),
            Map.entry("adapter.session.PageOrganization", "what bootstrap configures"),
            Map.entry("adapter.session.SignedInPerson", "what bootstrap's security leaves for the viewer"),
            Map.entry("adapter.rest.ProblemAccessDeniedHandler", "bootstrap's security answers with it"),
            Map.entry("adapter.rest.ProblemAuthenticationEntryPoint", "bootstrap's security answers with it"));

    /** Classes of bootstrap that may use Vaadin. */
    private static final Map<String, String> VAADIN_OUTSIDE_UI =
            Map.of("bootstrap.security.SecurityConfiguration", "guards the views, by Vaadin's own configurer");

    /** Classes that may write to the standard streams. */
    private static final Map<String, String> STANDARD_STREAMS = Map.of(
            "bootstrap.audit.AuditSetup", "an audit output that was asked for there, in lines of JSON and nothing else",
            "bootstrap.start.StartConfiguration",
                    "the address and the sign-ins are for whoever started it, not for the log",
            "bootstrap.command.CommandLine", "a command answers to whoever called it, not to the log",
            "bootstrap.TokentallyApplication", "a jar for other machines says so before there is a log",
            "simulator.OpenAiSimulatorMain", "a program of its own, which tells where it listens");

    /** Classes of the core that compute with floating point. */
    private static final Map<String, String> FLOATING_POINT = Map.of(
            "domain.performance.SlowdownSearch", "compares times by their logarithms, and no money",
            "domain.performance.StudentT", "tells probabilities",
            "domain.forecast.DailyModel", "estimates how a row of days goes on",
            "domain.forecast.CostForecaster", "estimates, and says so; what was spent stays exact");

    private Exemptions() {}

    /** The layout with them. */
    static Layout.Builder from(Layout.Builder layout) {
        return layout.exempt("systemPortsHandOutNoOrganizationData", HANDED_OUT_BY_THE_SYSTEM)
                .exempt("bootstrapNamesNoProvider", NAMES_A_PROVIDER)
                .exempt("drivenAdaptersCallNoUseCase", DRIVEN_WITH_A_USE_CASE)
                .exempt("adapterClassesAreHidden", PUBLIC_IN_ADAPTERS)
                .exempt("vendorsStayInTheirAdapters", VAADIN_OUTSIDE_UI)
                .exempt("coreUsesNoFloatingPoint", FLOATING_POINT)
                .exempt("coreComputesNoFloatingPoint", FLOATING_POINT)
                .exempt("nothingPrintsToStandardStreams", STANDARD_STREAMS);
    }
}
