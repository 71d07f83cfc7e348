package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.MasterMarks;
import io.tokentally.bootstrap.StartRefusedException;
import io.tokentally.bootstrap.configuration.TokentallyProperties;

/** The master keys of the settings, for a command: those that the application was started with, and no others. */
final class AcceptedMasterKeys {

    private AcceptedMasterKeys() {}

    /** @throws StartRefusedException if there is none, or the application was not started with the current one yet */
    static MasterKeys read(TokentallyProperties properties, MasterKeyRecord record) {
        MasterKeySettings settings = new MasterKeySettings(properties);
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
