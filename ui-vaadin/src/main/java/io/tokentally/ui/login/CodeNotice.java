package io.tokentally.ui.login;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the page for the code says of the last one; the address names it by a parameter: {@code /login/code?locked}. */
public enum CodeNotice {

    /** No code is looked at for a while. */
    LOCKED,
    /** Nobody can tell at the moment whether the code is right. */
    UNAVAILABLE,
    /** It was wrong. */
    ERROR;

    /** The address of the page that says so, within the application. */
    public String address() {
        return CodeController.PATH + "?" + parameter();
    }

    static Optional<CodeNotice> among(Set<String> parameters) {
        return Arrays.stream(values())
                .filter(notice -> parameters.contains(notice.parameter()))
                .findFirst();
    }

    String titleKey() {
        return "code." + parameter() + ".title";
    }

    String textKey() {
        return "code." + parameter() + ".text";
    }

    private String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }
}
