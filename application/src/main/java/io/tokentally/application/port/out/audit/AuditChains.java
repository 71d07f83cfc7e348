package io.tokentally.application.port.out.audit;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainLink;
import java.util.List;
import java.util.function.Consumer;

/** All chains of the installation, as its owner reads them: for checking, signing and passing them on. */
@SystemPort("checks, signs and passes on for whoever runs the installation")
public interface AuditChains {

    /** The head of each chain, by name. */
    List<ChainHead> heads();

    /** The entries after that number in their order. */
    List<ChainLink> links(String chain, long after, int limit);

    /**
     * Hands over each entry that the output has not had, in the order of its chain, and remembers how far that was once the
     * consumer returns: at least once each.
     */
    void passOn(String output, Consumer<List<AuditEntry>> sink);
}
