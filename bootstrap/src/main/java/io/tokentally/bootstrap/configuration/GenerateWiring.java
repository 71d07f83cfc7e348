package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.crypto.CryptoConfiguration;
import io.tokentally.adapter.persistence.access.AccessConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The beans of the command that generates usage: ledger, price books and accounts as the application has them. It is no
 * configuration of the application's, which is why it has no annotation that the application would find it by.
 */
@Import({AccessConfiguration.class, CryptoConfiguration.class, PostingWiring.class})
public class GenerateWiring {}
