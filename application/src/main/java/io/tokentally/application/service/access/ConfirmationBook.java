package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.AddressConfirmations;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.ViewerToken;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Keeps which links were asked for, in a transaction of its own: it waits for no mail server. */
@Transactional
public class ConfirmationBook {

    private final AddressConfirmations confirmations;

    public ConfirmationBook(AddressConfirmations confirmations) {
        this.confirmations = confirmations;
    }

    public Optional<EmailAddress> request(ViewerToken token, LinkSecret secret) {
        return confirmations.request(token, secret);
    }
}
