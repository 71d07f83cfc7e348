package io.tokentally.application.service.audit;

import io.tokentally.application.port.in.audit.VerifyChainsUseCase;
import io.tokentally.application.port.out.audit.AuditChains;
import io.tokentally.application.port.out.audit.HeadSignatures;
import io.tokentally.domain.audit.ChainCheck;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainLink;
import io.tokentally.domain.audit.ChainVerdict;
import io.tokentally.domain.audit.SignedHead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks all chains against their heads and against what was signed. Entries that come meanwhile are left for the next time:
 * a chain is read as far as its head was when the check began.
 */
public class VerifyChainsService implements VerifyChainsUseCase {

    private static final int PAGE = 1_000;

    private final AuditChains chains;
    private final HeadSignatures signatures;

    public VerifyChainsService(AuditChains chains, HeadSignatures signatures) {
        this.chains = chains;
        this.signatures = signatures;
    }

    @Override
    public List<ChainVerdict> verify(List<SignedHead> signedHeads, List<String> formerKeys) {
        List<String> keys = new ArrayList<>(formerKeys);
        keys.add(signatures.publicKey());
        for (SignedHead head : signedHeads) {
            if (keys.stream().noneMatch(key -> signatures.isSignedBy(key, head))) {
                throw new SignatureUnknownException(head);
            }
        }
        List<ChainHead> signed = signedHeads.stream().map(SignedHead::head).toList();
        return known(signed).stream().map(head -> verify(head, signed)).toList();
    }

    @Override
    public String publicKey() {
        return signatures.publicKey();
    }

    /** Also the chains that are gone altogether, and of which only a signature tells. */
    private Collection<ChainHead> known(List<ChainHead> signed) {
        Map<String, ChainHead> heads = new TreeMap<>();
        signed.forEach(head -> heads.put(head.chain(), ChainHead.none(head.chain())));
        chains.heads().forEach(head -> heads.put(head.chain(), head));
        return heads.values();
    }

    private ChainVerdict verify(ChainHead head, List<ChainHead> signed) {
        ChainCheck check = new ChainCheck(head, signed);
        LinkPages.each(after -> upTo(head.number(), chains.links(head.chain(), after, PAGE)), PAGE, check::accept);
        return check.verdict();
    }

    private static List<ChainLink> upTo(long last, List<ChainLink> links) {
        return links.stream().filter(link -> link.number() <= last).toList();
    }
}
