package io.tokentally.domain.metering;

import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.text.PlainText;

/**
 * Something that a provider keeps in its account, a file or a response for instance, and the virtual key that it belongs to.
 *
 * @param id the provider's own identifier of it; at most 200 characters
 */
public record MadeResource(String id, VirtualKeyId owner) {

    public static final int MAX_LENGTH = 200;

    public MadeResource {
        id = PlainText.require("id", id, MAX_LENGTH);
    }
}
