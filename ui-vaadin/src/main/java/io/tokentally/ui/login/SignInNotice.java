package io.tokentally.ui.login;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the sign-in page says of how somebody came to it; the address names it by a parameter: {@code /login?locked}. */
public enum SignInNotice {

    /** The account takes no attempt for a while. */
    LOCKED,
    /** Nobody can tell at the moment whether the password is right. */
    UNAVAILABLE,
    /** The session ended. */
    EXPIRED,
    /** The form was not sent by this page. */
    FOREIGN,
    /** The last attempt failed. */
    ERROR;

    /** The address of the page that says so, within the application. */
    public String address() {
        return "/" + SignInPage.PATH + "?" + parameter();
    }

    static Optional<SignInNotice> among(Set<String> parameters) {
        return Arrays.stream(values())
                .filter(notice -> parameters.contains(notice.parameter()))
                .findFirst();
    }

    String titleKey() {
        return "login." + parameter() + ".title";
    }

    String textKey() {
        return "login." + parameter() + ".text";
    }

    private String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }
}
