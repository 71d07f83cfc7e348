package io.tokentally.application.port.in.pricing;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.pricing.ListPricesChange;
import io.tokentally.domain.pricing.ListPricesInForce;

/**
 * An operator changes the list prices of the installation, which every organization pays that has agreed nothing else.
 *
 * <p>Every method throws {@link io.tokentally.domain.access.AccessRefusedException} if the session's person is no operator, and those that
 * change something {@link io.tokentally.domain.access.FreshSignInRequiredException} if the sign-in is too long ago.
 */
@ActsForPerson
public interface ManageListPricesUseCase {

    ListPricesInForce inForce(Session session);

    /**
     * What a price file would change. Nothing of it is kept.
     *
     * @param name of the file, for messages
     * @throws io.tokentally.domain.pricing.PriceRefusedException with the line and the reason if the file cannot be used
     */
    ListPricesChange preview(Session session, String name, byte[] content);

    /**
     * Puts an uploaded price file in the place of whichever counted before, at once and for good. Calls that are recorded from
     * then on are priced by it.
     *
     * @param name of the file, for messages
     * @throws io.tokentally.domain.pricing.PriceRefusedException with the line and the reason if the file cannot be used; then nothing
     *     has changed
     */
    ListPricesInForce replace(Session session, String name, byte[] content);

    /**
     * Takes the uploaded file away, so that the configured file or the built-in book counts.
     *
     * @throws io.tokentally.domain.pricing.PriceRefusedException if there is none, or what would count cannot be used
     */
    ListPricesInForce withdraw(Session session);
}
