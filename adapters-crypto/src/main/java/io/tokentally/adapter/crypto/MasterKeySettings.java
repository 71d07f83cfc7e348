package io.tokentally.adapter.crypto;

import io.tokentally.domain.start.StartRefusedException;

/**
 * Where the master keys come from: the current one from its setting or else from the home folder, and so the previous one if
 * there is one.
 */
final class MasterKeySettings {

    private static final String VARIABLE = "TOKENTALLY_MASTER_KEY";

    private final MasterKeyOptions options;

    MasterKeySettings(MasterKeyOptions options) {
        this.options = options;
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
        MasterKeyFile file = new MasterKeyFile(options.home());
        String current = options.current();
        String previous = options.previous();
        if (current == null && !make && !file.exists()) {
            throw new StartRefusedException(
                    "There is no master key: neither %s is set, nor is there the file %s."
                            .formatted(VARIABLE, options.home().resolve(MasterKeyFile.NAME)),
                    "Call this with the settings that Tokentally is started with.");
        }
        return new MasterKeys(
                current == null ? file.readOrMake() : MasterKey.parse(current, VARIABLE),
                previous == null ? file.readPrevious() : MasterKey.parse(previous, VARIABLE + "_PREVIOUS"));
    }

    /** Where the current one comes from, as messages name it. */
    String source() {
        return options.current() == null ? "the one in " + options.home().resolve(MasterKeyFile.NAME) : VARIABLE;
    }
}
