package io.tokentally.bootstrap;

import io.tokentally.adapter.gateway.GatewayStartException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells where the gateway cannot listen, and how to let it listen elsewhere. */
class GatewayNotStartedAnalyzer extends AbstractFailureAnalyzer<GatewayStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, GatewayStartException cause) {
        return new FailureAnalysis(
                "%s: %s.".formatted(cause.getMessage(), rootFailure.getMessage()),
                "Set TOKENTALLY_GATEWAY_PORT to another port (0 takes a free one), or TOKENTALLY_GATEWAY_ADDRESS to an address of this machine; TOKENTALLY_GATEWAY_ENABLED=false does without the gateway.",
                cause);
    }
}
