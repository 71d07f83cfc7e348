package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.pricing.ListPricesInForce;
import org.jspecify.annotations.Nullable;

/** Writes changes of the list prices into the installation's audit log, and asks the database who may make any. */
@ActsForPerson
public interface ListPriceChanges {

    /**
     * @param after absent where the uploaded file is withdrawn
     * @throws io.tokentally.domain.access.AccessRefusedException if the session's person is no operator
     * @throws io.tokentally.domain.access.FreshSignInRequiredException if the sign-in is too long ago
     */
    void note(ViewerToken token, ListPricesInForce before, @Nullable ListPricesInForce after);
}
