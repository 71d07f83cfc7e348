package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.MasterMarks;
import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.start.StartRefusedException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the secrets that an installation keeps open under the master keys that it is started with. A start that could not
 * open some is refused; one that can takes the current master key over, and sees to it that there is a hashing key.
 */
final class MasterKeyAcceptance {

    private static final String LOST = " If it is lost, so are the keys: run TRUNCATE virtual_keys, virtual_key_uses,"
            + " provider_keys as the schema's owner, and make and store new ones.";

    private final MasterKeyRecord record;
    private final SealedSecrets secrets;
    private final HashingKeys hashingKeys;

    MasterKeyAcceptance(MasterKeyRecord record, SealedSecrets secrets, HashingKeys hashingKeys) {
        this.record = record;
        this.secrets = secrets;
        this.hashingKeys = hashingKeys;
    }

    /**
     * Takes the master keys over.
     *
     * @param source where the current one comes from, for the message
     * @throws StartRefusedException if there are secrets that open under neither
     */
    void accept(MasterKeys masterKeys, SecretSealing sealing, String source) {
        Optional<MasterMarks> known = record.marks();
        while (true) {
            refuseUnreadable(masterKeys, known, source);
            if (record.replace(known, wanted(masterKeys, known))) {
                break;
            }
            known = record.marks();
        }
        removeHashingKeysOfNobody(masterKeys);
        prepareHashingKeys(masterKeys, known, sealing);
    }

    /** A hashing key that no virtual key is known by binds nobody to its master key. */
    private void removeHashingKeysOfNobody(MasterKeys masterKeys) {
        boolean unreadable = secrets.all().stream()
                .filter(kept -> kept.place().purpose().equals(HashingKeys.PURPOSE))
                .anyMatch(kept -> SealForm.of(kept.sealed()).masterAmong(masterKeys) == null);
        if (unreadable) {
            hashingKeys.removeUnused();
        }
    }

    private void refuseUnreadable(MasterKeys masterKeys, Optional<MasterMarks> known, String source) {
        boolean namelessOpen = known.flatMap(MasterMarks::nameless)
                .map(mark -> masterKeys.marked(mark) != null)
                .orElse(true);
        boolean hashingKeysCount = hashingKeys.isAnyUsed();
        Map<String, Long> unreadable = secrets.all().stream()
                .filter(kept -> hashingKeysCount || !kept.place().purpose().equals(HashingKeys.PURPOSE))
                .filter(kept -> switch (SealForm.of(kept.sealed()).kind()) {
                    case NAMED -> SealForm.of(kept.sealed()).masterAmong(masterKeys) == null;
                    case NAMELESS -> !namelessOpen;
                    // It opens under no master key: its organization is told so, and the others go on.
                    case DAMAGED -> false;
                })
                .collect(Collectors.groupingBy(kept -> kept.place().purpose(), TreeMap::new, Collectors.counting()));
        if (hashingKeys.isFirstDerived() && !namelessOpen) {
            unreadable.merge(HashingKeys.PURPOSE, 1L, Long::sum);
        }
        if (unreadable.isEmpty()) {
            return;
        }
        throw new StartRefusedException(
                "The keys in this database were made under another master key than %s%s. Under it are still sealed: %s."
                        .formatted(
                                source,
                                masterKeys.previous() == null ? "" : " and the previous one",
                                unreadable.entrySet().stream()
                                        .map(entry -> entry.getKey() + " × " + entry.getValue())
                                        .collect(Collectors.joining(", "))),
                "Set TOKENTALLY_MASTER_KEY to that one, the same for every instance on this database; or, where it is being"
                        + " replaced, set TOKENTALLY_MASTER_KEY_PREVIOUS to it until './tokentally rotate-master' says that it"
                        + " is needed no more." + LOST);
    }

    private static MasterMarks wanted(MasterKeys masterKeys, Optional<MasterMarks> known) {
        String current = masterKeys.current().mark();
        Optional<String> previous = known.flatMap(marks -> marks.current().equals(current)
                ? marks.previous()
                : Optional.of(marks.current()).filter(mark -> masterKeys.marked(mark) != null));
        Optional<String> nameless = known.flatMap(MasterMarks::nameless)
                .filter(mark ->
                        mark.equals(current) || previous.filter(mark::equals).isPresent());
        return new MasterMarks(current, previous, nameless);
    }

    private void prepareHashingKeys(MasterKeys masterKeys, Optional<MasterMarks> known, SecretSealing sealing) {
        if (hashingKeys.isFirstDerived()) {
            MasterKey master =
                    known.flatMap(MasterMarks::nameless).map(masterKeys::marked).orElse(masterKeys.current());
            hashingKeys.sealFirst(
                    sealing.seal(HashingKeys.place(1), FirstSealForm.hashingKey(Objects.requireNonNull(master))));
        } else if (hashingKeys.current().isEmpty()) {
            hashingKeys.addFirst(HashingKeys.random(sealing, new SecureRandom(), 1));
        }
    }
}
