package io.tokentally.bootstrap.command;

import io.tokentally.application.port.in.audit.VerifyChainsUseCase;
import io.tokentally.application.port.out.audit.AuditChains;
import io.tokentally.application.port.out.audit.HeadSignatures;
import io.tokentally.application.service.audit.VerifyChainsService;
import org.springframework.context.annotation.Bean;

/**
 * The beans of the command that verifies the audit log. It is no configuration of the application's, which is why it has no
 * annotation that the application would find it by.
 */
class VerificationWiring {

    @Bean
    VerifyChainsUseCase verifyChains(AuditChains chains, HeadSignatures signatures) {
        return new VerifyChainsService(chains, signatures);
    }
}
