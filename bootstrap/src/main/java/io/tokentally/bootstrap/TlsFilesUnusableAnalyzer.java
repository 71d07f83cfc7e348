package io.tokentally.bootstrap;

import io.tokentally.adapter.gateway.client.TlsFilesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells which files the gateway cannot show itself with, and what they must be. */
class TlsFilesUnusableAnalyzer extends AbstractFailureAnalyzer<TlsFilesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TlsFilesException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ".",
                "TOKENTALLY_GATEWAY_TLS_CERTIFICATE names a PEM file with the certificate and those above it,"
                        + " TOKENTALLY_GATEWAY_TLS_KEY one with its key in PKCS #8, and TOKENTALLY_GATEWAY_TLS_KEYPASSWORD"
                        + " opens the key if it is encrypted. Both files must be readable.",
                cause);
    }
}
