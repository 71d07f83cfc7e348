package io.tokentally.domain.audit;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks an audit chain, entry by entry in their order: {@link #accept} each, then ask for the {@link #verdict}. Not for
 * several threads.
 */
public final class ChainCheck {

    private final ChainHead head;
    private final TreeMap<Long, String> signed = new TreeMap<>();
    private long number;
    private String hash = ChainHash.NONE;
    private long erased;
    private ChainVerdict.@Nullable Broken broken;

    /**
     * @param head what the database says is the last entry
     * @param signedHeads what was signed of this chain before, by whom the caller has checked
     */
    public ChainCheck(ChainHead head, Collection<ChainHead> signedHeads) {
        this.head = head;
        signedHeads.stream()
                .filter(known -> known.chain().equals(head.chain()) && known.number() > 0)
                .forEach(known -> {
                    String other = signed.putIfAbsent(known.number(), known.hash());
                    if (other != null && !other.equals(known.hash()) && broken == null) {
                        broken =
                                new ChainVerdict.Broken(head.chain(), known.number(), ChainVerdict.Fault.NOT_AS_SIGNED);
                    }
                });
    }

    /** Takes the next entry. */
    public void accept(ChainLink link) {
        if (broken != null) {
            return;
        }
        if (link.number() != number + 1) {
            fail(number + 1, link.number() > number ? ChainVerdict.Fault.MISSING : ChainVerdict.Fault.OUT_OF_ORDER);
        } else if (!link.chain().equals(head.chain()) || !link.previousHash().equals(hash)) {
            fail(link.number(), ChainVerdict.Fault.OUT_OF_ORDER);
        } else if (!ChainHash.of(link).equals(link.hash())) {
            fail(link.number(), ChainVerdict.Fault.CHANGED);
        } else if (!isPersonalTextAsWritten(link)) {
            fail(link.number(), ChainVerdict.Fault.PERSONAL_TEXT_CHANGED);
        } else if (!signed.getOrDefault(link.number(), link.hash()).equals(link.hash())) {
            fail(link.number(), ChainVerdict.Fault.NOT_AS_SIGNED);
        }
        number = link.number();
        hash = link.hash();
        erased += link.digestOf().size() - link.personal().size();
    }

    /** What the entries came to, once there are no more. */
    public ChainVerdict verdict() {
        if (broken == null) {
            long last = signed.isEmpty() ? head.number() : Math.max(head.number(), signed.lastKey());
            if (number < last) {
                fail(number + 1, ChainVerdict.Fault.MISSING);
            } else if (number > head.number()) {
                fail(head.number() + 1, ChainVerdict.Fault.BEYOND_HEAD);
            } else if (!hash.equals(head.hash())) {
                fail(number, ChainVerdict.Fault.CHANGED);
            }
        }
        return broken == null ? new ChainVerdict.Intact(head, erased) : broken;
    }

    private void fail(long where, ChainVerdict.Fault fault) {
        broken = new ChainVerdict.Broken(head.chain(), where, fault);
    }

    private static boolean isPersonalTextAsWritten(ChainLink link) {
        return link.personal().entrySet().stream().allMatch(text -> isAsWritten(link.digestOf(), text));
    }

    private static boolean isAsWritten(Map<String, String> digests, Map.Entry<String, SaltedText> text) {
        return ChainHash.ofPersonal(text.getKey(), text.getValue()).equals(digests.get(text.getKey()));
    }
}
