package io.tokentally.domain.mailing;

/** What speaks against telling somebody of their usage by mail. */
public enum MailObstacle {
    NO_SERVER("this installation has no mail server to send mails by."),

    /** Whoever it belongs to would learn what somebody else used. */
    ADDRESS_NOT_PROVEN(
            "no mail has proven that the address of your account is yours. Have a link sent that confirms it.");

    private final String sentence;

    MailObstacle(String sentence) {
        this.sentence = sentence;
    }

    /** What it says after a colon. */
    public String sentence() {
        return sentence;
    }
}
