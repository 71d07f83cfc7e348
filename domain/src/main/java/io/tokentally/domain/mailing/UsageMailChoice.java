package io.tokentally.domain.mailing;

/** What a person wants to be told by mail of their usage in one organization. */
public record UsageMailChoice(MailRhythm rhythm, MailLanguage language) {

    /** What holds until somebody chooses: nobody gets mail that they did not ask for. */
    public static final UsageMailChoice NONE = new UsageMailChoice(MailRhythm.NONE, MailLanguage.ENGLISH);
}
