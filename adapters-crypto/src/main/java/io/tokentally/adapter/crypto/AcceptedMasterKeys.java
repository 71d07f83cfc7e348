package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.MasterMarks;
import io.tokentally.domain.start.StartRefusedException;

/** The master keys of the settings, for a command: those that the application was started with, and no others. */
final class AcceptedMasterKeys {

    private AcceptedMasterKeys() {}

    /** @throws StartRefusedException if there is none, or the application was not started with the current one yet */
    static MasterKeys read(MasterKeyOptions options, MasterKeyRecord record) {
        MasterKeySettings settings = new MasterKeySettings(options);
        MasterKeys masterKeys = settings.read();
        MasterMarks known = record.marks().orElse(null);
        if (known == null || !known.current().equals(masterKeys.current().mark())) {
            throw new StartRefusedException(
                    "Tokentally was not started with this master key yet, which is %s.".formatted(settings.source()),
                    "Start every instance with the new one as TOKENTALLY_MASTER_KEY and the one before as"
                            + " TOKENTALLY_MASTER_KEY_PREVIOUS, then run this with the same settings.");
        }
        return masterKeys;
    }
}
