package io.tokentally.bootstrap.start;

import io.tokentally.application.port.out.access.OperatorLinks;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.PrivateLink;
import java.security.SecureRandom;
import java.util.List;

/** Lets operators of the installation take a password, by a link that goes to whoever runs it. */
public final class FirstOperator {

    private static final String LOGIN = "operator@localhost";

    private final OperatorLinks links;
    private final SecureRandom random = new SecureRandom();

    public FirstOperator(OperatorLinks links) {
        this.links = links;
    }

    /**
     * The way in for the operator who has none yet or has lost it, which makes the account if there is none.
     *
     * @param withoutFactor whether their second factor goes, too
     */
    public WayIn wayIn(String login, boolean withoutFactor) {
        PrivateLink link = new PrivateLink(PrivateLink.Kind.PASSWORD_RESET, LinkSecret.random(random));
        links.issue(login, link.secret(), withoutFactor);
        return new WayIn(login, link);
    }

    /** The login of the only operator, or that of the first. */
    public String usualLogin() {
        List<String> logins = links.logins();
        return logins.size() == 1 ? logins.getFirst() : LOGIN;
    }

    /** Whether nobody can sign in to run the installation. */
    boolean isMissing() {
        return links.logins().isEmpty();
    }

    /** The login and the link that makes a password for it. */
    public record WayIn(String login, PrivateLink link) {}
}
