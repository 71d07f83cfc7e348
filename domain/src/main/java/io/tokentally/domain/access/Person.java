package io.tokentally.domain.access;

import io.tokentally.domain.text.PlainText;

/**
 * Somebody who can sign in.
 *
 * @param login what they sign in with: an e-mail address
 * @param displayName how others read of them
 */
public record Person(UserId userId, String login, String displayName) {

    public static final int MAX_NAME_LENGTH = 255;
    public static final int MAX_LOGIN_LENGTH = 255;

    public Person {
        login = PlainText.require("login", login, MAX_LOGIN_LENGTH);
        displayName = PlainText.require("display name", displayName, MAX_NAME_LENGTH);
    }
}
