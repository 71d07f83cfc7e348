package io.tokentally.bootstrap.audit;

import io.tokentally.application.port.out.audit.AuditChains;
import io.tokentally.application.port.out.audit.HeadSignatures;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the signed heads of audit chains that have grown to the log. Kept away from the database, these lines show a chain
 * that has lost its end, or was written anew.
 */
final class HeadLog {

    private static final Logger LOG = LoggerFactory.getLogger(HeadLog.class);

    private final AuditChains chains;
    private final HeadSignatures signatures;
    private final Map<String, Long> logged = new ConcurrentHashMap<>();

    HeadLog(AuditChains chains, HeadSignatures signatures) {
        this.chains = chains;
        this.signatures = signatures;
    }

    /** Logs each chain's head once. */
    void write() {
        chains.heads().stream()
                .filter(head -> logged.getOrDefault(head.chain(), 0L) < head.number())
                .forEach(head -> {
                    LOG.info("{}", signatures.sign(head).line());
                    logged.put(head.chain(), head.number());
                });
    }
}
