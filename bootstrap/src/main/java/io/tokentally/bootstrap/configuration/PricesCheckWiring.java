package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.persistence.pricing.AppliedBundlesConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The beans of the command that compares the price list with its provider: the same list as the application's, and the same
 * upstream. It is no configuration of the application's, which is why it has no annotation that the application would find it
 * by.
 */
@Import({AppliedBundlesConfiguration.class, ListedPricesWiring.class, ServedModelsWiring.class})
public class PricesCheckWiring {}
