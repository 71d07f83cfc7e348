package io.tokentally.bootstrap.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** All rules, by name. A rule that is not here is not checked, and one that has no fixture fails a test. */
final class ArchitectureRules {

    private ArchitectureRules() {}

    static Map<String, ArchRule> of(Layout layout) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("domainUsesOnlyTheJdk", LayerRules.domainUsesOnlyTheJdk(layout));
        rules.put("applicationUsesOnlyTheDomain", LayerRules.applicationUsesOnlyTheDomain(layout));
        rules.put("inPortsKnowOnlyTheDomain", LayerRules.inPortsKnowOnlyTheDomain(layout));
        rules.put("outPortsKnowOnlyTheDomain", LayerRules.outPortsKnowOnlyTheDomain(layout));
        rules.put("adaptersKnowOnlyTheCore", LayerRules.adaptersKnowOnlyTheCore(layout));
        rules.put("adaptersStayApart", LayerRules.adaptersStayApart(layout));
        rules.put("providerSpiKnowsOnlyTheDomain", LayerRules.providerSpiKnowsOnlyTheDomain(layout));
        rules.put("codecKnowsOnlyTheDomain", LayerRules.codecKnowsOnlyTheDomain(layout));
        rules.put("coreKnowsNoProvider", LayerRules.coreKnowsNoProvider(layout));
        rules.put("wireIsForProvidersOnly", LayerRules.wireIsForProvidersOnly(layout));
        rules.put("uiKnowsOnlyUseCases", LayerRules.uiKnowsOnlyUseCases(layout));
        rules.put("simulatorKnowsNothingOfOurs", LayerRules.simulatorKnowsNothingOfOurs(layout));

        rules.put("openAiStaysInItsAdapter", VendorRules.openAiStaysInItsAdapter(layout));
        rules.put("persistenceLibrariesStayInTheirAdapter", VendorRules.persistenceLibrariesStayInTheirAdapter(layout));
        rules.put("documentLibrariesStayInTheirAdapter", VendorRules.documentLibrariesStayInTheirAdapter(layout));
        rules.put("sqliteStaysInTheJournal", VendorRules.sqliteStaysInTheJournal(layout));
        rules.put("nettyStaysInTheGateway", VendorRules.nettyStaysInTheGateway(layout));
        rules.put("vaadinStaysInTheUi", VendorRules.vaadinStaysInTheUi(layout));

        rules.put("coreAsksNoClock", CoreRules.coreAsksNoClock(layout));
        rules.put("coreUsesNoFloatingPoint", CoreRules.coreUsesNoFloatingPoint(layout));
        rules.put("coreUsesTimesThatNameTheirZone", CoreRules.coreUsesTimesThatNameTheirZone(layout));

        rules.put("readingPortsTakeAViewerFirst", PortRules.readingPortsTakeAViewerFirst(layout));
        rules.put("transactionsBeginInServices", PortRules.transactionsBeginInServices(layout));
        rules.put("featuresFormNoCycles", FeatureRules.featuresFormNoCycles(layout));
        rules.put("gatewayIsWiredFromAbove", FeatureRules.gatewayIsWiredFromAbove(layout));

        rules.put("viewsAreNamedView", ViewRules.viewsAreNamedView(layout));
        rules.put("viewsAreGuarded", ViewRules.viewsAreGuarded(layout));
        rules.put("viewsHaveATitle", ViewRules.viewsHaveATitle(layout));

        rules.put("packagesAreNullMarked", CodeRules.packagesAreNullMarked(layout));
        rules.put("adapterClassesAreHidden", CodeRules.adapterClassesAreHidden(layout));
        rules.put("namesSayWhatAClassDoes", CodeRules.namesSayWhatAClassDoes(layout));
        rules.put("nothingIsInjectedIntoFields", CodeRules.nothingIsInjectedIntoFields(layout));
        rules.put("nothingPrintsToStandardStreams", CodeRules.nothingPrintsToStandardStreams(layout));
        rules.put("logsGoThroughSlf4j", CodeRules.logsGoThroughSlf4j(layout));
        return Collections.unmodifiableMap(rules);
    }
}
