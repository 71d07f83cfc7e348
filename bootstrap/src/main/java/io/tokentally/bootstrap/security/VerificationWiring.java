package io.tokentally.bootstrap.security;

import io.tokentally.application.port.in.audit.VerifyChainsUseCase;
import io.tokentally.application.port.out.audit.AuditChains;
import io.tokentally.application.port.out.audit.HeadSignatures;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.service.audit.VerifyChainsService;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import org.springframework.context.annotation.Bean;

/**
 * The beans of the command that verifies the audit log. It is no configuration of the application's, which is why it has no
 * annotation that the application would find it by.
 */
public class VerificationWiring {

    @Bean
    HeadSignatures headSignatures(TokentallyProperties properties, MasterKeyRecord record) {
        return new Ed25519Heads(AcceptedMasterKeys.read(properties, record).current());
    }

    @Bean
    VerifyChainsUseCase verifyChains(AuditChains chains, HeadSignatures signatures) {
        return new VerifyChainsService(chains, signatures);
    }
}
