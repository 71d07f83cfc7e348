package io.tokentally.ui.shell;

/** Light or dark, as the person chose in this browser. */
enum ThemeChoice {
    LIGHT,
    DARK,
    SYSTEM;

    /** As the script of the page calls it. */
    String scriptName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static ThemeChoice ofScriptName(String scriptName) {
        for (ThemeChoice choice : values()) {
            if (choice.scriptName().equals(scriptName)) {
                return choice;
            }
        }
        return SYSTEM;
    }
}
