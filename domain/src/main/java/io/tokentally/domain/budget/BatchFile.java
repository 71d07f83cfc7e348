package io.tokentally.domain.budget;

import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.text.PlainText;

/**
 * A file that the provider keeps and that has a batch's requests.
 *
 * @param id the provider's own identifier of it
 */
public record BatchFile(String id) implements BatchSource {

    public BatchFile {
        id = PlainText.require("id", id, MadeResource.MAX_LENGTH);
    }
}
