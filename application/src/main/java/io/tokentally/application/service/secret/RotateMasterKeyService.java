package io.tokentally.application.service.secret;

import io.tokentally.application.port.in.secret.RotateMasterKeyUseCase;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.MasterMarks;
import io.tokentally.application.port.out.secret.SealUnreadableException;
import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SealedSecrets.KeptSecret;
import io.tokentally.application.port.out.secret.SecretSealing;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Seals secrets anew, pass by pass, until nothing is left that could be. */
public class RotateMasterKeyService implements RotateMasterKeyUseCase {

    private final SecretSealing sealing;
    private final SealedSecrets secrets;
    private final MasterKeyRecord record;

    public RotateMasterKeyService(SecretSealing sealing, SealedSecrets secrets, MasterKeyRecord record) {
        this.sealing = sealing;
        this.secrets = secrets;
        this.record = record;
    }

    @Override
    public Outcome rotate() {
        int resealed = 0;
        Set<KeptSecret> unreadable = new HashSet<>();
        List<KeptSecret> outdated = outdated();
        // What is stored while a pass is under way is found by the next.
        while (!unreadable.containsAll(outdated)) {
            for (KeptSecret kept : outdated) {
                try {
                    resealed += reseal(kept) ? 1 : 0;
                } catch (SealUnreadableException e) {
                    unreadable.add(kept);
                }
            }
            outdated = outdated();
        }
        List<String> left =
                outdated.stream().map(kept -> kept.place().toString()).toList();
        if (left.isEmpty()) {
            forgetPrevious();
        }
        record.noteRotation(resealed, left.size());
        return new Outcome(resealed, left);
    }

    private List<KeptSecret> outdated() {
        return secrets.all().stream()
                .filter(kept -> !sealing.isCurrent(kept.sealed()))
                .toList();
    }

    private boolean reseal(KeptSecret kept) {
        byte[] secret = sealing.open(kept.place(), kept.sealed());
        try {
            return secrets.replace(kept, sealing.seal(kept.place(), secret));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private void forgetPrevious() {
        Optional<MasterMarks> marks = record.marks();
        marks.ifPresent(
                known -> record.replace(marks, new MasterMarks(known.current(), Optional.empty(), Optional.empty())));
    }
}
