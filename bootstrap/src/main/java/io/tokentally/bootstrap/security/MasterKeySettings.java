package io.tokentally.bootstrap.security;

import io.tokentally.bootstrap.StartRefusedException;
import io.tokentally.bootstrap.configuration.TokentallyProperties;

/**
 * Where the master keys come from: the current one from its setting or else from the home folder, and so the previous one if
 * there is one.
 */
final class MasterKeySettings {

    private static final String VARIABLE = "TOKENTALLY_MASTER_KEY";

    private final TokentallyProperties properties;

    MasterKeySettings(TokentallyProperties properties) {
        this.properties = properties;
    }

    /** Makes the current one if there is neither setting nor file. */
    MasterKeys readOrMake() {
        return masterKeys(true);
    }

    /** @throws StartRefusedException if there is neither setting nor file */
    MasterKeys read() {
        return masterKeys(false);
    }

    private MasterKeys masterKeys(boolean make) {
        MasterKeyFile file = new MasterKeyFile(properties.home());
        String current = properties.keys().masterKey();
        String previous = properties.keys().masterKeyPrevious();
        if (current == null && !make && !file.exists()) {
            throw new StartRefusedException(
                    "There is no master key: neither %s is set, nor is there the file %s."
                            .formatted(VARIABLE, properties.home().resolve(MasterKeyFile.NAME)),
                    "Call this with the settings that Tokentally is started with.");
        }
        return new MasterKeys(
                current == null ? file.readOrMake() : MasterKey.parse(current, VARIABLE),
                previous == null ? file.readPrevious() : MasterKey.parse(previous, VARIABLE + "_PREVIOUS"));
    }

    /** Where the current one comes from, as messages name it. */
    String source() {
        return properties.keys().masterKey() == null
                ? "the one in " + properties.home().resolve(MasterKeyFile.NAME)
                : VARIABLE;
    }
}
