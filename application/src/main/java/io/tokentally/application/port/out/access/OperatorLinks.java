package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.LinkSecret;
import java.util.List;

/** The way in for operators, as the owner of the installation. */
@SystemPort("asked by whoever runs the installation, by a command")
public interface OperatorLinks {

    /** By which the operators sign in who can. */
    List<String> logins();

    /**
     * Makes a link by which the operator of that login takes a password, within a day and once, and the account if there is
     * none. Links made before open nothing any more.
     *
     * @param withoutFactor whether their second factor goes, which they have lost, too
     * @throws io.tokentally.domain.access.MembershipRefusedException if the login is that of somebody who is no operator
     */
    void issue(String login, LinkSecret secret, boolean withoutFactor);
}
